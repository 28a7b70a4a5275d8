"""Contexts of the pages of what a report counts in another way than the one before it."""

from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst

from accounts.access import may
from accounts.permissions import Permission
from esfportal.languages import active_language
from reporting.indicators.changes.frozen import changes_in
from reporting.indicators.enums import Span
from reporting.reports.files import labels
from reporting.reports.since_last import changed_rows


@dataclass(frozen=True)
class ShownRow:
    cause: str
    kind: str
    numbers: tuple  # of women, men and in total, as texts; () for a number that is stated for the project
    url: str  # to the people, "" for readers who may not see them


@dataclass(frozen=True)
class ShownFigure:
    name: str
    code: str
    before: object
    now: object
    rows: list


@dataclass(frozen=True)
class ShownTable:
    title: str
    figures: list


def since_last_context(report, user):
    document = report.document
    changes = changes_in(document)
    may_list = may(user, Permission.EVIDENCE_VIEW, report.project)
    return {
        "project": report.project,
        "section": "reports",
        "report": report,
        "intro": changed_rows.intro(changes, active_language()),
        "notes": changed_rows.notes(changes),
        "tables": [_table(key, figures, report, may_list) for key, figures in _in_tables(changes.figures)],
    }


def _in_tables(figures):
    def key(figure):
        return figure.part_kind, figure.part, figure.span

    ordered = sorted(figures, key=lambda each: (bool(each.part_kind), each.span != Span.CUMULATIVE))
    return groupby(ordered, key)


def _table(key, figures, report, may_list):
    figures = list(figures)
    time = changed_rows.time(figures[0])
    part = figures[0].part_name
    title = (
        f"{labels.part_kind(key[0])}: {part.in_language(active_language())}, {time}"
        if part
        else capfirst(time)
    )
    return ShownTable(title, [_figure(each, report, may_list) for each in figures])


def _figure(figure, report, may_list):
    rows = [_row(row, report, may_list) for row in changed_rows.rows_of(figure)]
    code = "" if figure.name.sv == figure.code or figure.code.islower() else figure.code
    return ShownFigure(figure.name.in_language(active_language()), code, figure.before, figure.now, rows)


def _row(row, report, may_list):
    numbers = () if row.count is None else [changed_rows.signed(each) for each in row.signed]
    url = ""
    if may_list and numbers:
        query = {"figure": row.figure.code, "span": row.figure.span, "cause": row.line.cause}
        url = f"{people_url(report)}?{urlencode(query)}"
    return ShownRow(
        changed_rows.cause(row, active_language()), changed_rows.kind_label(row.kind), numbers, url
    )


def people_url(report):
    return reverse("reports:since_last_people", args=[report.project.slug, report.public_id])
