"""Notifications and e-mails of the steps of reports: to whom, once each, without personal data."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import User
from accounts.notifications.emails import send_at_once
from accounts.notifications.models import Notification
from esfportal.jobs import queue
from projects.team.models import Membership
from reporting.reports import jobs
from reporting.reports.life import steps
from tests.factories import MembershipFactory, OrganisationFactory
from tests.reporting.reports.job_support import quick_render, register, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)


@pytest.fixture
def report(cast):
    register(cast.project)
    return submitted(cast.project, by=cast.leader)


def run():
    send_at_once()
    found = list(mail.outbox)
    mail.outbox.clear()
    return found


def test_each_side_hears_of_the_other_s_steps_once(report, cast):
    (message,) = run()
    assert message.to == [cast.funder.email]
    assert message.subject == "esfportal: Inlämnad: Lägesrapport för Samverkansprojektet"
    assert run() == []
    comments = {"whole": "Hemlig kommentar"}
    due_on = timezone.localdate() + timedelta(days=9)
    steps.return_report(report=report, comments=comments, due_on=due_on, by=cast.funder)
    (message,) = run()
    assert message.to == [cast.leader.email]
    assert "återlämnat" in message.body
    assert run() == []
    second = submitted(cast.project, by=cast.leader)
    steps.approve_report(report=second, comments={}, by=cast.funder)
    (message,) = run()  # of the answer only: the hand-in is no news any more
    assert message.to == [cast.leader.email]
    assert "godkänt" in message.body


def test_a_hand_in_goes_to_the_responsible_officer_where_there_is_one(cast):
    fund, other = OrganisationFactory(), OrganisationFactory()
    User.objects.filter(pk=cast.funder.pk).update(organisation=fund)
    officer, colleague = (
        MembershipFactory(project=cast.project, user__organisation=fund, funder=True) for _number in range(2)
    )
    elsewhere = MembershipFactory(project=cast.project, user__organisation=other, funder=True).user
    Membership.objects.filter(pk=officer.pk).update(responsible_for=fund)
    register(cast.project)
    first = submitted(cast.project, by=cast.leader)
    assert recipients() == {officer.user.email, elsewhere.email}
    # The one who returned it, too, when it comes again.
    due_on = timezone.localdate()
    steps.return_report(report=first, comments={"whole": "Mer"}, due_on=due_on, by=colleague.user)
    run()
    second = submitted(cast.project, by=cast.leader)
    assert recipients() == {officer.user.email, elsewhere.email, colleague.user.email}
    # All of the organisation, after the responsible officer was deactivated.
    User.objects.filter(pk=officer.user_id).update(is_active=False)
    steps.withdraw_report(report=second, by=cast.leader)
    submitted(cast.project, by=cast.leader)
    assert recipients() == {cast.funder.email, colleague.user.email, elsewhere.email}
    assert recipients() == set()


def recipients():
    return {address for message in run() for address in message.to}


def test_an_e_mail_has_no_personal_data(report, cast):
    cast.leader.language = "en"
    cast.leader.save()
    due_on = timezone.localdate()
    steps.return_report(report=report, comments={"whole": "Hemlig"}, due_on=due_on, by=cast.funder)
    (message,) = run()
    assert message.subject == "esfportal: Returned: Progress report of The cooperation project"
    for text in ("Hemlig", cast.leader.full_name, cast.funder.full_name):
        assert text not in message.body + message.subject


def test_a_withdrawn_report_is_not_announced(report, cast):
    steps.withdraw_report(report=report, by=cast.leader)
    assert run() == []


def test_the_list_says_which_step_and_leads_to_the_report(report, cast):
    (row,) = Notification.objects.all()
    assert (row.user, row.text) == (cast.funder, "En rapport för Samverkansprojektet har lämnats in.")
    assert row.get_absolute_url() == report.get_absolute_url()
    steps.return_report(report=report, comments={"whole": "Fel"}, due_on=timezone.localdate(), by=cast.funder)
    returned = Notification.objects.get(user=cast.leader)
    assert returned.text == "En rapport för Samverkansprojektet har återlämnats för komplettering."


def test_an_ended_role_gets_no_e_mail(report, cast):
    cast.funder.memberships.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert run() == []
