"""Every task without the tests' default scope: it sees nothing until it enters a scope of its own."""

# Other tests use a connection that sees everything. A task that does not enter a scope passes there, and in
# production finds nothing to do, without an error.

import inspect
from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts import tasks as accounts
from accounts.audit.models import ChainLink
from accounts.models import FailedSignIns
from accounts.notifications import tasks as notification_tasks
from accounts.notifications.models import Notification
from esfportal.files import uploads
from esfportal.jobs import queue
from esfportal.jobs import tasks as jobs
from participants.casework import tasks as casework
from participants.certificates import tasks as certificates
from participants.certificates.models import GroupStep
from participants.contact import tasks as contact
from participants.contact.models import ContactDetails
from participants.evidence.choices import Fact, ProvenFact
from participants.evidence.models import ProofFile, ProofRetention
from participants.imports import tasks as imports_tasks
from participants.imports.actions import save_draft
from participants.imports.models import ImportDraft
from participants.privacy import tasks as privacy_tasks
from participants.privacy.log_review.months import ended_months
from participants.privacy.models import LogReview
from participants.register import tasks as participants
from participants.register.models import ListExport, Participation, RegistrationDraft
from projects.models import Project
from projects.team import tasks as projects
from projects.team.models import TeamReview
from reporting.indicators import figures
from reporting.published import tasks as published
from reporting.published.models import PublishedResults
from reporting.reports import releases
from reporting.reports import tasks as reporting
from reporting.reports.models import Report, ReportJob, ReportRelease
from reporting.statistics import tasks as statistics
from tests.access.test_commands_and_tasks import tasks
from tests.esfportal.database.sql import column
from tests.factories import MembershipFactory, ParticipationFactory, ReportDutyFactory, TargetFactory
from tests.participants.certificates.examples import group_step_of
from tests.participants.contact.examples import contact_details_of, message_to
from tests.participants.evidence.samples import with_file
from tests.participants.imports.files import csv_file, person
from tests.participants.privacy.samples import log_old_access
from tests.participants.register.drafts import registration_draft
from tests.reporting.reports.attachment_files import attached
from tests.reporting.reports.documents import INDIVIDUALS, create_submitted_report, kalmar
from tests.reporting.reports.job_support import asked_for
from tests.reporting.statistics.examples import monthly_file_of
from tests.sample_objects import export_of, notification_for

pytestmark = pytest.mark.django_db


def _extend_hash_chain(cast):
    before = ChainLink.objects.count()
    yield accounts.extend_hash_chain
    assert ChainLink.objects.count() > before


def _note_anchor(cast):
    accounts.extend_hash_chain()
    yield accounts.log_chain_anchor


def _send_notice(cast):
    yield lambda: accounts.send_notice(cast.leader.pk, "locked", timezone.now().isoformat())
    assert mail.outbox[-1].to == [cast.leader.email]


def _send_password_link(cast):
    yield lambda: accounts.send_password_link(cast.leader.pk, "http://localhost", "sv")
    assert mail.outbox[-1].to == [cast.leader.email]


def _delete_old_sign_ins(cast):
    old = FailedSignIns.objects.create(account="0" * 64, since=timezone.now() - timedelta(days=1))
    yield accounts.delete_old_sign_ins
    assert not FailedSignIns.objects.filter(pk=old.pk).exists()


def _discard_old_drafts(cast):
    draft = save_draft(cast.project, ImportDraft.Kind.PARTICIPANTS, csv_file([person()]), by=cast.leader)
    ImportDraft.objects.update(created_at=timezone.now() - timedelta(days=2))
    yield imports_tasks.discard_old_drafts
    assert not ImportDraft.objects.filter(pk=draft.pk).exists()


def _discard_old_group_steps(cast):
    job = group_step_of(ParticipationFactory(project=cast.project), by=cast.leader)
    GroupStep.objects.update(finished_at=timezone.now() - timedelta(days=2))
    yield certificates.discard_old_group_steps
    assert not GroupStep.objects.filter(pk=job.pk).exists()


def _send_messages(cast):
    participation = ParticipationFactory(project=cast.project)
    contact_details_of(participation)
    message_to(participation, kind="own_link")
    yield contact.send_messages
    assert len(mail.outbox) == 1


def _prune_details(cast):
    contact_details_of(ParticipationFactory(project=cast.project, person__protected=True))
    yield contact.prune_details
    assert not ContactDetails.objects.exists()


