"""Export jobs: a list is read as the user who asked, in one snapshot, and kept encrypted."""

from contextlib import contextmanager

from django.db import connection, transaction
from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import may
from accounts.database_access import system_scope, user_scope
from accounts.notifications.actions import notify
from accounts.notifications.kinds import Channel, NotificationKind
from accounts.permissions import Permission, roles_with
from esfportal.jobs.kinds import JobKind, JobRefused
from participants.register.exports import actions
from participants.register.exports.list_file import make_file
from participants.register.forms import ParticipantFilter
from participants.register.models import ListExport

EXPORTED = NotificationKind(
    key="register.exported",
    label=gettext_lazy("Your exported lists that are ready"),
    default=Channel.BELL,
    roles=tuple(roles_with(Permission.PARTICIPANT_VIEW)),
    text=lambda row: _("Your exported list of %(project)s is ready.") % {"project": row.project_name},
)


class ListExportKind(JobKind):
    model = ListExport
    steps = ("reading",)
    scope = staticmethod(system_scope)

    def rows(self):
        return super().rows().select_related("project", "created_by")

    def work(self, attempt):
        job = attempt.job
        attempt.begin("reading")
        with _one_snapshot(), user_scope(job.created_by):
            # The membership may have ended while the job waited.
            is_allowed = may(job.created_by, Permission.PARTICIPANT_VIEW, job.project)
            with translation.override(job.language):
                file = _made(attempt) if is_allowed else None
        if file is None:
            raise JobRefused(ListExport.Refusal.FORBIDDEN)
        with transaction.atomic():
            # First: a job that was cancelled stores nothing.
            attempt.finish(rows=len(file.subjects))
            with user_scope(job.created_by):
                actions.store_file(job, file, by=job.created_by)
            page = {"target": "register:exported", "arguments": [job.project.slug, job.pk]}
            notify([job.created_by], kind=EXPORTED, event=str(job.pk), by=None, project=job.project, **page)


def _made(attempt):
    job = attempt.job
    query, term = actions.read_request(job)
    form = ParticipantFilter(QueryDict(query), project=job.project, user=job.created_by, term=term)
    keys = form.find_keys()

    def note(rows):
        attempt.note("reading", 90 * rows // max(len(keys), 1))

    return make_file(form, keys, job.format, job.language, note)


@contextmanager
def _one_snapshot():
    # A person who becomes protected in the middle would otherwise be a hidden row of a narrowed list, which
    # shows that the person meets the filter.
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
