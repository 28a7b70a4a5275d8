"""Importing a file, at once or by way of a draft that waits to be confirmed."""

import io

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.access_log import Purpose, log_access
from accounts.audit.log import audit
from accounts.audit.row_history import set_source
from accounts.database_access import system_scope, whole_project_access
from esfportal.jobs.actions import cancel, enqueue_on_commit, requeue
from esfportal.security import encryption
from participants.imports.matching.outcomes_file import plan_outcomes
from participants.imports.matching.participants_file import plan_participants
from participants.imports.models import ImportDraft, ImportJob
from participants.imports.reading.errors import FileError, Problems
from participants.imports.save import save_outcomes, save_participants
from projects.models import Project

PURPOSE = "import.draft"
PLANNERS = {ImportDraft.Kind.PARTICIPANTS: plan_participants, ImportDraft.Kind.OUTCOMES: plan_outcomes}


class ImportConflict(FileError):
    """Another transaction has registered one of the people."""


class ImportRefused(Exception):
    """The file has mistakes, all of them in `problems`; nothing has been saved. `met` is the plan's."""

    def __init__(self, problems, met):
        self.problems = problems
        self.met = met
        super().__init__(f"{problems.count} problems")


def check_file(project, kind, file, *, by, progress=None):
    """What importing the file would do, without doing it. Raises ImportRefused and FileError.

    Whoever asks learns of the file's people whether they take part: the read log has them.
    """
    try:
        with whole_project_access(project):  # people outside one's part are met, and not shown
            plan = _plan(project, kind, file, by=by, progress=progress)
    except ImportRefused as refused:
        _note_met(project, refused.met, by)
        raise
    _note_met(project, plan.met, by)
    return plan


def _note_met(project, met, by):
    log_access("searched", by=by, project=project, participations=met, purpose=Purpose.IMPORT)


def import_file(project, kind, file, *, by, progress=None):
    """Import the whole file or nothing; gives the plan that was carried out, with its counts.

    `by` is None for the command line. Two imports into a project wait for each other; whoever
    registers somebody by hand does not wait. Raises ImportRefused, after the read log has been told of the
    people whom it tells about, and FileError.
    """
    try:
        with transaction.atomic(), whole_project_access(project):
            set_source("import")
            return _import_file(project, kind, file, by=by, progress=progress)
    except ImportRefused as refused:
        _note_met(project, refused.met, by)
        raise


def _import_file(project, kind, file, *, by, progress):
    Project.objects.select_for_update(of=("self",), no_key=True).get(pk=project.pk)
    plan = _plan(project, kind, file, by=by, lock=True, progress=progress)
    try:
        with transaction.atomic():
            if kind == ImportDraft.Kind.OUTCOMES:
                save_outcomes(plan, by=by)
            else:
                save_participants(plan, project=project, by=by)
    except IntegrityError:
        raise ImportConflict(ImportJob.Refusal.CONFLICT.label) from None
    audit(
        f"{kind}_imported",
        project,
        by=by,
        project=project,
        **{name: plan.counts[name] for name in ("created", "updated", "unchanged")},
    )
    return plan


def _plan(project, kind, file, *, by, lock=False, progress=None):
    problems = Problems()
    plan = PLANNERS[kind](file, project=project, by=by, problems=problems, lock=lock, progress=progress)
    if problems:
        raise ImportRefused(problems, plan.met)
    return plan


def note_refused(project, kind, refused, *, by):
    """Keep that a file was refused, with how many mistakes and people met, where nothing else tells of it."""
    counts = {"problems": refused.problems.count, "met": len(refused.met)}
    return audit(f"{kind}_import_refused", project, by=by, project=project, **counts)


@transaction.atomic
def keep_draft(project, kind, file, *, by, row_count=0):
    """Keep a checked file, sealed, until its owner confirms it."""
    file.seek(0)
    draft = ImportDraft(project=project, kind=kind, created_by=by, row_count=row_count)
    draft.content_encrypted, draft.key_version = encryption.encrypt(PURPOSE, draft.pk, file.read())
    draft.save(force_insert=True)
    return draft


def check_draft(draft, *, by):
    """What the draft's file would do now. Raises ImportRefused and FileError."""
    return check_file(draft.project, draft.kind, _open(draft), by=by)


def _open(draft):
    try:
        content = encryption.decrypt(PURPOSE, draft.pk, draft.content_encrypted, draft.key_version)
    except encryption.Unreadable:
        raise FileError(_("The file that was kept can't be opened any more. Choose it again.")) from None
    return io.BytesIO(content)


@transaction.atomic
def confirm_draft(draft, *, by):
    """Enqueue the import of the draft's file. Return its job: one, however often the user confirms.

    Raises FileError.
    """
    # Without the content: it is large, and only the worker reads it.
    drafts = ImportDraft.objects.select_for_update(of=("self",)).defer("content_encrypted")
    draft = drafts.filter(pk=draft.pk).first()
    if draft is None:
        raise FileError(_("The file has been imported or thrown away already."))
    about = {"project_id": draft.project_id, "kind": draft.kind, "created_by": by}
    job, is_new = ImportJob.objects.get_or_create(draft=draft, defaults=about)
    if is_new:
        enqueue_on_commit(job)
    elif not job.is_open:
        requeue(job, by=by)
    return job


def import_draft(draft, *, by, progress=None):
    """Import the draft's file, checked again, and return the plan. Raises ImportRefused and FileError."""
    return import_file(draft.project, draft.kind, _open(draft), by=by, progress=progress)


@transaction.atomic
def cancel_import(job, *, by):
    """Cancel an import that has not been saved. Return whether it was cancelled."""
    if is_cancelled := cancel(job):
        audit("import_cancelled", job, by=by)
    return is_cancelled


@transaction.atomic
def discard_draft(draft, *, by):
    """Delete a file that the user does not want to import."""
    for job in ImportJob.objects.open().filter(draft=draft):
        cancel(job)
    audit("import_discarded", draft, by=by)
    draft.delete()
    return draft


@system_scope()
def discard_old_drafts(*, by=None):
    """Delete the files that have not been confirmed for a day. Return how many.

    The rows of imports that ended long ago go too.
    """
    count = ImportDraft.objects.stale().count()
    ImportDraft.objects.stale().delete()
    ImportJob.objects.outdated().delete()
    return count
