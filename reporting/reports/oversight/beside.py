"""A report beside an earlier one of its kind, in the reader's own version of both."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from esfportal.languages import active_language
from esfportal.ui import formats
from reporting.indicators.document import HIDDEN
from reporting.reports.access import readable_document
from reporting.reports.files import labels, section_texts
from reporting.reports.models import Report
from reporting.reports.oversight.text_diff import Line, text_diff
from reporting.reports.pages.target_rows import figure_and_detail, share
from reporting.reports.querysets import LARGE_COLUMNS
from reporting.reports.texts.content import cell_text, texts_of

SAME, CHANGED, NEW, GONE = "same", "changed", "new", "gone"
STYLES = {SAME: "none", CHANGED: "warn", NEW: "info", GONE: "info"}


@dataclass(frozen=True)
class FigureRow:
    name: str
    code: str
    before: object  # a line of the earlier document, or None
    after: object
    difference: str  # since the start; "" where a number is hidden or missing

    @property
    def rate_before(self):
        return _rate(self.before)

    @property
    def rate_after(self):
        return _rate(self.after)


@dataclass(frozen=True)
class Reached:
    """The figure of a target and its explanation, as on the report's page."""

    figure: str
    detail: str


@dataclass(frozen=True)
class TargetRow:
    name: str
    goal: str
    before: Reached | None
    after: Reached | None
    difference: str


@dataclass(frozen=True)
class FigureTable:
    title: str
    rows: list[FigureRow]


@dataclass(frozen=True)
class TextRow:
    heading: str
    state: str
    before: list[Line]
    after: list[Line]

    @property
    def style(self):
        return STYLES[self.state]

    @property
    def state_label(self):
        return {
            SAME: _("the same in both"),
            CHANGED: _("changed"),
            NEW: _("only in this report"),
            GONE: _("only in the earlier report"),
        }[self.state]


def earlier_reports(report, user):
    """Return the submitted reports of the kind that came before, the best one to compare with first."""
    reports = Report.objects.visible_to(user) | Report.objects.kept_by(user)
    same = reports.filter(project=report.project_id, kind=report.kind, status="submitted").exclude(
        pk=report.pk
    )
    if report.submitted_at:
        same = same.filter(submitted_at__lt=report.submitted_at)
    before = same.filter(ends_on__lte=report.ends_on).select_related("project").defer(*LARGE_COLUMNS)
    found = list(before.order_by("-ends_on", "-submitted_at"))
    return sorted(found, key=lambda each: each.pk != report.replaces_id)  # the version that it replaces first


def target_rows(before, after):
    old, new = ({line.code: line for line in document.targets} for document in (before, after))
    return [_target_row((old.get(code), before), (new.get(code), after)) for code in {**new, **old}]


def _target_row(before, after):
    line = after[0] or before[0]
    reached = [Reached(*figure_and_detail(*each)) if each[0] else None for each in (before, after)]
    name = labels.target_name(line, active_language())
    return TargetRow(name, labels.goal(line), *reached, _target_difference(before[0], after[0]))


def _target_difference(before, after):
    if before and after and before.unit == after.unit == "share":
        return _points(before.rate, after.rate)
    return _difference(*(each.cumulative.total if each else None for each in (before, after)))


def _points(before, after):
    """Return the difference of two rates in percentage points, "" where one is hidden or missing."""
    if not before or not after or HIDDEN in (before, after):
        return ""
    points = Decimal(after) - Decimal(before)
    return _("%(number)s percentage points") % {"number": signed(points, decimals=1)}


def figure_tables(before, after):
    found = [
        (section_texts.measures()[0], before.measures, after.measures),
        (section_texts.outputs(after)[0], before.outputs, after.outputs),
        (section_texts.results()[0], before.results, after.results),
    ]
    return [FigureTable(title, _figure_rows(old, new)) for title, old, new in found if old or new]


def _figure_rows(before, after):
    old, new = ({line.code: line for line in lines} for lines in (before, after))
    return [_figure_row(old.get(code), new.get(code)) for code in {**new, **old}]


def _figure_row(before, after):
    line = after or before
    name = line.name.in_language(active_language())
    totals = [each.cumulative.total if each else None for each in (before, after)]
    return FigureRow(name, line.code, before, after, _difference(*totals))


def _difference(before, after):
    if not (isinstance(before, int) and isinstance(after, int)):  # a hidden number is a text
        return ""
    return signed(after - before)


def signed(number, decimals=None):
    text = formats.number(number, active_language(), decimals)
    return f"+{text}" if number > 0 else text


def _rate(line):
    return share(line.rate, active_language()) if line and line.rate else ""


def text_rows(before, after):
    """Return a TextRow for each section of the two lists of TextLine, in the order of the later report."""
    old, new = ({line.key: line for line in lines} for lines in (before, after))
    return [_text_row(old.get(key), new.get(key)) for key in {**new, **old}]


def _text_row(before, after):
    texts = [cell_text(line) if line else "" for line in (before, after)]
    state = NEW if before is None else GONE if after is None else SAME if texts[0] == texts[1] else CHANGED
    heading = (after or before).heading.in_language(active_language())
    return TextRow(heading, state, *text_diff(*texts))


def beside_context(report, earlier, user):
    documents = [readable_document(each, user) for each in (earlier, report)]
    if None in documents:
        return {"is_readable": False}
    texts = texts_of(report) if report.is_draft else documents[1].texts
    compared = text_rows(documents[0].texts, texts)
    return {
        "is_readable": True,
        "hidden": HIDDEN,
        "targets_title": section_texts.targets()[0],
        "targets": target_rows(*documents),
        "tables": figure_tables(*documents),
        "texts": compared,
        "changed_texts": [row for row in compared if row.state != SAME],
        "same_texts": [row for row in compared if row.state == SAME],
        "hidden_legend": labels.hidden_legend(documents[1]) or labels.hidden_legend(documents[0]),
    }
