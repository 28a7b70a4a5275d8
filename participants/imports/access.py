from django.shortcuts import get_object_or_404

from accounts.permissions import Permission
from participants.imports.models import ImportDraft
from projects.access import get_project


def get_import_draft(user, slug, pk):
    project = get_project(user, slug, Permission.PARTICIPANT_IMPORT)
    # Another user's file is a 404, and so is one that is too old.
    return get_object_or_404(ImportDraft.objects.fresh(), project=project, created_by=user, pk=pk)
