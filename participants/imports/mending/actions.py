"""Corrections of an uploaded file."""

import json

from django.db import transaction
from django.utils.translation import gettext as _

from esfportal.security import encryption
from participants.imports.mending.overlay import Correction, LeftOut, Overlay, read_data, to_data
from participants.imports.models import ImportDraft, ImportJob
from participants.imports.reading.errors import FileError

PURPOSE = "import.overlay"
MOST = 1000  # changes of a file; more are made in the file itself


def overlay_of(draft):
    """Raises FileError."""
    if draft.overlay_encrypted is None:
        return Overlay()
    try:
        content = encryption.decrypt(PURPOSE, draft.pk, draft.overlay_encrypted, draft.overlay_key_version)
    except encryption.Unreadable:
        raise FileError(_("The file that was kept can't be opened any more. Choose it again.")) from None
    return Overlay(map(read_data, json.loads(content)))


def keep_overlay(draft, overlay):
    draft.overlay_encrypted = draft.overlay_key_version = None
    if overlay.changes:
        content = json.dumps([to_data(each) for each in overlay.changes]).encode()
        draft.overlay_encrypted, draft.overlay_key_version = encryption.encrypt(PURPOSE, draft.pk, content)
    draft.overlay_number += 1
    draft.save(update_fields=["overlay_encrypted", "overlay_key_version", "overlay_number"])


def correct_row(draft, *, row, texts, shown):
    """Raises FileError."""
    return _add(draft, Correction(row, texts, shown))


def leave_out_row(draft, *, row, reason, text):
    """Raises FileError."""
    return _add(draft, LeftOut(row, reason, text))


@transaction.atomic
def take_in_row(draft, *, row):
    """Take in again a row that was left out. Raises FileError."""
    draft = _locked(draft)
    keep_overlay(draft, overlay_of(draft).with_row(row))
    return draft


@transaction.atomic
def _add(draft, change):
    draft = _locked(draft)
    changes = overlay_of(draft).changes
    if len(changes) >= MOST:
        raise FileError(
            _("So many corrections are made in the file itself. Get it with the mistakes marked.")
        )
    keep_overlay(draft, Overlay([*changes, change]))
    return draft


@transaction.atomic
def undo_last(draft):
    """Return the rows that it had changed. Raises FileError."""
    draft = _locked(draft)
    before = overlay_of(draft)
    keep_overlay(draft, before.without_last())
    return {change.row for change in before.changes[-1:]}


@transaction.atomic
def undo_all(draft):
    """Return the rows that had changed. Raises FileError."""
    draft = _locked(draft)
    before = overlay_of(draft)
    keep_overlay(draft, Overlay())
    return {change.row for change in before.changes}


def _locked(draft):
    # Without the file: it is large.
    drafts = ImportDraft.objects.select_for_update(of=("self",)).defer("content_encrypted")
    draft = drafts.get(pk=draft.pk)
    job = ImportJob.objects.filter(draft=draft).first()
    if job and job.is_open:
        raise FileError(_("The file is being imported already."))
    return draft
