"""Certificates for tests."""

from datetime import date

from django.utils import timezone

from esfportal.database.bulk_copy import reserve_ids
from participants.certificates.document.content import content_of
from participants.certificates.group import actions
from participants.certificates.models import Certificate, CertificateEvent, GroupStep
from participants.certificates.states import Step
from tests.participants.attendance.examples import activity_of, attendance_of, enrolment_of, session_of

MONTH = date(2018, 2, 1)
CLOSABLE = date(2018, 6, 1)
# For tests/sample_objects.py: values of the parameters of addresses.
PARAMETER_VALUES = {
    ("certificates", "pk"): lambda full_project: full_project.certificate.pk,
    **{
        (f"certificates:{page}", "pk"): lambda full_project: full_project.group_step.pk
        for page in ("group_step", "group_file", "stop_group_step")
    },
    ("certificates:find", "mark"): lambda full_project: full_project.certificate.mark,
    ("certificates:group_file", "number"): lambda full_project: 1,
    ("certificates", "step"): lambda full_project: "send",
    ("certificates", "month"): lambda full_project: CLOSABLE.month,
}


def certificate_of(participation, *, by, month=MONTH, attendances=(), version=1):
    """Return the certificate of a month that was just closed, whether it could be or not."""
    project = participation.project
    certificate = Certificate(
        participation=participation, month=month, version=version, is_countersigned=True, recorded_by=by
    )
    about = {
        "name": participation.full_name,
        "born": "",
        "month": month.isoformat(),
        "version": version,
        "project": project.name,
        "project_en": project.name_en,
        "case_number": project.case_number,
        "owner": "",
        "period": project.programme_period,
    }
    certificate.write_content(content_of(about, attendances))
    certificate.save(force_insert=True)
    (key,) = reserve_ids(CertificateEvent, 1)
    event = CertificateEvent(
        pk=key, certificate=certificate, step=Step.CLOSE, to_state=certificate.state, by=by
    )
    event.write_note("Hemligt")
    event.save(force_insert=True)
    return certificate


def group_step_of(participation, *, by):
    """Return a step for a group that could not be taken for the participation, with a file that has it."""
    about = {"kind": GroupStep.Kind.PAPER, "language": "sv", "by": by}
    job = actions.ask_for_step(participation.project, MONTH, {participation.pk: 0}, **about)
    actions.store_file(job, 1, participation.family_name.encode(), [participation.pk], by=by)
    result = {"taken": 1, "refused": [[participation.pk, "Månaden är inte stängd."]]}
    GroupStep.objects.filter(pk=job.pk).update(state="done", result=result, finished_at=timezone.now())
    return job


def fill_certificates(full_project):
    """Set `certificate` and `group_step` of the project of tests/sample_objects.py; another month can be closed."""
    own, leader = full_project.own, full_project.cast.leader
    full_project.certificate = certificate_of(own, by=leader)
    full_project.group_step = group_step_of(own, by=leader)
    activity = activity_of(full_project.project, "Kalejdo B2")
    enrolment_of(own, activity, by=leader)
    attendance_of(own, session_of(activity, CLOSABLE), by=leader)
