"""The figures of a programme are for funders, of their own projects, and for administrators."""

from typing import NamedTuple

from django.db.models import QuerySet

from accounts.access import is_administrator, memberships_with
from accounts.permissions import Permission
from projects.models import Project
from reporting.reports.access import funder_audience_of
from reporting.reports.models import ReportFile


class Reader(NamedTuple):
    projects: QuerySet[Project]
    audience: str  # whose version of the reports is added up


def reader_of(user):
    """Return what the user may add up; users of other roles have no projects here."""
    if is_administrator(user):
        # Administrators see no figures of projects: they read what the public may.
        return Reader(Project.objects.visible_to(user), ReportFile.Audience.RELEASED.value)
    held = memberships_with(user, Permission.REPORT_ANSWER)
    return Reader(Project.objects.filter(pk__in={m.project_id for m in held}), funder_audience_of(user).value)
