from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import may, memberships_with
from accounts.audit.removed_rows import RemovedPage, raise_if_removed
from accounts.permissions import Permission
from participants.register.models import SavedFilter
from projects.access import get_project
from projects.team.memberships import includes_part, team_managing_memberships


def saved_filters(user, project):
    return SavedFilter.objects.visible_to(user, project)


def opening_filter(user, project):
    """Return the filter that the user's list opens with: an own one, or one of a leader of the part; or None."""
    filters = SavedFilter.objects.filter(project=project)
    return filters.filter(created_by=user, opens_list=True).first() or _filter_of_leader(
        user, project, filters
    )


def _filter_of_leader(user, project, filters):
    of_leaders = list(filters.filter(opens_for_team=True).select_related("created_by").order_by("pk"))
    held = [
        each for each in memberships_with(user, Permission.PARTICIPANT_VIEW) if each.project_id == project.pk
    ]
    found = [
        (not leading.is_limited_to_part, saved.pk, saved)
        for saved in of_leaders
        if saved.created_by_id != user.pk
        for leading in team_managing_memberships(saved.created_by, project.pk)
        if any(includes_part(leading, each) for each in held)
    ]
    # A leader of the part before one of the whole project.
    return min(found, key=lambda row: row[:2])[-1] if found else None


def may_change(user, saved):
    return saved.created_by_id == user.pk or may(user, Permission.PROJECT_EDIT, saved.project)


def get_saved_filter(user, slug, pk):
    """Return a filter that the user may change; 403 for a shared one."""
    project = get_project(user, slug, Permission.PARTICIPANT_VIEW)
    saved = saved_filters(user, project).filter(pk=pk).select_related("created_by").first()
    if saved is None:
        back = reverse("register:saved_filters", args=[slug])
        page = RemovedPage(project, "participants", back, lambda _event: _("saved filter"))
        raise_if_removed(SavedFilter, page=page, pk=pk, is_shared=True)
        raise Http404
    saved.project = project
    if not may_change(user, saved):
        raise PermissionDenied
    return saved
