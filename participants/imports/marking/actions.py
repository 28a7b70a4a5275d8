"""Marked copies of uploaded files: ask for one, store it and open it."""

import gzip
import io

from django.db import transaction
from django.utils.translation import gettext as _

from esfportal.files.csv_table import write_lines
from esfportal.jobs.actions import cancel, enqueue_on_commit, requeue
from esfportal.security import encryption
from esfportal.ui.safe_cells import neutralise
from participants.imports.models import MarkedCopy, MarkingJob
from participants.imports.reading.errors import FileError

PURPOSE = "import.marked_copy"


@transaction.atomic
def mark_draft(draft, *, by, language):
    """Have the mistakes of the draft's file marked. Return the job: one at a time for each draft."""
    about = {"id": draft.pk, "project_id": draft.project_id, "kind": draft.kind, "created_by": by}
    job, is_new = MarkingJob.objects.get_or_create(draft=draft, defaults=about | {"language": language})
    if is_new:
        enqueue_on_commit(job)
    elif not job.is_open:
        # The register, the sheet or the answers may have changed since.
        MarkedCopy.objects.filter(draft=draft).delete()
        MarkingJob.objects.filter(pk=job.pk).update(language=language)
        requeue(job, by=by)
    return job


def cancel_marking(job):
    return cancel(job)


def marked_content(rows):
    """Return the compressed copy: row by row, so that the largest file needs little memory."""
    content = io.BytesIO()
    lines = ([neutralise(text) for text in (row.mark, *row.cells)] for row in rows if not row.is_left_out)
    with gzip.open(content, "wb", compresslevel=3) as compressed:
        write_lines(lines, compressed)
    return content.getvalue()


def store_copy(draft, content, *, by):
    encrypted, version = encryption.encrypt(PURPOSE, draft.pk, content)
    MarkedCopy.objects.create(
        draft=draft, project=draft.project, created_by=by, content_encrypted=encrypted, key_version=version
    )


def open_copy(job):
    """Return the marked copy as a file. Raises FileError."""
    copy = MarkedCopy.objects.filter(draft=job.draft).first()
    try:
        if copy is None:
            raise encryption.Unreadable
        content = encryption.decrypt(PURPOSE, copy.pk, copy.content_encrypted, copy.key_version)
    except encryption.Unreadable:
        raise FileError(_("The file that was kept can't be opened any more. Choose it again.")) from None
    return gzip.GzipFile(fileobj=io.BytesIO(content))
