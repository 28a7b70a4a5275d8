"""Two tasks that remind at the same time send one e-mail."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection

from reporting.reports.duties import reminders
from reporting.reports.models import DutyReminder
from tests.factories import ReportDutyFactory

pytestmark = pytest.mark.django_db(transaction=True)
DUE = date(2020, 12, 31)


@pytest.fixture
def run_both(cast, monkeypatch):
    ReportDutyFactory(project=cast.project, due_on=DUE)
    both_have_listed, remind = Barrier(2), reminders._remind

    def remind_together(*about):
        both_have_listed.wait(timeout=60)
        remind(*about)

    def run(_number):
        try:
            reminders.send_due(DUE - timedelta(days=14))
        finally:
            connection.close()  # each thread has its own

    def in_parallel():
        monkeypatch.setattr(reminders, "_remind", remind_together)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(run, range(2)))

    return in_parallel


def test_two_tasks_at_once_send_one_e_mail(cast, run_both):
    run_both()
    assert [message.to for message in mail.outbox] == [[cast.leader.email]]
    assert DutyReminder.objects.count() == 1


def test_without_the_stored_reminder_both_would_send(cast, run_both, monkeypatch):
    monkeypatch.setattr(DutyReminder.objects, "get_or_create", lambda **_reminder: (None, True))
    run_both()
    assert [message.to for message in mail.outbox] == [[cast.leader.email]] * 2
