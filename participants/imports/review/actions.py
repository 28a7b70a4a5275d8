"""Check an uploaded file, and keep the result with it."""

# Pages and filters don't read the file again. A large file is checked by a worker. Its pages show the latest
# result, and say when it is outdated.

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from esfportal.jobs.actions import cancel, enqueue_on_commit, requeue
from esfportal.security import encryption
from participants.imports import actions
from participants.imports.models import CheckingJob, ImportCheck, ImportDraft
from participants.imports.reading.errors import FileError, Problems
from participants.imports.review.result import PROBLEMS_KEPT, CheckResult, collected
from participants.imports.review.storing import packed, unpacked
from participants.register.models import Participation

PURPOSE = "import.check"
MOST_AT_ONCE = 2000  # rows that are checked in a request
MOST_TRIED = 300  # of employers, which are written and taken back one by one
WORKBOOK = b"PK"
BYTES_PER_ROW = 60  # of a workbook, which is compressed, with few columns


def check_upload(project, kind, file, *, by, sheet=""):
    """Check a new file, or have it checked, and keep it. Return its draft. Raises FileError."""
    about = {"by": by, "sheet": sheet}
    if (rows := _estimated_rows(file)) > _most_at_once(kind):
        draft = actions.save_draft(project, kind, file, row_count=rows, **about)
        request_check(draft, by=by)
        return draft
    result = checked_file(project, kind, file, **about)
    draft = actions.save_draft(project, kind, file, row_count=len(result.rows), **about)
    keep_result(draft, result, by=by)
    return draft


def _estimated_rows(file):
    file.seek(0)
    content = file.read()
    return len(content) // BYTES_PER_ROW if content.startswith(WORKBOOK) else content.count(b"\n")


def is_large(draft):
    return draft.row_count > _most_at_once(draft.kind)


def _most_at_once(kind):
    return MOST_TRIED if kind == ImportDraft.Kind.EMPLOYERS else MOST_AT_ONCE


def checked_draft(draft, *, by, **options):
    try:
        file = actions.open_draft(draft)
        options = actions.options_of(draft) | options
        return checked_file(draft.project, draft.kind, file, by=by, **options)
    except FileError as error:
        return CheckResult(file_error=error.message)


def check_again(draft, *, by):
    result = checked_draft(draft, by=by)
    return result, keep_result(draft, result, by=by)


def check_now_or_later(draft, *, by):
    """Check the file, a large one by a worker. Return whether it has been checked."""
    if is_large(draft):
        request_check(draft, by=by)
        return False
    check_again(draft, by=by)
    return True


def check_if_large(draft, *, by):
    # Another is checked when its page is shown.
    if is_large(draft):
        check_soon(draft, by=by)


def check_soon(draft, *, by):
    """Have a file checked whose row is locked. A job that is open checks what it has not read before it ends."""
    job = CheckingJob.objects.filter(draft=draft).first()
    if job is None or not job.is_open:
        request_check(draft, by=by)


def is_being_checked(draft):
    return CheckingJob.objects.open().filter(draft=draft).exists()


def has_changed(draft):
    """Lock the draft's row, and return whether the file is to be read in another way than this object says."""
    drafts = ImportDraft.objects.select_for_update(of=("self",), no_key=True).defer("content_encrypted")
    now = drafts.filter(pk=draft.pk).first()
    return now is not None and based_on(now) != based_on(draft)


@transaction.atomic
def request_check(draft, *, by):
    # One job at a time for each draft.
    language = get_language()
    about = {"id": draft.pk, "project_id": draft.project_id, "kind": draft.kind, "created_by": by}
    job, is_new = CheckingJob.objects.get_or_create(draft=draft, defaults=about | {"language": language})
    if is_new:
        enqueue_on_commit(job)
    else:
        # Also of one that runs: the register may have changed since it began.
        CheckingJob.objects.filter(pk=job.pk).update(language=language)
        requeue(job, by=by)
    return job


def cancel_check(job):
    return cancel(job)


def checked_file(project, kind, file, *, by, **options):
    problems = Problems()
    try:
        plan = actions.check_file(project, kind, file, by=by, listed=PROBLEMS_KEPT, **options)
    except actions.ImportRefused as refused:
        plan, problems = refused.plan, refused.problems
    result = collected(plan, problems, left_out=plan.mended.get("left_out_rows", ()))
    result.shown = shown_to(by, result.participation_of.values())
    return result


def shown_to(user: Any, participations: Iterable[int]) -> frozenset[int]:
    # By primary key, of whom a list may show stored values.
    found = Participation.objects.visible_to(user).unprotected().filter(pk__in=set(participations))
    return frozenset(found.values_list("pk", flat=True))


@transaction.atomic
def keep_result(draft, result, *, by):
    content, version = encryption.encrypt(PURPOSE, draft.pk, packed(result))
    if result.rows and draft.row_count != len(result.rows):
        draft.row_count = len(result.rows)
        ImportDraft.objects.filter(pk=draft.pk).update(row_count=draft.row_count)
    check, _is_new = ImportCheck.objects.update_or_create(
        draft=draft,
        defaults={
            "project_id": draft.project_id,
            "created_by": by,
            "language": get_language(),
            "based_on": based_on(draft),
            "checked_at": timezone.now(),
            "content_encrypted": content,
            "key_version": version,
        },
    )
    return check


def replace_content(check, result):
    """Keep a result in which some rows are replaced. The rest of it is as old as before."""
    content, version = encryption.encrypt(PURPOSE, check.pk, packed(result))
    ImportCheck.objects.filter(pk=check.pk).update(content_encrypted=content, key_version=version)


def has_result(draft):
    return kept_result(draft)[0] is not None


def forget_result(draft):
    ImportCheck.objects.filter(draft=draft).delete()


def based_on(draft):
    # Another sheet, answer or correction makes another digest.
    # The number of the corrections instead of what was typed.
    options = {
        "sheet": draft.sheet,
        "header_row": draft.header_row,
        "answers": draft.people_answers,
        "overlay": draft.overlay_number,
    }
    options = json.dumps(options, sort_keys=True)
    return sha256(options.encode()).hexdigest()


def kept_result(draft):
    """Return the result that is kept and its row; nothing if there is none or it can't be read."""
    check = ImportCheck.objects.filter(draft=draft).before_import().first()
    if check is None:
        return None, None
    try:
        content = encryption.decrypt(PURPOSE, draft.pk, check.content_encrypted, check.key_version)
    except encryption.Unreadable:
        return None, None
    return unpacked(content), check


def is_current(draft, check):
    return check.based_on == based_on(draft) and (is_large(draft) or check.language == get_language())


def current_result(draft, *, by):
    """Return the result of a check of the file as it is read now, in the page's language, and its row.

    Of a large file the latest one, also while it is checked again; nothing before its first check.
    """
    if is_large(draft):
        found = kept_result(draft)
        if found[0] or CheckingJob.objects.filter(draft=draft).exists():
            return found
    else:
        result, check = kept_result(draft)
        if result and is_current(draft, check):
            return result, check
    return check_again(draft, by=by)
