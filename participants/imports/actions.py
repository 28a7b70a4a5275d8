"""Importing a file, at once or by way of a draft that waits to be confirmed."""

import io

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.access_log import Purpose, log_access
from accounts.audit.log import audit
from accounts.audit.row_history import set_source
from accounts.database_access import system_scope, whole_project_access
from esfportal.security import encryption
from participants.imports.matching.outcomes_file import plan_outcomes
from participants.imports.matching.participants_file import plan_participants
from participants.imports.models import ImportDraft
from participants.imports.reading.errors import FileError, Problems
from participants.imports.save import save_outcomes, save_participants
from projects.models import Project

PURPOSE = "import.draft"
PLANNERS = {ImportDraft.Kind.PARTICIPANTS: plan_participants, ImportDraft.Kind.OUTCOMES: plan_outcomes}


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
        raise FileError(
            _(
                "Somebody registered one of these people while the file was being saved. "
                "Nothing has been saved: try again."
            )
        ) from None
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
def keep_draft(project, kind, file, *, by):
    """Keep a checked file, sealed, until its owner confirms it."""
    file.seek(0)
    draft = ImportDraft(project=project, kind=kind, created_by=by)
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
    """Import the draft's file, looked at anew, and drop the draft; gives the plan carried out.

    A draft is imported once, however often the button is pressed. Raises ImportRefused and FileError.
    """
    drafts = ImportDraft.objects.select_for_update(of=("self",)).select_related("project")
    draft = drafts.filter(pk=draft.pk).first()
    if draft is None:
        raise FileError(_("The file has been imported or thrown away already."))
    plan = import_file(draft.project, draft.kind, _open(draft), by=by)
    draft.delete()
    return plan


@transaction.atomic
def discard_draft(draft, *, by):
    """Forget a file that is not to be imported after all."""
    audit("import_discarded", draft, by=by)
    draft.delete()
    return draft


@system_scope()
def discard_old_drafts(*, by=None):
    """Forget the files that nobody has confirmed for a day; gives how many."""
    count, _by_model = ImportDraft.objects.stale().delete()
    return count
