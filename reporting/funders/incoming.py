"""News from the projects: reports, claims, and other officers' answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from esfportal.ui.formats import period
from projects.models import Project, ReportKind
from reporting.claims.models import ClaimHistory
from reporting.claims.states import State as ClaimState
from reporting.reports.life.states import Step
from reporting.reports.models import ReportEvent

STEPS = (Step.SUBMIT, Step.RETURN, Step.APPROVE)
OF_REPORT = ("at", "step", "report__public_id", "report__project", "report__kind")
OF_REPORT += ("report__starts_on", "report__ends_on", "report__replaces")


@dataclass(frozen=True)
class Incoming:
    at: datetime
    what: str
    about: str
    project: Project
    url: str
    is_own: bool  # of a project that the reader is the responsible officer of


def incoming(projects, user, *, since, own):
    """Return what came in since a moment, the latest first; not what the user has done. projects: by primary key."""
    found = [*_of_reports(projects, user, since, own), *_of_claims(projects, since, own)]
    return sorted(found, key=lambda each: each.at, reverse=True)


def _of_reports(projects, user, since, own):
    steps = ReportEvent.objects.filter(report__project__in=projects, step__in=STEPS, at__gte=since)
    for row in steps.exclude(by=user).order_by().values_list(*OF_REPORT, named=True):
        project = projects[row.report__project]
        yield Incoming(
            row.at,
            _what(row),
            f"{capfirst(ReportKind(row.report__kind).label)} {period(row.report__starts_on, row.report__ends_on)}",
            project,
            reverse("reports:detail", args=[project.slug, row.report__public_id]),
            project.pk in own,
        )


def _what(row: Any) -> str:
    if row.step == Step.SUBMIT:
        return _("New version of a report") if row.report__replaces else _("New report")
    return _("Report approved") if row.step == Step.APPROVE else _("Report returned")


def _of_claims(projects, since, own):
    # The day of the submission is stated and may be earlier; the history has the moment at which it was recorded.
    kept = ClaimHistory.objects.filter(
        project__in=projects, state=ClaimState.SUBMITTED, pgh_created_at__gte=since
    )
    once = {(row.project_id, row.number): row for row in kept.order_by("-pgh_created_at")}
    for row in once.values():
        project = projects[row.project_id]
        yield Incoming(
            row.pgh_created_at,
            _("New claim for payment"),
            f"{capfirst(_('claim %(number)s') % {'number': row.number})} {period(row.starts_on, row.ends_on)}",
            project,
            reverse("claims:claim", args=[project.slug, row.number]),
            project.pk in own,
        )
