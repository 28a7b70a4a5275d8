"""Races between two users: a project keeps a leader, a link works once, no role is doubled."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts.models import User
from projects.team import actions, memberships
from projects.team.membership_actions import end_membership
from projects.team.models import Invitation, Membership
from tests.accounts.test_admin import fields_of, user_page
from tests.accounts.test_admin import memberships as inline_forms
from tests.at_once import Meeting
from tests.factories import OSKARSHAMN, MembershipFactory, UserFactory
from tests.projects.team.test_membership_rules import row_of

pytestmark = pytest.mark.django_db(transaction=True)
REFUSED = (memberships.ActionRefused, actions.InvitationUnusable)


def run_in_parallel(*steps):
    """Run the steps in parallel, on their own connections; return True for each that succeeded."""

    def run(step):
        try:
            answer = step()
            return getattr(answer, "status_code", 302) == 302
        except REFUSED:
            return False
        finally:
            connection.close()  # each thread has its own

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(run, steps))


@pytest.fixture
def race(monkeypatch):
    # Both threads wait for each other just before the lock. `without_lock` skips the lock.
    class Race:
        without_lock = False

        def hold(self, users, projects):
            if self.without_lock:
                return self.pause()
            self.pause()
            return hold(users, projects)

        def pause(self):
            self.meeting.wait()

        meeting = Meeting()

    hold, race_ = memberships.lock_for_update, Race()
    monkeypatch.setattr(memberships, "lock_for_update", race_.hold)
    return race_


@pytest.fixture
def two_leaders(cast):
    other = MembershipFactory(project=cast.project, leader=True)
    return cast.leader.memberships.get(), other


def leaders(project):
    return Membership.objects.in_force().leading().filter(project=project).count()


def each_ends_the_other(one, other):
    return (
        lambda: end_membership(one, by=other.user),
        lambda: end_membership(other, by=one.user),
    )


def test_two_leaders_ending_each_other_leave_one(cast, two_leaders, race):
    assert sorted(run_in_parallel(*each_ends_the_other(*two_leaders))) == [False, True]
    assert leaders(cast.project) == 1


def test_without_the_lock_both_leaders_are_ended(cast, two_leaders, race, monkeypatch):
    # Positive control: the race is real, and the lock prevents it.
    race.without_lock = True
    find = memberships.projects_left_without_leader

    def find_and_wait(*arguments):
        found = list(find(*arguments))
        race.pause()
        return found

    monkeypatch.setattr(memberships, "projects_left_without_leader", find_and_wait)
    assert run_in_parallel(*each_ends_the_other(*two_leaders)) == [True, True]
    assert leaders(cast.project) == 0


def test_closing_an_account_while_the_other_leader_is_ended_leaves_one(cast, two_leaders, race, sign_in):
    one, other = two_leaders
    office = sign_in(cast.administrator)
    data = fields_of(one.user) | inline_forms(row_of(one), initial=1)
    del data["is_active"]
    done = run_in_parallel(
        lambda: office.post(user_page(one.user), data), lambda: end_membership(other, by=one.user)
    )
    assert sorted(done) == [False, True]
    assert leaders(cast.project) == 1


def test_a_role_given_twice_at_once_is_given_once(cast, race, sign_in):
    user, other = UserFactory(), MembershipFactory(role="administrator", project=None).user
    row = {"role": "case_worker", "project": cast.project.pk, "starts_on": "2018-02-01"}
    row["municipality"] = OSKARSHAMN
    data = fields_of(user) | inline_forms(row)
    offices = [sign_in(cast.administrator), sign_in(other)]
    done = run_in_parallel(*[lambda office=office: office.post(user_page(user), data) for office in offices])
    assert sorted(done) == [False, True]
    assert user.memberships.count() == 1


def test_a_link_used_twice_at_once_works_once(cast, race):
    invitation = Invitation(project=cast.project, email="new@example.org", role="case_worker")
    invitation.renew(by=cast.leader)
    invitation.save()
    account = {"full_name": "Nya Person", "password": "sju helt nya stenar", "language": "sv"}
    done = run_in_parallel(*[lambda: actions.accept_with_new_account(invitation, **account)] * 2)
    assert sorted(done) == [False, True]
    assert Membership.objects.filter(user=User.objects.get(email="new@example.org")).count() == 1
