"""Rows of what a report counts in another way than the one before it, for its page and files."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from esfportal.ui import formats
from reporting.indicators.changes.causes import Cause
from reporting.indicators.changes.frozen import NOBODY, CauseLine, ChangedFigure, changes_in
from reporting.indicators.document import Count
from reporting.indicators.enums import Span
from reporting.reports.files import labels

SIGNS = {"added": 1, "moved_in": 1, "removed": -1, "moved_out": -1}


@dataclass(frozen=True)
class ChangeRow:
    """The people of a figure whom one cause changed in one way."""

    figure: ChangedFigure
    line: CauseLine
    kind: str  # one of SIGNS, or "" for a number that is stated for the project
    count: Count | None

    @property
    def signed(self):
        """Return (women, men, total): below zero for those who are counted no longer."""
        sign = SIGNS[self.kind]
        return tuple(sign * number for number in (self.count.women, self.count.men, self.count.total))


def rows_of(figure):
    for line in figure.causes:
        if line.cause == Cause.STATED:
            yield ChangeRow(figure, line, "", None)
        yield from (
            ChangeRow(figure, line, kind, getattr(line, kind))
            for kind in SIGNS
            if getattr(line, kind) != NOBODY
        )


def change_rows(document, _language=None):
    changes = changes_in(document)
    return [row for figure in (changes.figures if changes else ()) for row in rows_of(figure)]


def rows_by_code(document):
    """Return {code: {span: ChangeRow}}; a reader who looks figures up by their code finds none of these codes."""
    found = {}
    for row in change_rows(document):
        figure = row.figure
        place = f"{figure.code}@{figure.part}" if figure.part_kind else figure.code
        code = "/".join(filter(None, [place, figure.part_kind, row.kind, row.line.cause]))
        found.setdefault(code, {})[figure.span] = row
    return found


def kind_label(kind):
    return {
        "added": _("newly counted"),
        "removed": _("no longer counted"),
        "moved_in": _("moved here"),
        "moved_out": _("moved away"),
        "": _("stated for the project"),
    }[kind]


def cause(row, language):
    return row.line.name.in_language(language)


def part_kind(row):
    return labels.part_kind(row.figure.part_kind) if row.figure.part_kind else ""


def part(row, language):
    return row.figure.part_name.in_language(language) if row.figure.part_name else ""


def time(figure):
    return _("since the start") if figure.span == Span.CUMULATIVE else _("in the period")


def intro(changes, language):
    """Return which report this one is compared with."""
    days = formats.period(*map(date.fromisoformat, (changes.starts_on, changes.ends_on)), language)
    submitted = formats.date_text(datetime.fromisoformat(changes.submitted_at).date(), language)
    return _("Compared with the report of the same kind for %(period)s, submitted %(day)s.") % {
        "period": days,
        "day": submitted,
    }


def notes(changes):
    """Return what has to be known of the comparison, as texts."""
    if changes.problem:
        return [_("The earlier report was made before the portal kept what is needed to compare the two.")]
    found = []
    if not changes.figures:
        found.append(_("No figure has changed."))
    if len(changes.spans) == 1:
        found.append(_("Figures in the period are not compared: the two reports begin on different days."))
    return found


def signed(number, language=None):
    """Return "+3", "−1" or "0"."""
    sign = {True: "+", False: "\N{MINUS SIGN}"}[number > 0] if number else ""
    return sign + formats.number(abs(number), language)


def reasons(figure, language):
    """Return the causes in one line: "new entries +14; registration voided −1"."""
    texts = []
    for line in figure.causes:
        name = line.name.in_language(language)
        if line.cause == Cause.STATED:
            texts.append(name)
            continue
        net = line.net
        if net.total or not (net.women or net.men):
            texts.append(f"{name} {_plus_and_minus(line, language)}")
        else:
            by_sex = pgettext("change by gender", "women %(women)s, men %(men)s") % {
                "women": signed(net.women, language),
                "men": signed(net.men, language),
            }
            texts.append(f"{name} ({by_sex})")
    return "; ".join(texts)


def _plus_and_minus(line, language):
    more, fewer = line.added + line.moved_in, line.removed + line.moved_out
    numbers = [more.total, -fewer.total]
    return " ".join(signed(number, language) for number in numbers if number)
