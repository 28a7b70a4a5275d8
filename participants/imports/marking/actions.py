"""Marked copies of uploaded files: ask for one, store it and open it."""

import io
import zipfile

from django.db import transaction
from django.utils.translation import gettext as _

from esfportal.files.csv_table import write_lines
from esfportal.jobs.actions import cancel, enqueue_on_commit, requeue
from esfportal.security import encryption
from esfportal.ui.safe_cells import neutralise
from participants.imports import actions
from participants.imports.marking.marked_rows import marked_rows
from participants.imports.marking.workbook import MOST_ROWS, MarkedWorkbook, left_out_workbook
from participants.imports.mending.actions import overlay_of
from participants.imports.models import MarkedCopy, MarkingJob
from participants.imports.reading.errors import EVERY, FileError, Problems

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


def marked_content(rows, name):
    """Return the compressed copy, as CSV and, if it is not too long, as a workbook."""
    content, rows = io.BytesIO(), iter(rows)
    header = next(rows)
    book = MarkedWorkbook(header, name)

    def lines():
        yield [neutralise(text) for text in (header.mark, *header.cells)]
        for row in rows:
            if book.count < MOST_ROWS:
                book.add(row)
            if not row.is_left_out:
                yield [neutralise(text) for text in (row.mark, *row.cells)]

    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        with archive.open("csv", "w", force_zip64=True) as file:
            write_lines(lines(), file)
        if book.count < MOST_ROWS:
            archive.writestr("xlsx", book.content(), zipfile.ZIP_STORED)
    return content.getvalue()


def store_copy(draft, content, *, by):
    encrypted, version = encryption.encrypt(PURPOSE, draft.pk, content)
    MarkedCopy.objects.create(
        draft=draft, project=draft.project, created_by=by, content_encrypted=encrypted, key_version=version
    )


def open_copy(job, kind="csv"):
    """Return the marked copy as a file of this kind. Raises FileError."""
    copy = MarkedCopy.objects.filter(draft=job.draft).first()
    try:
        if copy is None:
            raise encryption.Unreadable
        content = encryption.decrypt(PURPOSE, copy.pk, copy.content_encrypted, copy.key_version)
    except encryption.Unreadable:
        raise FileError(_("The file that was kept can't be opened any more. Choose it again.")) from None
    archive = zipfile.ZipFile(io.BytesIO(content))
    if kind not in archive.namelist():
        raise FileError(_("The file has too many rows for a workbook. Download it as CSV."))
    return archive.open(kind)


def left_out_file(draft, *, by, language):
    """Return a workbook of the rows left out, with their mistakes. Raises FileError."""
    overlay, problems = overlay_of(draft), Problems()
    options = actions.options_of(draft) | {"overlay": overlay.with_all_rows()}
    file = actions.open_draft(draft)
    try:
        plan = actions.check_file(draft.project, draft.kind, file, by=by, listed=EVERY, **options)
    except actions.ImportRefused as refused:
        problems, plan = refused.problems, refused.plan
    read = {"kind": draft.kind, "sheet": draft.sheet, "overlay": overlay, "language": language}
    return left_out_workbook(marked_rows(file, problems, **read, **plan.read_as))
