"""Record of a saved import: the effect of each row, and the values that it replaced. Plain data."""

import json
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.imports.matching.plan import Plan, Result, Written


class Fate(models.TextChoices):
    """Effect of a row of a saved file."""

    CREATED = Result.CREATED.value, _("new")
    UPDATED = Result.UPDATED.value, _("changed")
    UNCHANGED = Result.UNCHANGED.value, _("unchanged")
    SKIPPED = Result.SKIPPED.value, _("skipped")
    LEFT_OUT = "left_out", _("left out")


class SavedRow(NamedTuple):
    number: int
    fate: str
    participation: int | None


@dataclass
class Content:
    rows: list[SavedRow]
    written: list[Written]

    @property
    def counts(self) -> dict[str, int]:
        """Return the number of rows by fate, those that occur, in the order of Fate."""
        found = Counter(row.fate for row in self.rows)
        return {fate: found[fate] for fate in Fate.values if found[fate]}

    def changes_of(self, numbers: set[int]) -> dict[int, list[Written]]:
        found: dict[int, list[Written]] = {}
        for each in self.written:
            if each.row in numbers:
                found.setdefault(each.row, []).append(each)
        return found


def content_of(plan: Plan) -> Content:
    """Return what is kept of a plan that has been carried out."""
    return Content([*_saved_rows(plan)], plan.written)


def _saved_rows(plan: Plan) -> Iterator[SavedRow]:
    for number in sorted({*plan.row_numbers, *plan.results}):
        fate = plan.results.get(number, Fate.LEFT_OUT)
        about = plan.repeats.get(number, number)
        yield SavedRow(number, str(fate), plan.participation_of.get(about))


def packed(content: Content) -> bytes:
    fields = {"rows": content.rows, "written": content.written}
    return zlib.compress(json.dumps(fields, default=_as_json, separators=(",", ":")).encode(), level=3)


def unpacked(data: bytes) -> Content:
    fields = json.loads(zlib.decompress(data))
    return Content(
        [SavedRow(*row) for row in fields["rows"]],
        [
            Written(row, column, _value(old), _value(new), spell)
            for row, column, old, new, spell in fields["written"]
        ],
    )


def _as_json(value: Any) -> Any:
    if isinstance(value, date):
        return {"date": value.isoformat()}
    raise TypeError(type(value).__name__)


def _value(stored: Any) -> Any:
    if isinstance(stored, dict):
        return date.fromisoformat(stored["date"])
    return tuple(_value(each) for each in stored) if isinstance(stored, list) else stored
