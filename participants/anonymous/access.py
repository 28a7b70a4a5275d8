from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from accounts.permissions import Permission
from participants.register.rules.editable_parts import editable_parts
from projects.access import get_project


def counts_of(project):
    found = project.anonymous_counts.select_related("municipality", "intervention")
    return found.in_list_order()


def get_count(user, slug, pk):
    """Return a number that the user may correct: 403 for one of another part of the project."""
    project = get_project(user, slug, Permission.PARTICIPANT_EDIT)
    count = get_object_or_404(counts_of(project), pk=pk)
    if not editable_parts(user, project).includes(count.municipality, count.intervention):
        raise PermissionDenied
    count.project = project
    return count
