"""Check an uploaded file, and keep the result with it: pages and filters don't read the file again."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from esfportal.security import encryption
from participants.imports import actions
from participants.imports.models import ImportCheck
from participants.imports.reading.errors import FileError, Problems
from participants.imports.review.result import PROBLEMS_KEPT, CheckResult, collected
from participants.imports.review.storing import packed, unpacked
from participants.register.models import Participation

PURPOSE = "import.check"


def check_upload(project, kind, file, *, by, sheet=""):
    """Check a new file and keep it with the result. Return its draft. Raises FileError."""
    result = _checked(project, kind, file, by=by, sheet=sheet)
    draft = actions.save_draft(project, kind, file, by=by, sheet=sheet, row_count=len(result.rows))
    keep_result(draft, result, by=by)
    return draft


def check_again(draft, *, by):
    """Check a file that is kept, as it and the register are now. Return the result and the time."""
    try:
        file = actions.open_draft(draft)
        result = _checked(draft.project, draft.kind, file, by=by, **actions.options_of(draft))
    except FileError as error:
        result = CheckResult(file_error=error.message)
    return result, keep_result(draft, result, by=by).checked_at


def _checked(project, kind, file, *, by, **options):
    problems = Problems()
    try:
        plan = actions.check_file(project, kind, file, by=by, listed=PROBLEMS_KEPT, **options)
    except actions.ImportRefused as refused:
        plan, problems = refused.plan, refused.problems
    result = collected(plan, problems, left_out=plan.mended.get("left_out_rows", ()))
    result.shown = shown_to(by, result.participation_of.values())
    return result


def shown_to(user: Any, participations: Iterable[int]) -> frozenset[int]:
    """Return those of the participations, by primary key, of whom a list may show the user stored values."""
    found = Participation.objects.visible_to(user).unprotected().filter(pk__in=set(participations))
    return frozenset(found.values_list("pk", flat=True))


@transaction.atomic
def keep_result(draft, result, *, by):
    content, version = encryption.encrypt(PURPOSE, draft.pk, packed(result))
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


def based_on(draft):
    """Return a digest of how the draft's file is read: another sheet or answer makes another."""
    # The number of the corrections instead of what was typed.
    options = {"sheet": draft.sheet, "answers": draft.people_answers, "overlay": draft.overlay_number}
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


def current_result(draft, *, by):
    """Return the result of a check of the file as it is read now, in the page's language, and the time."""
    result, check = kept_result(draft)
    if result and check.based_on == based_on(draft) and check.language == get_language():
        return result, check.checked_at
    return check_again(draft, by=by)
