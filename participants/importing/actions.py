"""Importing a file, at once or by way of a draft that waits to be confirmed."""

import io
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import audit
from participants import sealing
from participants.importing.errors import FileError, Problems
from participants.importing.outcomes_file import plan_outcomes
from participants.importing.participants_file import plan_participants
from participants.importing.save import save_outcomes, save_participants
from participants.models import ImportDraft
from projects.models import Project

PURPOSE = "import.draft"
DRAFTS_KEPT = timedelta(days=1)
PLANNERS = {ImportDraft.Kind.PARTICIPANTS: plan_participants, ImportDraft.Kind.OUTCOMES: plan_outcomes}


class ImportRefused(Exception):
    """The file has mistakes, all of them in `problems`; nothing has been saved."""

    def __init__(self, problems):
        self.problems = problems
        super().__init__(f"{problems.count} problems")


def check_file(project, kind, file, *, by, progress=None):
    """What importing the file would do, without doing it. Raises ImportRefused and FileError."""
    return _plan(project, kind, file, by=by, progress=progress)


@transaction.atomic
def import_file(project, kind, file, *, by, progress=None):
    """Import the whole file or nothing; gives the plan that was carried out, with its counts.

    `by` is None for the command line. Two imports into a project wait for each other; whoever
    registers somebody by hand does not wait. Raises ImportRefused and FileError.
    """
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
        raise ImportRefused(problems)
    return plan


@transaction.atomic
def keep_draft(project, kind, content, *, by):
    """Keep a checked file, sealed, until its owner confirms it."""
    draft = ImportDraft(project=project, kind=kind, created_by=by)
    draft.content_encrypted, draft.key_version = sealing.seal(PURPOSE, draft.pk, content)
    draft.save(force_insert=True)
    return draft


def open_draft(draft):
    """The draft's file. Raises sealing.Unreadable for one that was altered."""
    return io.BytesIO(sealing.unseal(PURPOSE, draft.pk, draft.content_encrypted, draft.key_version))


@transaction.atomic
def confirm_draft(draft, *, by):
    """Import the draft's file, looked at anew, and drop the draft; gives the plan carried out.

    A draft is imported once, however often the button is pressed. Raises ImportRefused, FileError,
    and ImportDraft.DoesNotExist for one that is gone.
    """
    draft = ImportDraft.objects.select_for_update(of=("self",)).select_related("project").get(pk=draft.pk)
    plan = import_file(draft.project, draft.kind, open_draft(draft), by=by)
    draft.delete()
    return plan


@transaction.atomic
def discard_draft(draft, *, by):
    """Forget a file that is not to be imported after all."""
    audit("import_discarded", draft, by=by)
    draft.delete()
    return draft


@transaction.atomic
def discard_old_drafts(*, by=None):
    """Forget the files that nobody has confirmed for a day; gives how many."""
    old = ImportDraft.objects.filter(created_at__lt=timezone.now() - DRAFTS_KEPT)
    count, _by_model = old.delete()
    return count
