"""Projects of a funder with reports in the versions of each audience, and money."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from projects.models import FinancingLine
from reporting.indicators.document import HIDDEN, Count, Shown
from reporting.reports.life.states import Step
from reporting.reports.models import Report, ReportEvent, ReportJob, ReportRelease
from tests.reporting.claims.examples import claims_of
from tests.reporting.reports.documents import kalmar

REACHED = {"authority": 382, "funders": 380, "released": HIDDEN}


def released_report(project, *, reached=REACHED, ends_on=date(2018, 6, 30), days_ago=3, answer="", by=None):
    """Return a submitted report with a release for each audience; `reached`: of its first target, by audience."""
    at = timezone.now() - timedelta(days=days_ago)
    document = kalmar()
    report = Report.objects.create(
        project=project,
        starts_on=date(2018, 1, 1),
        ends_on=ends_on,
        figures=document.to_json(),
        status="submitted",
        answer=answer,
        submitted_at=at,
    )
    for audience, number in reached.items():
        figures = replace(document, targets=_targets(document, number)).to_json()
        ReportRelease.objects.create(
            report=report,
            audience=audience,
            figures=figures | {"threshold": 5, "smallest_base": 20},
            alternatives=[],
            considered_reports=[],
        )
    ReportJob.objects.create(report=report, state=ReportJob.State.DONE, progress=100)
    states = {"from_state": "draft", "to_state": "submitted"}
    ReportEvent.objects.create(report=report, step=Step.SUBMIT, at=at, by=by, **states)
    return report


def _targets(document, number):
    first, *others = document.targets
    if number == HIDDEN:
        return [replace(first, cumulative=Shown(), rate=HIDDEN, state="hidden"), *others]
    rate = f"{Decimal(number) * 100 / Decimal(first.value):.1f}"
    return [replace(first, cumulative=Count(0, number), rate=rate), *others]


def money_of(project, *, by, amount=250_000, paid=100_000):
    """Book an amount, claim it and pay a part of it."""
    line = FinancingLine.objects.create(project=project, source="esf", planned=1_000_000)
    line.entries.create(amount=amount, booked_on=date(2018, 3, 1), booked_by=by)
    claim, _draft = claims_of(project, by=by)
    type(claim).objects.filter(pk=claim.pk).update(
        state="decided", decided_on=date(2019, 2, 1), approved=paid
    )
    type(claim).objects.filter(pk=claim.pk).update(state="paid", paid_on=date(2019, 3, 1), paid=paid)
    return claim
