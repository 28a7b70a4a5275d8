"""Import a file: at once, or through a draft that the user confirms."""

import io
from functools import partial
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access_log import Purpose, log_access
from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.audit.row_history import set_source
from accounts.database_access import system_scope, whole_project_access
from esfportal.jobs import queue
from esfportal.jobs.actions import cancel, enqueue_on_commit, requeue
from esfportal.security import encryption
from participants.imports.attendance_lists.plan import plan_attendance, save_attendance
from participants.imports.booking_files.plan import plan_bookings, save_bookings
from participants.imports.employer_files.plan import plan_employers, save_employers
from participants.imports.matching.outcomes_file import plan_outcomes
from participants.imports.matching.participants_file import plan_participants
from participants.imports.mending.actions import keep_overlay, overlay_of
from participants.imports.mending.overlay import NOTHING
from participants.imports.models import CheckingJob, ImportCheck, ImportDraft, ImportJob, MarkingJob
from participants.imports.reading.errors import LISTED, FileError, Problems
from participants.imports.save import save_notes, save_outcomes, save_participants
from participants.register.actions.errors import ActionRefused
from projects.models import Project

PURPOSE = "import.draft"
Kind = ImportDraft.Kind
PLANNERS = {
    Kind.PARTICIPANTS: plan_participants,
    Kind.OUTCOMES: plan_outcomes,
    Kind.ATTENDANCE: plan_attendance,
    Kind.EMPLOYERS: plan_employers,
    Kind.BOOKINGS: plan_bookings,
}
SAVERS = {
    Kind.PARTICIPANTS: save_participants,
    Kind.OUTCOMES: save_outcomes,
    Kind.ATTENDANCE: save_attendance,
    Kind.EMPLOYERS: save_employers,
    Kind.BOOKINGS: save_bookings,
}
IMPORTED = {
    ImportDraft.Kind.PARTICIPANTS: AuditAction.PARTICIPANTS_IMPORTED,
    ImportDraft.Kind.OUTCOMES: AuditAction.OUTCOMES_IMPORTED,
    Kind.ATTENDANCE: AuditAction.ATTENDANCE_IMPORTED,
    Kind.EMPLOYERS: AuditAction.EMPLOYERS_IMPORTED,
    Kind.BOOKINGS: AuditAction.BOOKINGS_IMPORTED,
}
REFUSED = {  # by a command, which not every kind has
    ImportDraft.Kind.PARTICIPANTS: AuditAction.PARTICIPANTS_IMPORT_REFUSED,
    ImportDraft.Kind.OUTCOMES: AuditAction.OUTCOMES_IMPORT_REFUSED,
    Kind.ATTENDANCE: AuditAction.ATTENDANCE_IMPORT_REFUSED,
}


class ImportConflict(FileError):
    """Raised when another transaction has registered one of the people."""


class ImportRefused(Exception):
    """Raised for a file with problems; nothing has been saved."""

    def __init__(self, problems, plan):
        self.problems = problems
        self.plan = plan
        self.matched_participations = plan.matched_participations
        super().__init__(f"{problems.count} problems")


class ImportUnanswered(Exception):
    """Raised for a file with questions that are not answered, or without a reason; nothing has been saved."""

    def __init__(self, questions, plan, *, is_reason_missing=False):
        self.questions = questions
        self.plan = plan
        self.is_reason_missing = is_reason_missing
        super().__init__(f"{len(questions)} questions")


def check_file(project, kind, file, *, by, **options):
    """Return the plan without carrying it out. Raises ImportRefused and FileError.

    `options`: `sheet`, `progress`, `listed` (the number of problems kept), `answers` to questions about people.
    """
    try:
        # The whole project is compared, so that people outside the user's part are found and not shown.
        with whole_project_access(project):
            plan = _plan(project, kind, file, by=by, **options)
    except ImportRefused as refused:
        _log_matches(project, refused.matched_participations, by)
        raise
    _log_matches(project, plan.matched_participations, by)
    return plan


# The answer shows which people of the file take part, so it belongs in the access log.
def _log_matches(project, matched_participations, by):
    log_access(
        "searched", by=by, project=project, participations=matched_participations, purpose=Purpose.IMPORT
    )


