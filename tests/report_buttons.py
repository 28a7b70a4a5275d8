"""Buttons of reports that have not been submitted, for the test of the rows' versions."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from projects.team.models import Membership
from reporting.reports.life.signing import mark_ready, sign_report
from reporting.reports.models import Report
from tests.reporting.reports.job_support import made, register


@dataclass
class Case:
    """A button on a page, and what another leader does between the page and the button."""

    page: str
    button: str
    other: object
    typed: dict = field(default_factory=dict)
    names_the_other: bool = True


def submit_report(full_project):
    return _made_again_before(submittable(full_project), "submit/")


def get_ready(full_project):
    return _made_again_before(new_report(full_project), "ready/")


def _made_again_before(report, button):
    page = report.get_absolute_url() + button
    return Case(page, page, lambda _other: _made_again(report), names_the_other=False)


def take_back(full_project):
    report = mark_ready(report=new_report(full_project), by=full_project.cast.leader)
    page = report.get_absolute_url() + "reopen/"
    signatory = Membership.objects.get(project=full_project.project, role="representative", ends_on=None).user
    sign = lambda _other: sign_report(report=report, by=signatory)  # noqa: E731
    return Case(page, page, sign, {"comment": "Ett fel"}, names_the_other=False)


def submittable(full_project):
    # Without a representative, whose signature would come first.
    Membership.objects.filter(role="representative").update(ends_on=timezone.localdate() - timedelta(days=1))
    return new_report(full_project)


def new_report(full_project):
    register(full_project.project)
    return made(full_project.project)


def delete_draft(full_project):
    return _made_again_before(full_project.draft, "delete/")


def make_again(full_project):
    page = full_project.draft.get_absolute_url()
    again = lambda _other: _made_again(full_project.draft)  # noqa: E731
    return Case(page, f"{page}recompute/", again, names_the_other=False)


def _made_again(report):
    Report.objects.filter(pk=report.pk).update(computed_at=timezone.now())