def _discard_old_exports(cast):
    export = export_of(ParticipationFactory(project=cast.project), by=cast.leader)
    ListExport.objects.update(finished_at=timezone.now() - timedelta(days=2))
    yield participants.discard_old_exports
    assert not ListExport.objects.filter(pk=export.pk).exists()


def _discard_old_drafts(cast):
    draft = registration_draft(cast.project, by=cast.case_worker)
    RegistrationDraft.objects.update(saved_at=timezone.now() - timedelta(days=15))
    yield participants.discard_old_drafts
    assert not RegistrationDraft.objects.filter(pk=draft.pk).exists()


def _send_notifications(cast):
    notification = notification_for(cast.leader, cast.project)
    Notification.objects.update(channel="at_once")
    yield notification_tasks.send_emails
    assert [message.to for message in mail.outbox] == [[cast.leader.email]]
    notification.refresh_from_db()
    assert notification.emailed_at


def _send_digests(cast):
    notification_for(cast.leader, cast.project)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("accounts.notifications.emails.is_working_day", lambda day: True)
        yield notification_tasks.send_digests
    assert [message.to for message in mail.outbox] == [[cast.leader.email]]


def _delete_old_notifications(cast):
    notification = notification_for(cast.leader, cast.project)
    Notification.objects.update(read_at=timezone.now() - timedelta(days=91))
    yield notification_tasks.delete_old
    assert not Notification.objects.filter(pk=notification.pk).exists()


def _send_weekly_mails(cast):
    ParticipationFactory(project=cast.project, labour_market_status="", spell__case_worker=cast.case_worker)
    yield casework.send_weekly_mails
    assert [message.to for message in mail.outbox] == [[cast.case_worker.email]]


def _draw_log_samples(cast):
    entry = log_old_access(ParticipationFactory(project=cast.project), by=cast.case_worker)
    assert list(ended_months(timezone.localdate()))
    yield privacy_tasks.draw_log_samples
    assert LogReview.objects.get(project=cast.project).sample == [entry.pk]


def _send_protection_lowered(cast):
    someone = ParticipationFactory(project=cast.project)
    arguments = (cast.leader.pk, cast.project.pk, someone.pk, "http://localhost")
    yield lambda: participants.send_protection_lowered(*arguments)
    assert mail.outbox[-1].to == [cast.leader.email]


def _review_teams(cast):
    yield projects.review_teams
    assert {review.project for review in TeamReview.objects.exclude(notified_at=None)} == {
        cast.project,
        cast.other_project,
    }
    told = {row.user for row in Notification.objects.filter(kind="team.review")}
    assert told == {cast.leader, cast.stranger}


def _make_report(cast):
    ParticipationFactory(project=cast.project)
    report = asked_for(cast.project)
    yield lambda: jobs.run_job("report", report.job.pk)
    report.refresh_from_db()
    assert report.job.state == "done"
    assert {line.cumulative.total for line in report.document.measures if line.code == "participants"} == {1}
    assert report.releases.exists()
    assert report.files.count() == 24


def _sweep(cast):
    waiting = asked_for(cast.project)
    sent = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queue, "enqueue", lambda job: sent.append(job.pk) or True)
        yield jobs.sweep
    assert sent == [waiting.job.pk]


def _release_late(cast):
    computed = figures.compute(cast.project, ends_on=date(2018, 12, 31))
    unreleased = Report.objects.create(
        project=cast.project,
        starts_on=date(2018, 1, 1),
        ends_on=date(2018, 12, 31),
        figures=computed.document.to_json(),
        counted_participations=computed.counted,
        digest=computed.document.digest,
        computed_at=timezone.now(),
        status=Report.Status.SUBMITTED,
        submitted_at=timezone.now(),
        submitted_by=cast.leader,
    )
    ReportJob.objects.create(report=unreleased, state="done", progress=100)
    yield reporting.release_late
    assert ReportRelease.objects.filter(report=unreleased).exists()


def _publish_results(cast):
    TargetFactory(project=cast.project, code=INDIVIDUALS.code, is_public=True)
    create_submitted_report(cast.project, kalmar(targets=[INDIVIDUALS]))
    releases.release_overdue_reports()
    yield published.publish_results
    assert PublishedResults.objects.get().project == cast.project


