"""Notifications and e-mails of reports that are due: which, to whom, once each."""

from datetime import date, timedelta

import pytest
from django.conf import settings as django_settings
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from accounts.notifications.emails import send_at_once
from accounts.notifications.models import Notification
from esfportal.environment import numbers
from esfportal.jobs import queue
from projects.models import ReportDuty
from reporting.reports import jobs
from reporting.reports.duties.reminders import LATE, REMINDED_OF_LATE, occasion_of, remind
from tests.factories import MembershipFactory, ReportDutyFactory
from tests.reporting.reports.job_support import quick_render, submitted

DUE = date(2020, 12, 31)
DAYS = st.dates(date(2007, 1, 1), date(2029, 12, 31))


def before(days):
    return DUE - timedelta(days=days)


@given(due_on=DAYS, today=DAYS, days_before=st.lists(st.integers(0, 90), max_size=4))
def test_the_nearest_reminder_is_the_one_that_is_due(due_on, today, days_before):
    occasion = occasion_of(due_on, today=today, days_before=days_before)
    left = (due_on - today).days
    if left < 0:
        assert occasion == (LATE if -left <= REMINDED_OF_LATE.days else "")
    else:
        later = [days for days in days_before if days >= left]
        assert occasion == (str(min(later)) if later else "")


@pytest.fixture
def owed(cast):
    return ReportDutyFactory(
        project=cast.project, starts_on=date(2017, 9, 1), ends_on=date(2020, 11, 30), due_on=DUE
    )


def sent():
    found = [(message.to[0], message.subject) for message in mail.outbox]
    mail.outbox.clear()
    return found


def plain(message):
    return message.body.replace("\xa0", " ")


def send_due(day):
    remind(day)
    send_at_once()


def run(day):
    send_due(day)
    return [address for address, _subject in sent()]


pytestmark = pytest.mark.django_db


def test_each_reminder_is_sent_once(cast, owed):
    leader = [cast.leader.email]
    assert run(before(15)) == []
    assert run(before(14)) == leader
    assert run(before(14)) == run(before(4)) == []
    assert run(before(3)) == leader
    assert run(DUE) == []
    assert sorted(run(DUE + timedelta(days=1))) == sorted([cast.leader.email, cast.funder.email])
    assert run(DUE + timedelta(days=2)) == run(DUE + timedelta(days=40)) == []
    assert Notification.objects.count() == 4


def test_days_without_a_run_are_made_up_for_once(cast, owed):
    assert run(before(2)) == [cast.leader.email]
    assert [row.details["occasion"] for row in Notification.objects.all()] == ["3"]


def test_a_new_due_day_has_reminders_of_its_own(cast, owed):
    run(before(14))
    ReportDuty.objects.filter(pk=owed.pk).update(due_on=DUE + timedelta(days=60))
    assert run(before(-46)) == [cast.leader.email]


def test_a_submitted_report_is_not_reminded_of(cast, owed, monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)
    submitted(cast.project, by=cast.leader)
    Notification.objects.all().delete()  # of the hand-in
    assert run(before(3)) == run(DUE + timedelta(days=1)) == []


def test_what_was_entered_long_after_its_day_is_no_news(cast, owed):
    assert run(DUE + timedelta(days=31)) == []


def test_only_those_in_force_are_reminded(cast, owed):
    for other in (
        {"leader": True, "ended": True},
        {"leader": True, "municipality_id": "0882"},
        {"leader": True, "user__is_active": False},
        {"funder": True, "ended": True},
    ):
        MembershipFactory(project=cast.project, **other)
    assert run(before(14)) == [cast.leader.email]
    assert len(run(DUE + timedelta(days=1))) == 2


def test_the_e_mail_names_the_report_and_no_person(cast, owed):
    cast.leader.language = "en"
    cast.leader.save()
    send_due(before(14))
    (message,) = mail.outbox
    subject = message.subject.replace("\xa0", " ")
    assert subject == "esfportal: Due 31 December 2020: progress report of The cooperation project"
    assert "Progress report 1 September 2017–30 November 2020. It is due 31 December 2020." in plain(message)
    mail.outbox.clear()
    send_due(DUE + timedelta(days=1))
    late = next(message for message in mail.outbox if message.to == [cast.funder.email])
    assert late.subject == "esfportal: Försenad: lägesrapport för Samverkansprojektet"
    assert "Den skulle ha varit inne 31 december 2020." in plain(late)
    for message in mail.outbox:
        for who in (cast.leader, cast.case_worker, cast.funder):
            assert who.full_name not in message.body + message.subject
            assert who.email not in message.body + message.subject


def test_the_list_says_which_day_and_leads_to_what_is_owed(cast, owed):
    remind(before(14))
    remind(DUE + timedelta(days=1))
    first, second = Notification.objects.filter(user=cast.leader).order_by("pk")
    assert "ska lämnas in. Den ska vara inne 31\N{NO-BREAK SPACE}december" in first.text
    assert "har inte lämnats in. Den skulle ha varit inne 31\N{NO-BREAK SPACE}december" in second.text
    assert first.get_absolute_url() == "/projects/samverkan/reports/due/"


def test_no_e_mail_of_what_was_submitted_postponed_or_removed_meanwhile(cast, owed):
    remind(before(14))
    ReportDuty.objects.filter(pk=owed.pk).update(due_on=DUE + timedelta(days=60))
    send_at_once()
    assert sent() == []


def test_the_days_are_a_setting(cast, owed, settings):
    settings.REPORT_REMINDER_DAYS = (30,)
    assert run(before(30)) == [cast.leader.email]
    assert run(before(3)) == []
    settings.REPORT_REMINDER_DAYS = ()
    assert run(before(3)) == []
    assert len(run(DUE + timedelta(days=1))) == 2


def test_the_setting_is_read_or_explained(monkeypatch):
    monkeypatch.setenv("REPORT_REMINDER_DAYS", " 21, 7 ")
    assert numbers("REPORT_REMINDER_DAYS", "14,3", least=0, most=90) == (21, 7)
    for wrong in ("14;3", "-1", "91"):
        monkeypatch.setenv("REPORT_REMINDER_DAYS", wrong)
        with pytest.raises(Exception, match="REPORT_REMINDER_DAYS has"):
            numbers("REPORT_REMINDER_DAYS", "14,3", least=0, most=90)


def test_the_task_is_scheduled():
    tasks = {row["task"] for row in django_settings.CELERY_BEAT_SCHEDULE.values()}
    assert "reporting.reports.tasks.remind_of_due_reports" in tasks
