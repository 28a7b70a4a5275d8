from django.shortcuts import get_object_or_404

from accounts.permissions import Permission
from participants.casework.caseload import ALL, people_of
from participants.certificates.models import GroupStep
from projects.access import get_project


def get_group_step(user, slug, pk):
    """Return a step for a group that the user has asked for; 404 for another user's."""
    project = get_project(user, slug, Permission.PARTICIPANT_EDIT)
    found = GroupStep.objects.fresh().select_related("project")
    return get_object_or_404(found, project=project, created_by=user, pk=pk)


def get_group_file(job, number):
    return get_object_or_404(job.files.all(), number=number)


def people_of_month(user, project, whose):
    """Return the project's participants whom a list shows the user: all, the user's own, or a case worker's."""
    return people_of(user, whose).in_project(project).select_related("person", "project")


def people_with_keys(user, project, keys):
    """Return {key: participation} of those whom the user may see in lists."""
    return people_of_month(user, project, ALL).in_bulk(keys)