def _remind_of_due_reports(cast):
    due_on = timezone.localdate() + timedelta(days=3)
    duty = ReportDutyFactory(project=cast.project, due_on=due_on)
    yield reporting.remind_of_due_reports
    (row,) = Notification.objects.filter(kind="reports.due")
    assert (row.user, row.details["duty"], row.details["occasion"]) == (cast.leader, duty.pk, "3")


def _remind_of_months(cast):
    month = (timezone.localdate().replace(day=1) - timedelta(1)).replace(day=1)
    Project.objects.filter(pk=cast.project.pk).update(starts_on=month, ends_on=None)
    monthly_file_of(cast.project, by=cast.leader, month=month)
    ParticipationFactory(project=cast.project, spell__entry_date=month)
    yield statistics.remind_of_months
    found = Notification.objects.filter(kind="statistics.months", project=cast.project).order_by("pk")
    assert [row.details["occasion"] for row in found][1:] == ["again"]


def _remove_orphaned_files(cast):
    kept = attached(asked_for(cast.project, by=cast.leader), cast.leader)
    path = f"{uploads.FOLDER}/2020-01-01/{'0' * 32}"
    uploads.STORE.write(path, b"x")
    yield reporting.remove_orphaned_files
    assert not uploads.STORE.storage.exists(path)
    assert uploads.STORE.storage.exists(kept.path)


def _destroy_due_proof(cast):
    person = ParticipationFactory(project=cast.project, person__sex="man")
    fact = ProvenFact(Fact.EMPLOYMENT, "employment", timezone.localdate() - timedelta(1))
    proof_file = with_file(person, fact, by=cast.case_worker).file
    second = MembershipFactory(project=cast.project, leader=True).user
    passed = timezone.localdate() - timedelta(1)
    people = {"proposed_by": cast.leader, "confirmed_by": second, "confirmed_at": timezone.now()}
    ProofRetention.objects.create(project=cast.project, keep_until=passed, decision="A1", **people)
    yield privacy_tasks.destroy_due_proof
    assert not ProofFile.objects.filter(pk=proof_file.pk)


WORK = {
    "accounts.tasks.extend_hash_chain": _extend_hash_chain,
    "accounts.tasks.log_chain_anchor": _note_anchor,
    "accounts.tasks.send_notice": _send_notice,
    "accounts.tasks.send_password_link": _send_password_link,
    "accounts.tasks.delete_old_sign_ins": _delete_old_sign_ins,
    "accounts.notifications.tasks.send_emails": _send_notifications,
    "accounts.notifications.tasks.send_digests": _send_digests,
    "accounts.notifications.tasks.delete_old": _delete_old_notifications,
    "participants.imports.tasks.discard_old_drafts": _discard_old_drafts,
    "participants.contact.tasks.prune_details": _prune_details,
    "participants.contact.tasks.send_messages": _send_messages,
    "participants.privacy.tasks.draw_log_samples": _draw_log_samples,
    "participants.privacy.tasks.destroy_due_proof": _destroy_due_proof,
    "participants.casework.tasks.send_weekly_mails": _send_weekly_mails,
    "participants.register.tasks.discard_old_drafts": _discard_old_drafts,
    "participants.certificates.tasks.discard_old_group_steps": _discard_old_group_steps,
    "participants.register.tasks.discard_old_exports": _discard_old_exports,
    "participants.register.tasks.send_protection_lowered": _send_protection_lowered,
    "projects.team.tasks.review_teams": _review_teams,
    "esfportal.jobs.tasks.run_job": _make_report,
    "esfportal.jobs.tasks.sweep": _sweep,
    "reporting.reports.tasks.release_late": _release_late,
    "reporting.reports.tasks.remind_of_due_reports": _remind_of_due_reports,
    "reporting.statistics.tasks.remind_of_months": _remind_of_months,
    "reporting.published.tasks.publish_results": _publish_results,
    "reporting.reports.tasks.remove_orphaned_files": _remove_orphaned_files,
}


def look_through(scope):
    column("SELECT set_config('esfportal.scope', %s, false)", scope)


@pytest.mark.parametrize("name", tasks())
def test_task_enters_its_own_scope(cast, name):
    assert inspect.isgeneratorfunction(WORK[name])
    work = WORK[name](cast)
    task = next(work)
    look_through("")
    assert not Participation.objects.exists()
    try:
        task()
    finally:
        look_through("operator")
    with pytest.raises(StopIteration):
        next(work)
