"""Values of cells: a text, a number, a date, or nothing."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from reporting.statistics.monthly.content import Row
from reporting.statistics.monthly.facts import Employed
from reporting.statistics.monthly.months import WOMAN
from reporting.statistics.scb_template.filling.fields import Field

Value = str | Decimal | date | None


class DateFormat(TextChoices):
    ISO = "iso", _("text: 2026-01-31")
    COMPACT = "compact", _("text: 20260131")
    CELL = "cell", _("a date, as the template's cells show dates")


class Column(NamedTuple):
    """A column of the sheet: its place from 0, the heading, the field ("" before it is chosen) and a text."""

    place: int
    heading: str
    field: str
    text: str = ""


class Writing(NamedTuple):
    """Settings of the values."""

    date_format: str = DateFormat.ISO.value
    open_end: str = ""
    unknown: str = ""
    woman: str = "Kvinna"
    man: str = "Man"
    yes: str = "Ja"
    no: str = "Nej"


def value_of(column: Column, row: Row, writing: Writing) -> Value:
    match column.field:
        case Field.TEXT:
            return column.text or None
        case Field.EMPTY | "":
            return None
        case Field.ENDS_ON if row.ends_on is None:
            return writing.open_end or None
        case Field.HOURS:
            return row.hours
        case Field.SEX:
            return writing.woman if row.sex == WOMAN else writing.man
        case Field.EMPLOYED if row.employed:
            return writing.yes if row.employed == Employed.YES else writing.no
        case Field.EMPLOYER | Field.EMPLOYER_NUMBER if row.employed == Employed.NO and not row.employer:
            return None
        case Field.INTERVENTION | Field.SUB_PROJECT if not row.is_substitute:
            return getattr(row, column.field) or None  # a period without one is known
        case Field.FULL_NAME:
            return f"{row.given_name} {row.family_name}".strip() or writing.unknown or None
        case _:
            found = getattr(row, column.field)
            return _day(found, writing) if isinstance(found, date) else found or writing.unknown or None


def _day(day: date, writing: Writing) -> Value:
    match writing.date_format:
        case DateFormat.CELL:
            return day
        case DateFormat.COMPACT:
            return f"{day:%Y%m%d}"
        case _:
            return day.isoformat()


def text_of(value: Value) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)
