"""Ask for a step for a group, take it for some of its people at a time, keep its files, and delete what is old."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access_log import Kind, log_access
from accounts.database_access import system_scope
from esfportal.database.bulk_copy import reserve_ids
from esfportal.jobs.actions import cancel, enqueue_on_commit
from esfportal.security.encryption import decrypt, encrypt
from participants.certificates.actions import take_step
from participants.certificates.closing import close_months
from participants.certificates.models import Certificate, CertificateEvent, GroupFile, GroupStep
from participants.certificates.states import Step
from participants.register.actions import ActionRefused

CONTENT = "group_file.content"
ON_ANOTHER_PAGE = -1


@transaction.atomic
def ask_for_step(project, month, chosen, *, kind, language, by):
    """Have a step taken for {key of a participation: what the list had shown of it}, in that order."""
    job = GroupStep(project=project, month=month, kind=kind, language=language, created_by=by)
    job.subjects, job.seen = list(chosen), list(chosen.values())
    job.save()
    enqueue_on_commit(job)
    return job


@transaction.atomic
def take_for(job, people, *, by):
    """Take the step for {key: participation}; return {key: why not} of those for whom it could not be taken."""
    seen = dict(zip(job.subjects, job.seen, strict=True))
    left = {key: each for key, each in people.items() if key not in _taken_before(job, people)}
    if job.kind == GroupStep.Kind.CLOSE:
        shown = {key: seen[key] for key in left if seen[key] != ON_ANOTHER_PAGE}
        return close_months(left.values(), job.month, seen=shown, by=by)[1]
    certificates, refused = certificates_of(left, job.month), {}
    for key, each in left.items():
        certificate = certificates.get(key)
        if problem := certificate_problem(certificate, seen[key]):
            refused[key] = problem
            continue
        try:
            take_step(Step(job.kind), certificate, participation=each, by=by)
        except ActionRefused as error:
            refused[key] = " ".join(str(problem.message) for problem in error.problems)
    return refused


def certificate_problem(certificate, seen):
    """Say why nothing is done with a certificate in force, or None, of which the list had shown `seen`, or ""."""
    if certificate is None:
        return _("The month is not closed.")
    if seen not in (ON_ANOTHER_PAGE, certificate.pk):
        return _("The month was changed since the list was shown.")
    return ""


def certificates_of(people, month):
    """Return {key of a participation: its certificate of the month} of those in force."""
    found = Certificate.objects.in_force().of_records(people).filter(month=month).with_record()
    found = found.select_related("replaces").prefetch_related("events").order_by("pk")
    return {each.record: each for each in found}


def _taken_before(job, people):
    """Return the keys of those for whom an attempt that was interrupted has taken the step."""
    taken = CertificateEvent.objects.filter(step=job.kind, by=job.created_by, at__gte=job.queued_at)
    found = Certificate.objects.in_force().of_records(people).filter(month=job.month)
    found = found.filter(pk__in=taken.values("certificate"))
    return set(found.with_record().values_list("record", flat=True))


def store_file(job, number, content, subjects, *, by):
    (pk,) = reserve_ids(GroupFile, 1)  # known before, because the content is encrypted for its row
    encrypted, version = encrypt(CONTENT, pk, content)
    GroupFile.objects.create(
        pk=pk,
        step=job,
        number=number,
        project=job.project,
        created_by=by,
        subjects=subjects,
        content_encrypted=encrypted,
        key_version=version,
    )


@transaction.atomic
def hand_out(file, *, by):
    """Return the PDF, and write to the access log that it was printed."""
    content = decrypt(CONTENT, file.pk, file.content_encrypted, file.key_version)
    log_access(Kind.PRINTED, by=by, project=file.project, participations=file.subjects)
    return content


def stop(job):
    return cancel(job)


@system_scope()
def discard_old_steps(*, by=None):
    """Delete steps for groups that ended a day ago, with their files; return the count of steps."""
    outdated = GroupStep.objects.outdated()
    count = outdated.count()
    outdated.delete()
    return count
