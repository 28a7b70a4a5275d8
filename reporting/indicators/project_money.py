"""Money of a project's report, from its budget, its sources of financing and their bookings."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import DecimalField, Q, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.text import capfirst
from django.utils.translation import override

from projects.models import FinancingEntry, FinancingLine, Project
from projects.overview import esf_share
from reporting.indicators.counting import Period
from reporting.indicators.document import ReportDocument
from reporting.indicators.money import Booked, Money, MoneyKind, MoneyLine, amount_text
from reporting.indicators.names import Name

Sums = dict[str, Any]  # of the bookings on a source for a purpose


def add_money(document: ReportDocument, project: Project) -> ReportDocument:
    """Return the document with what is planned and booked, in kronor and hours, if the project states money."""
    # Not a part of figures.compute, because pages ask for figures alone.
    sums = _sums(project, Period(*map(date.fromisoformat, (document.starts_on, document.ends_on))))
    lines = [*_sources(project, sums), *_purposes(project, sums)]
    return replace(document, money=Money(lines, _share(project)) if lines else None)


def _sums(project: Project, period: Period) -> list[Sums]:
    # What is paid after the project's end belongs to its last report.
    is_last = project.ends_on is not None and period.ends_on >= project.ends_on
    counted = Q() if is_last else Q(booked_on__lte=period.ends_on)
    in_period = Q(booked_on__gte=period.starts_on)
    entries = FinancingEntry.objects.filter(counted, line__project=project).values("line", "budget_line")
    sums = entries.annotate(
        since_start=_sum("amount"),
        period=_sum("amount", in_period),
        hours_since_start=_sum("hours"),
        hours_period=_sum("hours", in_period),
    )
    return list(sums.order_by())


def _sum(field: str, condition: Q | None = None) -> Coalesce:
    zero = Value(0, output_field=DecimalField(max_digits=14, decimal_places=2))
    return Coalesce(Sum(field, filter=condition), zero)


def _sources(project: Project, sums: list[Sums]) -> Iterable[MoneyLine]:
    for line in project.financing.select_related("organisation"):
        rows = [row for row in sums if row["line"] == line.pk]
        is_esf = line.source == FinancingLine.Source.ESF
        organisation, planned = line.organisation, line.planned_amount
        yield MoneyLine(
            MoneyKind.SOURCE,
            line.source,
            _in_both_languages(partial(_source_name, line)),
            _booked(rows),
            planned="" if planned is None else amount_text(planned),
            planned_is_approximate=is_esf and planned is not None and project.esf_amount_is_approximate,
            organisation=Name(organisation.name, organisation.name_en) if organisation else None,
            hours=_booked(rows, "hours_") if line.is_in_kind else None,
        )


def _source_name(line: Any) -> str:
    return capfirst(line.get_source_display())


def _purposes(project: Project, sums: list[Sums]) -> Iterable[MoneyLine]:
    number = 0
    for number, line in enumerate(project.budget_lines.all(), start=1):
        booked = _booked(row for row in sums if row["budget_line"] == line.pk)
        name = Name(line.name, line.name_en)
        yield MoneyLine(MoneyKind.PURPOSE, f"purpose-{number}", name, booked, amount_text(line.amount))
    without = [row for row in sums if row["budget_line"] is None]
    if number and without:
        yield MoneyLine(MoneyKind.PURPOSE, "purpose-none", None, _booked(without))


def _booked(rows: Iterable[Sums], of: str = "") -> Booked:
    since_start, period = Decimal(), Decimal()
    for row in rows:
        since_start += row[f"{of}since_start"]
        period += row[f"{of}period"]
    return Booked(amount_text(since_start), amount_text(period))


def _share(project: Project) -> Name | None:
    return None if project.esf_share is None else _in_both_languages(lambda: esf_share(project))


def _in_both_languages(text: Callable[[], Any]) -> Name:
    with override("sv"):
        swedish = str(text())
    with override("en"):
        return Name(swedish, str(text()))
