from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import may, require_permission
from accounts.audit.removed_rows import RowRemoved
from accounts.database_access import system_scope
from accounts.permissions import Permission
from participants.imports.models import CheckingJob, ImportDraft, ImportJob, MarkingJob
from participants.imports.results.actions import open_rows
from participants.register.rules.editable_parts import editable_parts
from projects.access import get_project


def get_project_to_import(user, slug, kind):
    """Return the project; 403 without the right to register by hand what the file has."""
    project = get_project(user, slug, Permission.PARTICIPANT_IMPORT)
    require_permission(user, ImportDraft.Kind(kind).permission, project)
    return project


def get_import_draft(user, slug, pk):
    project = get_project(user, slug, Permission.PARTICIPANT_IMPORT)
    # Another user's file is a 404.
    drafts = ImportDraft.objects.defer("content_encrypted")  # pages show the kept result of its check
    draft = get_object_or_404(drafts, project=project, created_by=user, pk=pk)
    require_permission(user, ImportDraft.Kind(draft.kind).permission, project)
    _raise_if_stale(draft, project)
    return draft


def _raise_if_stale(draft, project):
    if not ImportDraft.objects.fresh().filter(pk=draft.pk).exists():  # and not yet deleted
        text = _("The file waited for more than a day. Nothing of it is saved: choose it again.")
        raise _removed(text, project, draft.kind)


def _removed(text, project, kind):
    back = reverse(f"imports:import_{kind}", args=[project.slug])
    return RowRemoved(text, project=project, section=ImportDraft.Kind(kind).section, back=back)


def get_marking_job(user, slug, pk):
    """Return the making of a marked copy that the user has asked for; 404 for another user's."""
    return _job_of_file(MarkingJob, user, slug, pk)


def get_checking_job(user, slug, pk):
    """Return the check of a large file of the user; 404 for another user's."""
    return _job_of_file(CheckingJob, user, slug, pk)


def _job_of_file(model, user, slug, pk):
    project = get_project(user, slug, Permission.PARTICIPANT_IMPORT)
    jobs = model.objects.select_related("project", "draft").defer("draft__content_encrypted")
    job = get_object_or_404(jobs, project=project, created_by=user, pk=pk)
    require_permission(user, ImportDraft.Kind(job.kind).permission, project)
    if job.draft is None:
        text = _("The file is no longer kept. Nothing of it is saved: choose it again.")
        raise _removed(text, project, job.kind)
    if not job.is_open:
        _raise_if_stale(job.draft, project)
    return job


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


def imports_shown(user, slug):
    """Return the project and its imports that the user may see, the latest first."""
    project = get_project(user, slug, Permission.PARTICIPANT_IMPORT)
    jobs = ImportJob.objects.shown_to(user, project).order_by("-queued_at", "pk")
    return project, jobs.filter(kind__in=kinds_for(user, project))


def kinds_for(user, project):
    """Return the kinds of file that the user may import."""
    return [kind for kind in ImportDraft.Kind if may(user, kind.permission, project)]


def get_earlier_import(user, slug, pk, *, has_rows=False):
    """Return an import of the history; 404 for one that the user may not see, or without kept rows."""
    _project, jobs = imports_shown(user, slug)
    jobs = jobs.filter(rows__isnull=False) if has_rows else jobs
    return get_object_or_404(jobs.select_related("project"), pk=pk)


def get_undoable_import(user, slug, pk):
    """Return an import and its kept rows; 404 for one that was undone, or can't be."""
    job = get_earlier_import(user, slug, pk, has_rows=True)
    content = open_rows(job)
    if content is None or content.entered is None or hasattr(job, "undone"):
        raise Http404
    return job, content


def imports_ahead(user, job):
    """Return the imports that the job waits for; users of a part see no other user's name."""
    with system_scope():
        found = list(ImportJob.objects.ahead_of(job).select_related("created_by"))
    if not editable_parts(user, job.project).is_whole_project:
        for each in found:
            each.created_by = each.created_by if each.created_by == user else None
    return found


def get_import_job(user, slug, pk):
    """Return an import that the user has confirmed; 404 for another user's."""
    project = get_project(user, slug, Permission.PARTICIPANT_IMPORT)
    jobs = ImportJob.objects.select_related("project", "draft").defer("draft__content_encrypted")
    return get_object_or_404(jobs, project=project, created_by=user, pk=pk)
