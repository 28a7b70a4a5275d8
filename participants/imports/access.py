from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.audit.removed_rows import RowRemoved
from accounts.permissions import Permission
from participants.imports.models import ImportDraft, ImportJob
from projects.access import get_project


def get_import_draft(user, slug, pk):
    project = get_project(user, slug, Permission.PARTICIPANT_IMPORT)
    # Another user's file is a 404.
    draft = get_object_or_404(ImportDraft, project=project, created_by=user, pk=pk)
    if not ImportDraft.objects.fresh().filter(pk=pk).exists():  # and not yet deleted
        text = _("The file waited for more than a day. Nothing of it is saved: choose it again.")
        back = reverse(f"imports:import_{draft.kind}", args=[slug])
        raise RowRemoved(text, project=project, section="participants", back=back)
    return draft


def find_ended_import(user, slug, pk):
    """Return the job of a draft that can't be reviewed or confirmed any more, or None.

    The draft of such a job has been imported, discarded or deleted, or is being imported.
    """
    project = get_project(user, slug, Permission.PARTICIPANT_IMPORT)
    jobs = ImportJob.objects.select_related("project", "created_by", "draft").defer(
        "draft__content_encrypted"
    )
    job = jobs.filter(project=project, created_by=user, pk=pk).first()
    return job if job and (job.draft is None or job.is_open) else None


def get_import_job(user, slug, pk):
    """Return an import that the user has confirmed; 404 for another user's."""
    project = get_project(user, slug, Permission.PARTICIPANT_IMPORT)
    jobs = ImportJob.objects.select_related("project", "draft").defer("draft__content_encrypted")
    return get_object_or_404(jobs, project=project, created_by=user, pk=pk)