def import_file(project, kind, file, *, by, confirmed=(), reason="", **options):
    """Import the whole file or nothing; return the plan. Raises ImportRefused, ImportUnanswered and FileError.

    `confirmed`: keys or codes of the questions that are answered. `reason`: why stored values are replaced.
    `options` as for check_file.
    """
    # `by` is None for the command line.
    try:
        with transaction.atomic(), whole_project_access(project):
            set_source("import")
            return _import_file(project, kind, file, by=by, confirmed=confirmed, reason=reason, **options)
    except ImportRefused as refused:
        _log_matches(project, refused.matched_participations, by)
        raise
    except ImportUnanswered as refused:
        _log_matches(project, refused.plan.matched_participations, by)
        raise


def _import_file(project, kind, file, *, by, confirmed, reason, **options):
    # Two imports into a project wait for each other. Registering a person by hand does not wait for them.
    Project.objects.select_for_update(of=("self",), no_key=True).get(pk=project.pk)
    plan = _plan(project, kind, file, by=by, lock=True, **options)
    check_answers(plan, confirmed, reason)
    if progress := options.get("progress"):
        progress(plan.row_count)  # all rows are read, and saving them begins
    said = {"reason": reason.strip() if plan.corrected else "", "confirmed": plan.questions.codes()}
    try:
        with transaction.atomic():
            SAVERS[kind](plan, project=project, by=by)
            save_notes(plan, by=by, reason=said["reason"])
    except (IntegrityError, ActionRefused):
        raise ImportConflict(ImportJob.Refusal.CONFLICT.label) from None
    audit(
        IMPORTED[kind],
        project,
        by=by,
        project=project,
        **{name: plan.counts[name] for name in ("created", "updated", "unchanged")},
        **{name: value for name, value in said.items() if value},
        **plan.mended,
    )
    return plan


def check_answers(plan, confirmed, reason):
    """Raise ImportUnanswered unless every question is answered, and a reason given where one is needed."""
    questions = plan.unanswered(confirmed)
    is_reason_missing = bool(plan.corrected) and not reason.strip()
    if questions or is_reason_missing:
        raise ImportUnanswered(questions, plan, is_reason_missing=is_reason_missing)


def _plan(project, kind, file, *, by, lock=False, listed=LISTED, **options):
    problems = Problems(listed)
    plan = PLANNERS[kind](file, project=project, by=by, problems=problems, lock=lock, **options)
    plan.mended = options.get("overlay", NOTHING).counts
    plan.read_as = problems.read_as
    if problems:
        raise ImportRefused(problems, plan)
    return plan


def audit_refusal(project, kind, refused, *, by):
    # For the command line, where no page request is logged.
    counts = {"problems": refused.problems.count, "met": len(refused.matched_participations)}
    return audit(REFUSED[kind], project, by=by, project=project, **counts)


@transaction.atomic
def save_draft(project, kind, file, *, by, sheet="", row_count=0):
    """Store a checked file, encrypted."""
    file.seek(0)
    draft = ImportDraft(project=project, kind=kind, created_by=by, sheet=sheet, row_count=row_count)
    content = file.read()
    draft.digest = sha256(content).hexdigest()
    draft.content_encrypted, draft.key_version = encryption.encrypt(PURPOSE, draft.pk, content)
    draft.save(force_insert=True)
    return draft


def check_draft(draft, *, by):
    """Return the plan as of now. Raises ImportRefused and FileError."""
    return check_file(draft.project, draft.kind, open_draft(draft), by=by, **options_of(draft))


def options_of(draft):
    """Return how the draft's file is read."""
    options = {"sheet": draft.sheet, "header_row": draft.header_row, "overlay": overlay_of(draft)}
    if draft.kind == ImportDraft.Kind.PARTICIPANTS:
        options["answers"] = draft.people_answers
    return options


def choose_sheet(draft, sheet):
    """Read another sheet of the draft's workbook from now on."""
    draft.sheet = sheet
    choose_heading_row(draft, 0)


