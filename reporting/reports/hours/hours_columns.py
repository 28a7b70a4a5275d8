"""Columns of the CSV and XLSX files for hours."""

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from esfportal.files.columns import Column
from esfportal.ui.formats import HIDDEN
from reporting.reports.hours import hours_rows

CENTS = Decimal("0.01")
HEADINGS = {
    "planned": (_("Planned, women"), _("Planned, men"), _("Planned")),
    "attended": (_("Attended, women"), _("Attended, men"), _("Attended hours")),
    "confirmed": (_("Confirmed, women"), _("Confirmed, men"), _("Confirmed hours")),
}


def _hours(figure, sex):
    def get(line, language):
        minutes = getattr(getattr(line, figure), sex)
        return HIDDEN if minutes == HIDDEN else (Decimal(minutes) / hours_rows.MINUTES).quantize(CENTS)

    return get


_HOURS = [
    Column(f"hours_{figure}_{sex}", heading, _hours(figure, sex), 12, has_numbers=True)
    for figure, headings in HEADINGS.items()
    for sex, heading in zip(("women", "men", "total"), headings, strict=True)
]
HOURS_SHEET = (
    _("Hours"),
    [Column("kind", _("Kind of activity"), hours_rows.name_of, 30), *_HOURS],
    lambda document, language: document.hours,
)


def _of_hours(column):
    return replace(column, get=lambda row, language: column.get(row.hours, language) if row.hours else "")


HOURS_COLUMNS_OF_CSV = [_of_hours(each) for each in _HOURS]
