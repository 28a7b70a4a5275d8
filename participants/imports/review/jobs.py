"""Checking jobs: a large file is checked as its user, and the result is kept with it."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.database_access import user_scope
from accounts.notifications.actions import notify
from accounts.notifications.kinds import Channel, NotificationKind
from accounts.permissions import Permission, roles_with
from esfportal.jobs.actions import requeue
from esfportal.jobs.kinds import JobRefused
from participants.imports.jobs import FileJobKind, may_import
from participants.imports.models import CheckingJob
from participants.imports.review.actions import checked_draft, has_changed, keep_result

CHECKED = NotificationKind(
    key="imports.checked",
    label=gettext_lazy("Your large files that have been checked"),
    default=Channel.BELL,
    roles=tuple(roles_with(Permission.PARTICIPANT_IMPORT)),
    text=lambda row: (
        _("Your file for %(project)s has been checked. Nothing of it is saved yet.")
        % {"project": row.project_name}
    ),
)


class CheckingJobKind(FileJobKind):
    model = CheckingJob
    steps = ("reading",)

    def work(self, attempt):
        job = attempt.job
        attempt.begin("reading")
        with translation.override(job.language):
            # The same scope as in the user's request, so that policies and access log work alike.
            with user_scope(job.created_by):
                result = None
                if job.draft and may_import(job):
                    result = checked_draft(job.draft, by=job.created_by, progress=_progress(attempt))
            if result is None:  # the membership ended while the job waited
                raise JobRefused(CheckingJob.Refusal.FORBIDDEN)
            with transaction.atomic():
                _publish(attempt, result)


def _publish(attempt, result):
    job = attempt.job
    with user_scope(job.created_by):
        # First: a correction has the draft's row locked before the job's, too.
        is_outdated = has_changed(job.draft)
        attempt.finish(rows=len(result.rows))  # a job that was cancelled stores nothing
        if is_outdated:
            requeue(job, by=job.created_by)
            return
        keep_result(job.draft, result, by=job.created_by)
    _tell(job)


def _tell(job):
    page = {"target": "imports:import_review", "arguments": [job.project.slug, job.pk]}
    event = f"{job.pk} {job.attempt}"
    notify([job.created_by], kind=CHECKED, event=event, by=None, project=job.project, **page)


def _progress(attempt):
    expected = max(attempt.job.draft.row_count, 1)

    def note(rows):
        # What comes after reading takes about as long.
        attempt.note("reading", min(50, 50 * rows // expected))

    return note
