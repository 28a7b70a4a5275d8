"""Distance travelled in words: rows of its tables, on the report's page and in its files."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from esfportal.ui import formats
from participants.plans.distance import FEWEST
from participants.plans.models import Measurement


@dataclass(frozen=True)
class DistanceRow:
    name: str
    who: str  # answered
    figures: list  # texts: how many, share of those a step up, mean change, share missing
    note: str

    @property
    def labelled(self):
        return list(zip(headings(), self.figures, strict=True))


@dataclass(frozen=True)
class DistanceTable:
    scale: str
    rows: list
    audience: str = ""  # where one page has the tables of several

    @property
    def caption(self):
        return f"{self.scale}, {self.audience}" if self.audience else self.scale


def section_text():
    return _("Distance travelled"), _(
        "From the first answer to the last, of the participants who have answered a question of the scale twice."
    )


def headings():
    return [_("Answered twice"), _("At least one step up"), _("Mean change"), _("Missing")]


def notes(document):
    """Return what the reader needs to know of the figures, as texts."""
    found = [
        _(
            "No figure is about fewer than %(fewest)s people. Missing: the share of all participants who have not "
            "answered twice."
        )
        % {"fewest": formats.number(FEWEST)}
    ]
    if document.is_released:
        found.append(
            _(
                "“..” stands for figures of too few, or from which what a person answered could be worked out. "
                "Where few have answered since an earlier report, its figures are shown."
            )
        )
    return found


def tables(document, language):
    """Return a DistanceTable for each scale."""
    by_scale = groupby(document.distances, lambda line: line.scale_name.in_language(language))
    return [
        DistanceTable(scale, [_row(line, document, language) for line in lines]) for scale, lines in by_scale
    ]


def _row(line, document, language):
    figures = [formats.HIDDEN if document.is_released else ""] * len(headings())
    if line.is_shown:
        figures = [
            formats.number(line.people, language),
            formats.percent(line.share, language, decimals=1),
            mean_text(line, language),
            formats.percent(line.missing, language, decimals=1) if line.missing else formats.HIDDEN,
        ]
    name, note = line.name.in_language(language), note_of(line, document, language)
    return DistanceRow(name, answered_by(line), figures, note)


def answered_by(line):
    return capfirst(str(Measurement.AnsweredBy(line.answered_by).label))


def mean_text(line, language):
    sign = "+" if line.mean_number > 0 else ""
    return f"{sign}{formats.number(line.mean_number, language, decimals=1)}"


def note_of(line, document, language):
    """Return the remark on a line, "" without one."""
    if line.until:
        day = formats.date_text(date.fromisoformat(line.until), language)
        return _("As in the report until %(day)s") % {"day": day}
    if not line.is_shown and not document.is_released:
        return _("Fewer than %(fewest)s have answered twice") % {"fewest": formats.number(FEWEST, language)}
    return ""
