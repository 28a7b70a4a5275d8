from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from accounts.access import is_administrator, may, memberships_with
from accounts.permissions import Permission
from projects.models import Project
from reporting.reports.access import funder_audience_of


def start_page(user):
    """Return the address of a funder's start page; those who work with people begin with the people."""
    is_funder = may(user, Permission.REPORT_ANSWER) and not may(user, Permission.PARTICIPANT_VIEW)
    return reverse("funders:start") if is_funder else ""


def funded_keys(user):
    return {membership.project_id for membership in memberships_with(user, Permission.REPORT_ANSWER)}


@dataclass(frozen=True)
class Scope:
    """The projects in the list, and whether the user may see figures and money in it."""

    projects: QuerySet
    sees_figures: bool
    audience: str  # whose version of the reports the figures are of


def listed_scope(user):
    """Return the projects that the user funds; for an administrator who funds none, all of them without figures."""
    funded = funded_keys(user)
    # Also for a user who leads one of them as well: the list has what was released to the funder.
    own = funder_audience_of(user)
    if not funded and is_administrator(user):
        return Scope(Project.objects.visible_to(user), sees_figures=False, audience=own)
    return Scope(Project.objects.filter(pk__in=funded), sees_figures=bool(funded), audience=own)
