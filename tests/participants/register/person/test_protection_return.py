"""A case worker whose role ended and who gets one again: earlier authorisations do not come back."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from participants.register.access import may_open
from participants.register.models import AuthorisedCaseWorker
from projects.team.forms.grants import NOBODY
from projects.team.models import Membership
from tests.accounts.test_admin import fields_of, memberships, user_page
from tests.factories import OSKARSHAMN, VASTERVIK, MembershipFactory, ParticipationFactory
from tests.participants.register.person.pages import audit_actions, page
from tests.projects.team.test_invitations import OFFER, link_in

pytestmark = pytest.mark.django_db
TEAM = "/projects/samverkan/team/"


def protected(cast, **facts):
    return ParticipationFactory(project=cast.project, person__protection="protected_registration", **facts)


@pytest.fixture
def registered(cast):
    return protected(cast, created_by=cast.case_worker)


@pytest.fixture
def taken_over(cast):
    found = protected(cast)
    AuthorisedCaseWorker.objects.create(participation=found, user=cast.case_worker, authorised_by=cast.leader)
    return found


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


def end(leader, membership):
    given = {"last_day": timezone.localdate(), "takes_over": NOBODY}
    assert leader.post(f"{TEAM}{membership.pk}/end/", given).status_code == 302


def invite_again(cast, leader, client, **offer):
    offer = OFFER | {"email": cast.case_worker.email, "starts_on": timezone.localdate()} | offer
    assert leader.post(f"{TEAM}invite/", offer).status_code == 302
    client.get(link_in(mail.outbox[-1]), follow=True)
    assert client.post("/invitation/").status_code == 302


def may(user, participation):
    user = type(user).objects.get(pk=user.pk)  # without cached memberships
    return may_open(user, participation)


def test_an_invited_member_opens_no_record_of_an_earlier_role(cast, leader, sign_in, registered, taken_over):
    assert may(cast.case_worker, registered)
    assert may(cast.case_worker, taken_over)
    end(leader, cast.case_worker.memberships.get())
    client = sign_in(cast.case_worker)
    invite_again(cast, leader, client)
    for participation in (registered, taken_over):
        assert not may(cast.case_worker, participation)
        assert client.get(participation.get_absolute_url()).status_code == 403
        assert audit_actions(participation)[0] == "case_worker_revoked"
        assert client.post(page(participation, "open/"), {"why": "contact", "note": ""}).status_code == 403
    # A decision of the leader opens it again.
    leader.post(page(registered, "authorised/"), {"user": cast.case_worker.pk})
    assert may(cast.case_worker, registered)
    assert not may(cast.case_worker, taken_over)


def test_a_role_that_ended_by_its_date_counts_as_ended(cast, leader, sign_in, registered):
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user=cast.case_worker).update(ends_on=yesterday - timedelta(days=1))
    client = sign_in(cast.case_worker)
    invite_again(cast, leader, client)
    assert not may(cast.case_worker, registered)


def test_a_role_without_a_break_keeps_authorisations(cast, leader, sign_in, registered, taken_over):
    client = sign_in(cast.case_worker)
    old = cast.case_worker.memberships.get()
    invite_again(cast, leader, client, part=f"municipality-{VASTERVIK}")
    end(leader, old)
    invite_again(cast, leader, client)
    assert may(cast.case_worker, registered)
    assert may(cast.case_worker, taken_over)


def test_a_role_in_another_project_changes_nothing(cast, leader, sign_in, registered):
    end(leader, cast.case_worker.memberships.get())
    MembershipFactory(user=cast.case_worker, project=cast.other_project)
    invite_again(cast, leader, sign_in(cast.case_worker))
    assert not may(cast.case_worker, registered)


def test_the_administration_gives_a_role_without_old_authorisations(cast, leader, sign_in, registered):
    end(leader, cast.case_worker.memberships.get())
    row = {"role": "case_worker", "project": cast.project.pk, "municipality": OSKARSHAMN}
    answer = sign_in(cast.administrator).post(
        user_page(cast.case_worker),
        fields_of(cast.case_worker) | memberships(row | {"starts_on": timezone.localdate()}),
    )
    assert answer.status_code == 302
    assert Membership.objects.in_force().filter(user=cast.case_worker).count() == 1
    assert not may(cast.case_worker, registered)
