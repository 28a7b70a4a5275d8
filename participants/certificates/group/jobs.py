"""Jobs of groups: take a step for some people at a time, or print their certificates, as the user who asked."""

from functools import partial
from itertools import batched

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import may
from accounts.database_access import system_scope, user_scope
from accounts.notifications.actions import notify
from accounts.notifications.kinds import Channel, NotificationKind
from accounts.permissions import Permission, roles_with
from esfportal.jobs.kinds import JobKind, JobRefused
from esfportal.jobs.lease import lease_end
from esfportal.jobs.runner import LeaseLost
from participants.certificates.document import pdf
from participants.certificates.group import actions
from participants.certificates.group.access import people_with_keys
from participants.certificates.models import GroupStep
from participants.certificates.pages import content_before, content_or_none

TOGETHER = 50  # people in one transaction: their attendance is locked meanwhile
GONE = gettext_lazy("The participant is no longer in the list.")
IN_FILE = 200  # certificates; the compiler needs a megabyte for each

STEPPED = NotificationKind(
    key="certificates.group_step",
    label=gettext_lazy("Steps for groups of certificates that are done"),
    default=Channel.BELL,
    roles=tuple(roles_with(Permission.PARTICIPANT_EDIT)),
    text=lambda row: (
        _("What you asked for with certificates of %(project)s is done.") % {"project": row.project_name}
    ),
)


class GroupStepKind(JobKind):
    model = GroupStep
    steps = ("taking", "writing")
    scope = staticmethod(system_scope)

    def rows(self):
        return super().rows().select_related("project", "created_by")

    def work(self, attempt):
        with translation.override(attempt.job.language):
            if attempt.job.kind != GroupStep.Kind.PAPER:
                refused = _work_through(
                    attempt, partial(actions.take_for, attempt.job, by=attempt.job.created_by)
                )
                _publish(attempt, [], refused)
                return
            documents = {}
            refused = _work_through(attempt, partial(_describe, attempt.job, documents), most=50)
            attempt.begin("writing")
            _publish(attempt, _written(attempt, documents), refused)


def _work_through(attempt, do, most=100):
    """Call `do` with {key: participation} of some people at a time, as the user who asked; return {key: why not}."""
    job, refused = attempt.job, {}
    for number, keys in enumerate(batched(job.subjects, TOGETHER, strict=False)):
        with transaction.atomic():
            # The row stays locked to the end: an attempt that is overtaken has taken whole batches.
            progress = most * number * TOGETHER // len(job.subjects)
            if not attempt.write(progress=progress, leased_until=lease_end()):
                raise LeaseLost
            with user_scope(job.created_by):
                # The membership may have ended while the job waited.
                if not may(job.created_by, Permission.PARTICIPANT_EDIT, job.project):
                    raise JobRefused(GroupStep.Refusal.FORBIDDEN)
                people = people_with_keys(job.created_by, job.project, keys)
                found = do({key: people[key] for key in keys if key in people})
                refused |= {key: found.get(key, GONE) for key in keys if key in found or key not in people}
    return refused


def _describe(job, documents, people):
    """Add the certificates of the people to the documents; return {key: why there is none}."""
    seen, refused = dict(zip(job.subjects, job.seen, strict=True)), {}
    certificates = actions.certificates_of(people, job.month)
    for key in people:
        certificate = certificates.get(key)
        problem = actions.certificate_problem(certificate, seen[key])
        content = None if problem else content_or_none(certificate)
        if content is None:
            refused[key] = problem or _("The text can't be read. Tell the portal's operator.")
            continue
        before = content_before(certificate)
        documents[key] = pdf.describe(certificate, content, before, job.language)
    return refused


def _written(attempt, documents):
    """Return [(keys of the participations, PDF)]."""
    files = []
    for keys in batched(documents, IN_FILE, strict=False):
        attempt.note("writing", 50 + 50 * len(files) * IN_FILE // len(documents))
        some = [documents[key] for key in keys]
        files.append((list(keys), pdf.render_many(some, attempt.job.month, attempt.job.queued_at)))
    return files


def _publish(attempt, files, refused):
    job, by = attempt.job, attempt.job.created_by
    said = [[key, str(text)] for key, text in refused.items()]
    with transaction.atomic():
        # First: a job that was cancelled stores nothing.
        attempt.finish(taken=len(job.subjects) - len(refused), refused=said)
        with user_scope(by):
            for number, (subjects, content) in enumerate(files, start=1):
                actions.store_file(job, number, content, subjects, by=by)
        page = {"target": "certificates:group_step", "arguments": [job.project.slug, job.pk]}
        notify([by], kind=STEPPED, event=str(job.pk), by=None, project=job.project, **page)
