"""Corrections made in the page, laid over the cells of a file while it is read."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from participants.imports.reading.cell_text import clean
from participants.imports.reading.columns import FORMATS, NOTHING_CHOSEN, FileFormat
from participants.imports.reading.table_reader import NumberedRows, Table, has_content

Texts = dict[str, str]  # by column


@dataclass(frozen=True)
class Correction:
    row: int
    texts: Texts
    shown: Texts = field(default_factory=dict)  # what the page showed in their place, masked


@dataclass(frozen=True)
class LeftOut:
    row: int
    reason: str
    text: str = ""


Change = Correction | LeftOut


def to_data(change: Change) -> dict[str, Any]:
    if isinstance(change, LeftOut):
        return {"row": change.row, "reason": change.reason, "text": change.text}
    return {"row": change.row, "texts": change.texts, "shown": change.shown}


def read_data(data: dict[str, Any]) -> Change:
    return Correction(**data) if "texts" in data else LeftOut(**data)


class Overlay:
    """The changes in order of time."""

    def __init__(self, changes: Iterable[Change] = (), only: Collection[int] | None = None) -> None:
        # `only`: the rows that are read; None: all.
        self.changes, self.only = tuple(changes), only
        self.left_out = {each.row: each for each in self.changes if isinstance(each, LeftOut)}
        self._texts: dict[int, Texts] = {}
        for each in self.changes:
            if isinstance(each, Correction):
                self._texts.setdefault(each.row, {}).update(each.texts)
        self._met_cells: set[tuple[int, str]] = set()
        self._met_rows: set[int] = set()

    def without_last(self) -> "Overlay":
        return Overlay(self.changes[:-1])

    def with_all_rows(self) -> "Overlay":
        return Overlay(each for each in self.changes if isinstance(each, Correction))

    def with_row(self, row: int) -> "Overlay":
        """Take in again a row that was left out. Its corrections stay."""
        return Overlay(each for each in self.changes if isinstance(each, Correction) or each.row != row)

    def alone(self, rows: Collection[int]) -> "Overlay":
        return Overlay(self.changes, only=frozenset(rows))

    def over(self, table: Table, kind: str, chosen: Mapping[str, str] = NOTHING_CHOSEN) -> Table:
        """Return the corrected table; a column that the file lacks is added at the end."""
        if not self.changes and self.only is None:
            return table
        places = self._places(table.header, FORMATS[kind], chosen)
        header = [*table.header, *(FORMATS[kind].by_key[key].heading for key in places.added)]
        return replace(table, header=header, rows=self._rows(table.rows, places))

    def _places(self, header: Sequence[str], file_format: FileFormat, chosen: Mapping[str, str]) -> "_Places":
        found: dict[str, int] = {}
        for position, heading in enumerate(header):
            column = file_format.column_of(heading, chosen)
            if column:
                found.setdefault(column.key, position)
        wanted = {key for texts in self._texts.values() for key in texts}
        added = [key for key in file_format.by_key if key in wanted - found.keys()]
        positions = found | {key: len(header) + place for place, key in enumerate(added)}
        return _Places(positions, added, len(header))

    def _rows(self, rows: NumberedRows, places: "_Places") -> Iterator[tuple[int, list[str]]]:
        for row, cells in rows:
            if self.only is not None and row not in self.only:
                continue
            if row in self.left_out:
                self._met_rows.add(row)
                continue
            if len(cells) > places.width:  # what stands under no heading stays so
                cells[places.width : places.width] = [""] * len(places.added)
            if texts := self._texts.get(row):
                self._correct(row, cells, texts, places)
                if not any(map(has_content, cells)):
                    continue
            yield row, cells

    def _correct(self, row: int, cells: list[str], texts: Texts, places: "_Places") -> None:
        for key, text in texts.items():
            if key not in places.positions:
                continue
            position = places.positions[key]
            cells.extend([""] * (position + 1 - len(cells)))
            cells[position] = clean(text)
            self._met_cells.add((row, key))

    @property
    def counts(self) -> dict[str, Any]:
        """Return what was met in the file."""
        corrected = sorted({row for row, _key in self._met_cells})
        found = {"corrected_cells": len(self._met_cells), "corrected_rows": corrected}
        found |= {"left_out": len(self._met_rows), "left_out_rows": sorted(self._met_rows)}
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True)
class _Places:
    positions: dict[str, int]  # by column
    added: list[str]  # columns that the file lacks
    width: int  # of its header


NOTHING = Overlay()
