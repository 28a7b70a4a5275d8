from django.shortcuts import get_object_or_404

from accounts.permissions import Permission
from participants.imports.models import ImportDraft, ImportJob
from projects.access import get_project


def get_import_draft(user, slug, pk):
    project = get_project(user, slug, Permission.PARTICIPANT_IMPORT)
    # Another user's file is a 404, and so is one that is too old.
    return get_object_or_404(ImportDraft.objects.fresh(), project=project, created_by=user, pk=pk)


def get_import_job(user, slug, pk):
    """Return an import that the user has confirmed; 404 for another user's."""
    project = get_project(user, slug, Permission.PARTICIPANT_IMPORT)
    jobs = ImportJob.objects.select_related("project", "draft").defer("draft__content_encrypted")
    return get_object_or_404(jobs, project=project, created_by=user, pk=pk)