def choose_heading_row(draft, row):
    """Read the headings in this row from now on; 0 finds the row."""
    draft.header_row, draft.confirmed, draft.people_answers = row, [], {}
    draft.save(update_fields=["sheet", "header_row", "confirmed", "people_answers"])
    keep_overlay(draft, NOTHING)  # it names rows under other headings
    ImportCheck.objects.filter(draft=draft).delete()  # so does the result of the check


def answer_questions(draft, confirmed, reason=""):
    """Keep the user's answers with the draft: the keys of the confirmed questions, and the reason."""
    draft.confirmed, draft.reason = sorted(confirmed), reason
    draft.save(update_fields=["confirmed", "reason"])


@transaction.atomic
def answer_about_people(draft, answers):
    """Add the user's answers to questions about people, {key: answer}, to those given before."""
    # Locked: each page of questions is sent by itself.
    drafts = ImportDraft.objects.select_for_update(of=("self",)).only("people_answers")
    draft = drafts.get(pk=draft.pk)
    draft.people_answers |= answers
    draft.save(update_fields=["people_answers"])


def open_draft(draft):
    """Return the file. Raises FileError."""
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
        raise FileError(_("The file has been imported or discarded already."))
    job, is_new = ImportJob.objects.get_or_create(draft=draft, defaults=_about(draft, by=by))
    if is_new:
        enqueue_on_commit(job)
    elif not job.is_open:
        requeue(job, by=by)
    return job


def _about(draft, *, by):
    # The draft's key: the addresses of its pages lead to the job when the draft is gone.
    about = {name: getattr(draft, name) for name in ("project_id", "kind", "row_count", "digest")}
    return {"id": draft.pk, "created_by": by, **about}


def import_draft(draft, *, by, progress=None):
    """Import the draft's file, checked again, and return the plan. Raises as import_file."""
    answers = {"confirmed": draft.confirmed, "reason": draft.reason}
    options = options_of(draft) | {"progress": progress}
    return import_file(draft.project, draft.kind, open_draft(draft), by=by, **answers, **options)


def enqueue_next_import(ended):
    """Enqueue the import into the same project whose turn it is when the transaction has been committed."""
    transaction.on_commit(partial(_enqueue_next, ended.project_id))


@system_scope()
def _enqueue_next(project_pk):
    jobs = ImportJob.objects.claimable().filter(project=project_pk, state=ImportJob.State.QUEUED)
    if waiting := jobs.first():
        queue.enqueue(waiting)


@transaction.atomic
def cancel_import(job, *, by):
    """Cancel an import that has not been saved. Return whether it was cancelled."""
    if is_cancelled := cancel(job):
        enqueue_next_import(job)
        audit(AuditAction.IMPORT_CANCELLED, job, by=by)
    return is_cancelled


@transaction.atomic
def discard_draft(draft, *, by):
    # Locked before its jobs, as by a check that ends.
    list(ImportDraft.objects.select_for_update(of=("self",)).filter(pk=draft.pk).values_list("pk"))
    # Its job is kept, or made, as the trace that the user sees.
    job, _is_new = ImportJob.objects.get_or_create(draft=draft, defaults=_about(draft, by=by))
    cancel(job)
    for kind in (MarkingJob, CheckingJob):
        if each := kind.objects.filter(draft=draft).first():
            cancel(each)
    enqueue_next_import(job)
    audit(AuditAction.IMPORT_DISCARDED, draft, by=by)
    draft.delete()
    return draft


@system_scope()
def discard_old_drafts(*, by=None):
    """Delete drafts older than a day, and old jobs; return the count of drafts."""
    stale = ImportDraft.objects.stale()
    unconfirmed = stale.filter(job=None).select_related("created_by").defer("content_encrypted")
    ended = {"state": ImportJob.State.CANCELLED, "finished_at": timezone.now()}
    ImportJob.objects.bulk_create(
        [ImportJob(**_about(draft, by=draft.created_by), **ended) for draft in unconfirmed]
    )
    count = stale.count()
    stale.delete()
    for job in (ImportJob, MarkingJob, CheckingJob):
        job.objects.outdated().delete()
    return count
