"""Rules that the actions check again, because a page may be out of date."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.access import may, memberships_of
from accounts.models import User
from accounts.permissions import Role
from projects.team import actions
from projects.team.membership_actions import change_membership, end_membership
from projects.team.memberships import ActionRefused, duplicates_existing, may_grant, validation_errors
from projects.team.models import Invitation, Membership
from tests.factories import (
    OSKARSHAMN,
    VASTERVIK,
    InterventionFactory,
    MembershipFactory,
    SubProjectFactory,
)

pytestmark = pytest.mark.django_db
PARTS = ("sub_project", "municipality", "intervention")


def day(number):
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def part(cast):
    """Make a sub-project, and `cast.part_leader` who leads it."""
    part = SubProjectFactory(project=cast.project)
    cast.part_leader = MembershipFactory(project=cast.project, leader=True, sub_project=part).user
    return part


@pytest.fixture
def invitation(cast):
    """Invite `cast.without_role` to work in the whole project."""
    invitation = Invitation(project=cast.project, email=cast.without_role.email, role=Role.CASE_WORKER)
    invitation.renew(by=cast.leader)
    invitation.save()
    return invitation


def as_stored(row):
    return type(row).objects.filter(pk=row.pk).values().get()


@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [(0, None, True), (1, None, False), (-9, 0, True), (-9, -1, False), (0, 0, True), (1, 9, False)],
)
def test_a_role_holds_from_its_first_day_to_its_last(cast, first, last, holds):
    # Only the access checks in Python: row-level security would hide an error in them.
    until = None if last is None else day(last)
    held = MembershipFactory(project=cast.project, starts_on=day(first), ends_on=until)
    assert memberships_of(held.user) == ([held] if holds else [])
    assert may(User.objects.get(pk=held.user_id), "participant.view", cast.project) == holds


def test_a_closed_account_has_no_roles(cast):
    cast.leader.is_active = False
    assert memberships_of(cast.leader) == []
    assert not may(cast.leader, "project.view", cast.project)


@pytest.mark.parametrize(("field", "days"), [("ends_on", -1), ("starts_on", 1)])
def test_administrators_give_roles_only_while_in_force(cast, field, days):
    grant = Membership(role=Role.FUNDER, project=cast.project)
    assert may_grant(cast.administrator, grant)
    cast.administrator.memberships.update(**{field: day(days)})
    assert not may_grant(cast.administrator, grant)


def test_a_closed_administrators_account_gives_nothing(cast):
    cast.administrator.is_active = False
    assert not may_grant(cast.administrator, Membership(role=Role.FUNDER, project=cast.project))


@pytest.mark.parametrize("kind", PARTS)
def test_leading_a_part_is_not_leading_the_project(cast, kind):
    parts = {
        "sub_project": SubProjectFactory(project=cast.project),
        "municipality": cast.project.municipalities.get(pk=OSKARSHAMN),
        "intervention": cast.intervention,
    }
    MembershipFactory(project=cast.project, leader=True, **{kind: parts[kind]})
    with pytest.raises(ActionRefused, match="skulle sakna projektledare"):
        end_membership(cast.leader.memberships.get(), by=cast.leader)
    assert not cast.leader.memberships.get().is_over


def test_a_part_must_belong_to_the_project(cast):
    strangers = {
        "sub_project": SubProjectFactory(project=cast.other_project),
        "intervention": InterventionFactory(project=cast.other_project),
        "municipality_id": "0180",
    }
    for name, value in strangers.items():
        grant = Membership(role=Role.CASE_WORKER, project=cast.project, **{name: value})
        assert list(validation_errors(grant)) == [name.removesuffix("_id")]


def test_the_same_role_in_another_part_is_not_a_duplicate(cast):
    parts = [
        {"municipality_id": VASTERVIK},
        {"intervention": cast.intervention},
        {"sub_project": SubProjectFactory(project=cast.project)},
        {},
    ]
    again = {"user": cast.case_worker, "role": Role.CASE_WORKER, "project": cast.project}
    assert duplicates_existing(Membership(**again, municipality_id=OSKARSHAMN))
    assert [duplicates_existing(Membership(**again, **part)) for part in parts] == [False] * len(parts)


def test_leaders_of_a_part_cant_end_roles_outside_it(cast, part):
    for user in (cast.leader, cast.case_worker, cast.funder):
        with pytest.raises(ActionRefused, match="administratör" if user == cast.funder else "bara"):
            end_membership(user.memberships.get(), by=cast.part_leader)
        assert not user.memberships.get().is_over


def test_leaders_of_a_part_cant_move_roles_into_it(cast, part):
    # The role's present part is checked, not only the new one.
    held = cast.case_worker.memberships.get()
    before = as_stored(held)
    held.municipality, held.sub_project = None, part
    with pytest.raises(ActionRefused, match="bara"):
        change_membership(held, changed={"municipality", "sub_project"}, by=cast.part_leader)
    assert as_stored(held) == before


@pytest.mark.parametrize("why", ["ended", "closed"])
def test_ended_roles_and_closed_accounts_cant_be_extended(cast, why):
    # A page that was opened before must not restore either.
    held = Membership.objects.get(user=cast.case_worker)
    if why == "ended":
        end_membership(held, by=cast.leader)
    else:
        User.objects.filter(pk=cast.case_worker.pk).update(is_active=False)
    held = Membership.objects.get(pk=held.pk)
    before = as_stored(held)
    held.ends_on = day(300)
    with pytest.raises(ActionRefused, match={"ended": "upphört", "closed": "stängt"}[why]):
        change_membership(held, changed={"ends_on"}, by=cast.leader)
    assert as_stored(held) == before


def test_an_invitation_is_accepted_by_its_address_and_an_active_account_only(cast, invitation):
    for user in (cast.stranger, cast.former, cast.leader):
        with pytest.raises(actions.InvitationUnusable):
            actions.accept(invitation, by=user)
    User.objects.filter(pk=cast.without_role.pk).update(is_active=False)
    with pytest.raises(actions.InvitationUnusable):
        actions.accept(invitation, by=User.objects.get(pk=cast.without_role.pk))
    assert not Membership.objects.filter(user=cast.without_role).exists()
    User.objects.filter(pk=cast.without_role.pk).update(is_active=True)
    assert (
        actions.accept(invitation, by=User.objects.get(pk=cast.without_role.pk)).accepted_by
        == cast.without_role
    )


@pytest.mark.parametrize("role", [Role.FUNDER, Role.AUDITOR])
def test_leaders_neither_end_nor_change_the_roles_of_funders_and_auditors(cast, role):
    held = MembershipFactory(project=cast.project, role=role, auditor=role == Role.AUDITOR)
    before = as_stored(held)
    with pytest.raises(ActionRefused, match="administratör"):
        end_membership(held, by=cast.leader)
    for name, value in (("ends_on", day(1)), ("starts_on", day(1))):
        changed = Membership.objects.get(pk=held.pk)
        setattr(changed, name, value)
        with pytest.raises(ActionRefused, match="administratör"):
            change_membership(changed, changed={name}, by=cast.leader)
    assert as_stored(held) == before
    held.ends_on = date(2099, 1, 1)  # longer
    with pytest.raises(ActionRefused, match="finansiärens egen organisation"):
        change_membership(held, changed={"ends_on"}, by=cast.leader)
    end_membership(held, by=cast.administrator)
    assert Membership.objects.get(pk=held.pk).is_over


@pytest.mark.parametrize("role", [Role.FUNDER, Role.AUDITOR])
def test_funders_and_auditors_end_their_own_roles(cast, role):
    held = MembershipFactory(project=cast.project, role=role, auditor=role == Role.AUDITOR)
    other = MembershipFactory(project=cast.project, role=role, auditor=role == Role.AUDITOR)
    with pytest.raises(ActionRefused):
        end_membership(other, by=held.user)
    end_membership(held, by=held.user)
    assert Membership.objects.get(pk=held.pk).is_over


def test_a_case_workers_part_can_not_be_taken_away(cast):
    held = cast.case_worker.memberships.get()
    held.municipality = None
    with pytest.raises(ActionRefused, match="Välj den kommun"):
        change_membership(held, changed={"municipality"}, by=cast.leader)
    whole = MembershipFactory(project=cast.project)  # given before the rule
    whole.ends_on = day(9)
    change_membership(whole, changed={"ends_on"}, by=cast.leader)


def test_leaders_of_a_part_cant_withdraw_or_resend_invitations_outside_it(cast, part, invitation):
    before = as_stored(invitation)
    for act in (actions.withdraw, lambda row, by: actions.send_again(row, link=str, by=by)):
        with pytest.raises(ActionRefused, match="bara"):
            act(invitation, by=cast.part_leader)
    assert as_stored(invitation) == before


def test_leaders_cant_invite_to_other_projects(cast):
    elsewhere = Invitation(project=cast.project, email="ny@example.org", role=Role.CASE_WORKER)
    with pytest.raises(ActionRefused, match="bara"):
        actions.invite(elsewhere, link=str, by=cast.stranger)
    assert not Invitation.objects.exists()
