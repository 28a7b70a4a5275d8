"""Columns of the list of projects: cells, order and files."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from esfportal.database.swedish_order import sort_key
from esfportal.files.columns import Column, Percent
from esfportal.languages import in_language
from esfportal.ui import formats
from projects import overview
from reporting.reports.duties.states import STATE_STYLES, DutyState
from reporting.reports.files import labels

SHARE_DECIMALS = 1


@dataclass(frozen=True)
class Cell:
    text: str
    detail: str = ""
    above: str = ""  # what the text is about
    url: str = ""
    state: str = ""
    style: str = "none"


NOTHING = Cell("")


@dataclass(frozen=True)
class ListColumn:
    key: str
    heading: Any
    cell: Callable[[Any, bool], Cell]  # of a Row, and whether the user opens its pages
    order: Callable[[Any], Any]  # None comes last
    file: tuple[Column, ...]
    has_numbers: bool = False
    of_figures: bool = False  # not for administrators


def _fact(key, heading, get, width, order=sort_key):
    def sorted_by(row):
        value = get(row)
        return order(value) if value else None

    column = Column(key, heading, lambda row, language: get(row), width)
    return ListColumn(key, heading, lambda row, opens: Cell(get(row)), sorted_by, (column,))


def _owner(row):
    return in_language(row.project.owner_name or "", row.project.owner_name_en or "")


def _officers(row):
    return ", ".join(officer.name for officer in row.officers or ())


def _report_cell(row, opens):
    report = row.report
    if report is None:
        return NOTHING
    url = reverse("reports:detail", args=[row.project.slug, report.public_id]) if opens else ""
    days = formats.period(report.starts_on, report.ends_on)
    return Cell(report.kind_label, days, url=url, state=report.state_label, style=report.state_style)


def _due_cell(row, opens):
    if row.due is None:
        return NOTHING
    is_said = row.due_state in (DutyState.OVERDUE, DutyState.APPROACHING)
    url = reverse("reports:duties", args=[row.project.slug]) if opens else ""
    return Cell(
        formats.date_iso(row.due.due_on),
        str(row.due),
        url=url,
        state=row.due_state.label if is_said else "",
        style=STATE_STYLES[row.due_state],
    )


def _of_report(get):
    return lambda row, language: get(row.report) if row.report else None


def _of_duty(get):
    return lambda row, language: get(row) if row.due else None


def _share(part, whole):
    return part * 100 / whole if part is not None and whole else None


@dataclass(frozen=True)
class Whole:
    amount: Callable[[Any], Any]
    words: Any  # "%(share)s of the budget"
    heading: Any  # of the share in a file


BUDGET = Whole(
    lambda row: row.project.budget_total, _("%(share)s of the budget"), _("Used, share of the budget")
)
GRANTED = Whole(
    lambda row: row.granted, _("%(share)s of what was granted"), _("Paid, share of what was granted")
)


def _money(key, heading, amount, whole=None, shown=None):
    def cell(row, opens):
        value = amount(row)
        if value is None:
            return NOTHING
        share = _share(value, whole.amount(row)) if whole else None
        shares = {"share": formats.percent(share, decimals=SHARE_DECIMALS)}
        detail = "" if share is None else whole.words % shares
        return Cell(shown(row) if shown else formats.money(value), detail)

    def share_of(row, language):
        share = _share(amount(row), whole.amount(row))
        return None if share is None else Percent(share, SHARE_DECIMALS)

    file = [Column(key, heading, lambda row, language: amount(row), 18, True)]
    if whole:
        file.append(Column(f"{key}_share", whole.heading, share_of, 18, True))
    return ListColumn(key, heading, cell, amount, tuple(file), has_numbers=True, of_figures=True)


def _target(number):
    key = f"target_{number + 1}"

    def named(text):
        return format_lazy(text, number=number + 1)

    def cell(row, opens):
        target = row.target(number)
        if target is None:
            return NOTHING
        style, state = labels.STATE_STYLES[target.state], labels.state(target.state)
        return Cell(target.figure, target.explanation, target.name_and_day, state=state, style=style)

    def column(part, heading, get, width, has_numbers=False):
        def of_target(row, language):
            target = row.target(number)
            return None if target is None else get(target)

        return Column(f"{key}{part}", named(heading), of_target, width, has_numbers)

    return ListColumn(
        key,
        named(_("Target {number}")),
        cell,
        lambda row: row.target(number) and row.target(number).progress,
        (
            column("", _("Target {number}"), lambda target: target.name, 40),
            column("_goal", _("Target {number}: goal"), lambda target: target.goal, 30),
            column("_reached", _("Target {number}: reached"), _reached, 14, True),
            column("_day", _("Target {number}: at the end of"), lambda target: target.day, 14),
            column("_state", _("Target {number}: state"), lambda target: labels.state(target.state), 16),
        ),
        of_figures=True,
    )


def _reached(target):
    figure = target.reached
    return Percent(figure) if target.is_share and isinstance(figure, Decimal) else figure


def _name_cell(row, opens):
    return Cell(row.project.display_name, url=row.project.get_absolute_url())


NAME = ListColumn(
    "project",
    _("Project"),
    _name_cell,
    lambda row: sort_key(row.project.display_name),
    (Column("project", _("Project"), lambda row, language: row.project.display_name, 40),),
)
COLUMNS = (
    _fact("programme", _("Programme period"), lambda row: row.project.get_programme_period_display(), 14),
    _fact("area", _("Programme area"), lambda row: overview.programme_area(row.project), 30),
    _fact("region", _("ESF region"), lambda row: str(row.project.get_region_display()), 24),
    ListColumn(
        "period",
        _("Period"),
        lambda row, opens: Cell(overview.period(row.project)),
        lambda row: row.project.starts_on,
        (
            Column("starts_on", _("From"), lambda row, language: row.project.starts_on, 12),
            Column("ends_on", _("To"), lambda row, language: row.project.ends_on, 12),
        ),
    ),
    _fact("owner", _("Owner"), _owner, 34),
    _fact("officer", _("Responsible officer"), _officers, 28),
    _target(0),
    _target(1),
    ListColumn(
        "report",
        _("Last report"),
        _report_cell,
        lambda row: row.report and row.report.ends_on,
        (
            Column("report", _("Last report"), _of_report(lambda report: report.kind_label), 24),
            Column("report_until", _("Last report to"), _of_report(lambda report: report.ends_on), 14),
            Column(
                "report_submitted",
                _("Submitted"),
                _of_report(lambda report: formats.as_day(report.submitted_at)),
                14,
            ),
            Column("report_state", _("Status"), _of_report(lambda report: str(report.state_label)), 14),
        ),
    ),
    ListColumn(
        "due",
        _("Next report due"),
        _due_cell,
        lambda row: row.due and row.due.due_on,
        (
            Column("due", _("Next report due"), _of_duty(lambda row: row.due.due_on), 14),
            Column("due_state", _("Late or due soon"), _of_duty(lambda row: str(row.due_state.label)), 16),
        ),
    ),
    _money(
        "granted",
        _("Granted"),
        lambda row: row.granted,
        shown=lambda row: overview.esf_amount_text(row.project),
    ),
    _money("used", _("Used"), lambda row: row.used, BUDGET),
    _money("claimed", _("Claimed"), lambda row: row.claimed),
    _money("paid", _("Paid"), lambda row: row.paid, GRANTED),
)
TARGETS = ("target_1", "target_2")
DEFAULT = ("officer", *TARGETS, "report", "due", "paid")
BY_KEY = {column.key: column for column in (NAME, *COLUMNS)}


def offered_columns(scope):
    return [column for column in COLUMNS if scope.sees_figures or not column.of_figures]


def in_order(rows, sort):
    """Sort by the key of a column, descending after a "-"; no value comes last."""
    order = BY_KEY[sort.removeprefix("-")].order
    rows = sorted(rows, key=NAME.order)
    known = [row for row in rows if order(row) is not None]
    unknown = [row for row in rows if order(row) is None]
    return sorted(known, key=order, reverse=sort.startswith("-")) + unknown
