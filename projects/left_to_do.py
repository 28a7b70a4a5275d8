"""The list of facts that a project lacks to begin, for those who can add them."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import may
from accounts.permissions import Permission
from projects.kept_items import items
from projects.models import ProjectOrganisation
from projects.page_context import LEFT_TO_DO


def left_to_do(request, project):
    """Return [(text, address or "")] for leaders and administrators, until the project has ended."""
    edits = may(request.user, Permission.PROJECT_EDIT, project)
    if project.has_ended(timezone.localdate()) or not (edits or may(request.user, Permission.PROJECT_LOAD)):
        return []
    found = [each for function in LEFT_TO_DO for each in function(request, project)]
    for page, text in _missing(project):
        found.append((text, reverse(f"projects:{page}", args=[project.slug]) if edits else ""))
    return found


def _missing(project):
    roles = {partner.role for partner in items(project, "partners")}
    if ProjectOrganisation.Role.OWNER not in roles:
        yield "partners", _("No owner is named.")
    if ProjectOrganisation.Role.FUNDER not in roles:
        yield "partners", _("No funder is named: an administrator does it on the organisation's page.")
    if not project.municipality_count and not items(project, "project_municipalities"):
        yield "partners", _("No municipality is named.")
    if not ((project.starts_on and project.ends_on) or project.period_text):
        yield "edit", _("The period is not stated.")
    if project.budget_total is None:
        yield "edit", _("The budget is not stated.")
    if not items(project, "phases"):
        yield "about", _("There are no phases yet.")
    if project.expects_participants:
        if not items(project, "targets"):
            yield "targets", _("There are no targets yet.")
        if not items(project, "target_groups"):
            yield "targets", _("There are no target groups yet: no participant is checked against them.")
