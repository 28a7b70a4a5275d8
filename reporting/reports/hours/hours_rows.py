"""Hours in words: rows of their table, on the report's page and in its files."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from esfportal.ui import formats
from reporting.indicators.hours.hours_line import Minutes

MINUTES = Decimal(60)


@dataclass(frozen=True)
class HoursRow:
    name: str
    figures: list  # a Minutes of texts for each heading

    @property
    def labelled(self):
        return list(zip(headings(), self.figures, strict=True))


@dataclass(frozen=True)
class HoursTable:
    rows: list
    audience: str = ""  # where one page has the tables of several

    @property
    def caption(self):
        return f"{_('Hours')}, {self.audience}" if self.audience else _("Hours")


def section_text():
    return _("Hours"), _(
        "Project time in the period, by kind of activity. Planned: how long the sessions take, for each participant "
        "who is enrolled; week sheets have no plan. Confirmed: of months whose certificates the participants have "
        "confirmed."
    )


def headings():
    return [_("Planned"), _("Attended hours"), _("Confirmed hours")]


def notes(document):
    """Return what the reader needs to know of the figures, as texts."""
    found = [_("People with a protected identity take no place in the numbers.")]
    if any(line.hides_any for line in document.hours):
        found.append(
            _(
                "“..” stands for hours of too few people, or from which theirs could be worked out. It can be 0."
            )
        )
    return found


def table(document, language):
    """Return the table, None for a document without hours."""
    return HoursTable([_row(line, language) for line in document.hours]) if document.hours else None


def name_of(line, language):
    return line.name.in_language(language) if line.name else _("All activities")


def _row(line, language):
    figures = [Minutes(*(_text(each, language) for each in (m.women, m.men, m.total))) for m in line.figures]
    return HoursRow(name_of(line, language), figures)


def _text(minutes, language):
    if minutes == formats.HIDDEN:
        return minutes
    return formats.number(Decimal(minutes) / MINUTES, language, decimals=1)
