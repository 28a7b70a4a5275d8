"""Rows of a monthly file, kept as JSON with a salt."""

import hashlib
import json
import secrets
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple


class Row(NamedTuple):
    """A participant's period in a month."""

    key: int  # of the participation: not in the file
    number: str
    is_substitute: bool
    given_name: str
    family_name: str
    sex: str
    birth_date: date
    starts_on: date
    ends_on: date | None
    hours: Decimal
    # Facts (monthly/facts.py). None: the row was frozen before they were, and nothing is said of them.
    employed: str | None = None
    employer: str | None = None
    employer_number: str | None = None
    municipality: str | None = None
    intervention: str | None = None
    sub_project: str | None = None

    @property
    def has_number(self) -> bool:
        """Return whether the number is the participant's own, and not a code or a word in its place."""
        return not self.is_substitute and any(each.isdigit() for each in self.number)

    @property
    def written(self) -> "Row":
        return self._replace(key=0)


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Sort by start, then by number and name, so that the same rows make the same file."""
    return sorted(rows, key=lambda row: (row.starts_on, row.number, row.family_name, row.given_name, row.key))


def frozen(rows: Iterable[Row]) -> str:
    kept = {"rows": [_to_list(row) for row in in_order(rows)], "salt": secrets.token_hex(16)}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def rows_of(text: str) -> list[Row]:
    return [_from_list(row) for row in json.loads(text)["rows"]]


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _to_list(row: Row) -> list[Any]:
    ends_on = row.ends_on.isoformat() if row.ends_on else None
    days = (row.birth_date.isoformat(), row.starts_on.isoformat(), ends_on)
    return [*row[:6], *days, str(row.hours), *row[10:]]


def _from_list(kept: list[Any]) -> Row:
    row = Row(*kept)
    return row._replace(
        birth_date=date.fromisoformat(kept[6]),
        starts_on=date.fromisoformat(kept[7]),
        ends_on=date.fromisoformat(kept[8]) if kept[8] else None,
        hours=Decimal(kept[9]),
    )
