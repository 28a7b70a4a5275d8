from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.database_access import system_scope
from accounts.permissions import Permission
from participants.register.models import Participation
from projects.access import get_project
from reporting.statistics.models import MonthlyFile
from reporting.statistics.overview import Overview

YEARS, MONTHS = range(2000, 2100), range(1, 13)


def get_project_to_send(user, slug):
    return get_project(user, slug, Permission.PROJECT_EDIT)


class NotAuthorised(PermissionDenied):
    """Raised where the user is not authorised for all protected identities of the project."""

    def __init__(self, project, participations):
        self.project, self.participations = project, participations
        super().__init__("Participants of the project are protected.")


def get_overview(user, slug):
    """Return the project's months; raises NotAuthorised."""
    project = get_project_to_send(user, slug)
    # All of the project, and not of a month: the answer must not say when a protected person takes part.
    if lacking := lacking_authorisation(user, project):
        raise NotAuthorised(project, lacking)
    return Overview(project)


def lacking_authorisation(user, project):
    protected = Participation.objects.in_project(project).protected()
    return list(
        protected.exclude(pk__in=protected.openable_by(user).values("pk"))
        .select_related("person")
        .order_by("pk")
    )


def get_month(overview, year, month):
    """Return the first day of the month."""
    if year not in YEARS or month not in MONTHS or date(year, month, 1) not in overview.states:
        raise Http404
    return date(year, month, 1)


def get_latest(overview, month):
    found = MonthlyFile.objects.filter(project=overview.project, month=month).order_by("-version").first()
    if found is None:
        raise Http404
    found.project = overview.project
    return found


@system_scope()  # the files are read by leaders only; what is returned is about one person
def rows_about(project, keys):
    """Return [(file, row)] of the participations, the oldest first. Raises Unreadable."""
    files = MonthlyFile.objects.filter(project=project).order_by("month", "version")
    return [(file, row) for file in files for row in file.rows if row.key in keys]
