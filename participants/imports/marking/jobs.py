"""Marking jobs: an uploaded file is checked as its user, and copied with the mistakes in its rows."""

import io

from django.db import transaction
from django.utils import translation

from accounts.database_access import user_scope
from esfportal.jobs.kinds import JobRefused
from participants.imports import actions
from participants.imports.jobs import FileJobKind, may_import
from participants.imports.marking.actions import marked_content, store_copy
from participants.imports.marking.marked_rows import marked_rows
from participants.imports.mending.actions import overlay_of
from participants.imports.models import MarkingJob
from participants.imports.reading.errors import EVERY, FileError
from participants.imports.reading.template_file import base_name

STEPS = ("reading", "marking")


class MarkingJobKind(FileJobKind):
    model = MarkingJob
    steps = STEPS

    def work(self, attempt):
        job = attempt.job
        attempt.begin("reading")
        # The same scope as in the user's request, so that policies and access log work alike.
        with translation.override(job.language):
            with user_scope(job.created_by):
                is_allowed = may_import(job)
                content = problems = None
                if is_allowed:
                    content, problems = _checked(attempt)
            if not is_allowed:  # the membership ended while the job waited
                raise JobRefused(MarkingJob.Refusal.FORBIDDEN)
            if problems is None:
                return
            attempt.begin("marking")
            copy = marked_content(_marked_rows(job, content, problems), base_name(job.kind, job.language))
        with transaction.atomic():
            # First: a job that was cancelled stores nothing.
            attempt.finish(mistakes=problems.count, rows=problems.row_count)
            with user_scope(job.created_by):
                store_copy(job.draft, copy, by=job.created_by)


def _checked(attempt):
    """Return the file's content and its problems. End the job without problems, or if it can't be read."""
    job = attempt.job
    draft = job.draft
    try:
        content = actions.open_draft(draft).getvalue()
        progress = _progress(attempt, content)
        actions.check_file(
            draft.project,
            draft.kind,
            io.BytesIO(content),
            by=job.created_by,
            listed=EVERY,
            progress=progress,
            **actions.options_of(draft),
        )
    except actions.ImportRefused as refused:
        return content, refused.problems
    except FileError:
        attempt.finish(is_unreadable=True)  # the review says why
    else:
        attempt.finish(mistakes=0)
    return None, None


def _marked_rows(job, content, problems):
    options = {"sheet": job.draft.sheet, "overlay": overlay_of(job.draft), "language": job.language}
    return marked_rows(io.BytesIO(content), problems, kind=job.kind, **options, **problems.read_as)


def _progress(attempt, content):
    # Lines of a CSV file; a workbook is compressed, and its rows are not known beforehand.
    expected = max(content.count(b"\n"), 1)

    def note(rows):
        if not content.startswith(b"PK"):
            attempt.note("reading", min(49, 50 * rows // expected))

    return note
