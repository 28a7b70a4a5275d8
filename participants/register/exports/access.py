from django.shortcuts import get_object_or_404

from accounts.permissions import Permission
from participants.register.models import ListExport
from projects.access import get_project


def get_export(user, slug, pk):
    """Return an export that the user has asked for; 404 for another user's."""
    project = get_project(user, slug, Permission.PARTICIPANT_VIEW)
    exports = ListExport.objects.fresh().select_related("project")
    return get_object_or_404(exports, project=project, created_by=user, pk=pk)
