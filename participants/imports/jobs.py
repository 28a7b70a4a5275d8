"""Import jobs: a confirmed draft is imported as the user who confirmed it, all or nothing."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import may
from accounts.database_access import system_scope, user_scope
from accounts.notifications.actions import notify
from accounts.notifications.kinds import Channel, NotificationKind
from accounts.permissions import Permission, roles_with
from esfportal.jobs.kinds import JobKind, JobRefused
from participants.imports import actions
from participants.imports.models import ImportDraft, ImportJob
from participants.imports.reading.errors import FileError
from participants.imports.results.actions import keep_rows

STEPS = ("reading", "saving")
Refusal = ImportJob.Refusal
IMPORTERS = tuple(roles_with(Permission.PARTICIPANT_IMPORT))
IMPORTED = NotificationKind(
    key="imports.finished",
    label=gettext_lazy("Your imports that are finished"),
    default=Channel.BELL,
    roles=IMPORTERS,
    text=lambda row: _("Your import in %(project)s is finished.") % {"project": row.project_name},
)
FAILED = NotificationKind(
    key="imports.failed",
    label=gettext_lazy("Your imports that failed"),
    default=Channel.AT_ONCE,
    roles=IMPORTERS,
    text=lambda row: (
        _("Your import in %(project)s failed: nothing of the file is saved.") % {"project": row.project_name}
    ),
)


def may_import(job):
    # The membership may have ended while the job waited.
    kinds = {Permission.PARTICIPANT_IMPORT, ImportDraft.Kind(job.kind).permission}
    return all(may(job.created_by, permission, job.project) for permission in kinds)


class FileJobKind(JobKind):
    """Base of the jobs about an uploaded file. A user's work runs in the user's scope."""

    scope = staticmethod(system_scope)

    def rows(self):
        return super().rows().select_related("project", "draft__project", "created_by")


class ImportJobKind(FileJobKind):
    model = ImportJob
    steps = STEPS

    def work(self, attempt):
        job = attempt.job
        attempt.begin("reading")
        if job.draft is None:
            raise JobRefused(Refusal.UNREADABLE)
        # The same scope as in the user's request, so that policies, history and access log work alike.
        with user_scope(job.created_by):
            refusal = _import(attempt)
        # Raised here, because the access log keeps what a refused file has disclosed.
        if refusal:
            raise JobRefused(refusal)

    def tell_of_failure(self, job):
        _tell(job, FAILED, f"{job.pk} {job.attempt}")

    def follow_end(self, job):
        actions.enqueue_next_import(job)


def _import(attempt):
    """Import the draft and end the job in the caller's transaction. Return why not, or None."""
    job = attempt.job
    if not may_import(job):
        return Refusal.FORBIDDEN
    try:
        plan = actions.import_draft(job.draft, by=job.created_by, progress=_progress(attempt))
    except (actions.ImportRefused, actions.ImportUnanswered):
        return Refusal.CHANGED
    except actions.ImportConflict:
        return Refusal.CONFLICT
    except FileError:
        return Refusal.UNREADABLE
    keep_rows(job, plan)
    counts = {name: plan.counts[name] for name in ("created", "updated", "unchanged")}
    attempt.finish(**counts, **{name: plan.mended.get(name, 0) for name in ("corrected_cells", "left_out")})
    _tell(job, IMPORTED, str(job.pk))
    with system_scope():
        job.draft.delete()
    return None


def _tell(job, kind, event):
    page = {"target": "imports:import_job", "arguments": [job.project.slug, job.pk]}
    notify([job.created_by], kind=kind, event=event, by=None, project=job.project, **page)


def _progress(attempt):
    # Reading is half of the work.
    expected = max(attempt.job.draft.row_count, 1)

    def note(rows):
        attempt.note("reading" if rows < expected else "saving", min(50, 50 * rows // expected))

    return note
