"""What a page has asked, the actions ask again: a page may be old, or another one forget to ask."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.access import may, memberships_of
from accounts.models import User
from accounts.roles import Role
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
    """A sub-project, and `cast.part_leader` who leads it."""
    part = SubProjectFactory(project=cast.project)
    cast.part_leader = MembershipFactory(project=cast.project, leader=True, sub_project=part).user
    return part


@pytest.fixture
def invitation(cast):
    """To work in all of the project, for somebody who has an account."""
    invitation = Invitation(project=cast.project, email=cast.nobody.email, role=Role.CASE_WORKER)
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
    """Asked of the first wall alone: the second one would hide that it lets somebody in."""
    until = None if last is None else day(last)
    held = MembershipFactory(project=cast.project, starts_on=day(first), ends_on=until)
    assert memberships_of(held.user) == ([held] if holds else [])
    assert may(User.objects.get(pk=held.user_id), "participant.view", cast.project) == holds


def test_a_closed_account_has_no_roles(cast):
    cast.leader.is_active = False
    assert memberships_of(cast.leader) == []
    assert not may(cast.leader, "project.view", cast.project)


@pytest.mark.parametrize("change", [{"ends_on": day(-1)}, {"starts_on": day(1)}])
def test_administrators_give_roles_for_as_long_as_they_are_it(cast, change):
    grant = Membership(role=Role.FUNDER, project=cast.project)
    assert may_grant(cast.administrator, grant)
    cast.administrator.memberships.update(**change)
    assert not may_grant(cast.administrator, grant)


def test_a_closed_administrators_account_gives_nothing(cast):
    cast.administrator.is_active = False
    assert not may_grant(cast.administrator, Membership(role=Role.FUNDER, project=cast.project))


@pytest.mark.parametrize("kind", PARTS)
def test_whoever_leads_a_part_is_not_the_projects_leader(cast, kind):
    """They would remain alone, with nobody who may submit a report or give a role in the whole project."""
    parts = {
        "sub_project": SubProjectFactory(project=cast.project),
        "municipality": cast.project.municipalities.get(pk=OSKARSHAMN),
        "intervention": cast.intervention,
    }
    MembershipFactory(project=cast.project, leader=True, **{kind: parts[kind]})
    with pytest.raises(ActionRefused, match="skulle sakna projektledare"):
        end_membership(cast.leader.memberships.get(), by=cast.leader)
    assert not cast.leader.memberships.get().is_over


def test_a_part_of_another_project_is_no_part(cast):
    strangers = {
        "sub_project": SubProjectFactory(project=cast.other_project),
        "intervention": InterventionFactory(project=cast.other_project),
        "municipality_id": "0180",
    }
    for name, value in strangers.items():
        grant = Membership(role=Role.CASE_WORKER, project=cast.project, **{name: value})
        assert list(validation_errors(grant)) == [name.removesuffix("_id")]


def test_the_same_role_in_another_place_is_another_role(cast):
    places = [
        {"municipality_id": VASTERVIK},
        {"intervention": cast.intervention},
        {"sub_project": SubProjectFactory(project=cast.project)},
        {},
    ]
    again = {"user": cast.case_worker, "role": Role.CASE_WORKER, "project": cast.project}
    assert duplicates_existing(Membership(**again, municipality_id=OSKARSHAMN))
    assert [duplicates_existing(Membership(**again, **place)) for place in places] == [False] * len(places)


def test_nobody_ends_what_lies_beyond_their_own_part(cast, part):
    for user in (cast.leader, cast.case_worker, cast.funder):
        with pytest.raises(ActionRefused, match="bara"):
            end_membership(user.memberships.get(), by=cast.part_leader)
        assert not user.memberships.get().is_over


def test_nobody_draws_somebody_into_their_own_part(cast, part):
    """It is asked where the role is now, and not only where it is to be."""
    held = cast.case_worker.memberships.get()
    before = as_stored(held)
    held.municipality, held.sub_project = None, part
    with pytest.raises(ActionRefused, match="bara"):
        change_membership(held, changed={"municipality", "sub_project"}, by=cast.part_leader)
    assert as_stored(held) == before


@pytest.mark.parametrize("why", ["ended", "closed"])
def test_what_is_over_is_not_lengthened(cast, why):
    """A page that was open when the role ended, or the account was closed, brings neither back."""
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


def test_an_invitation_is_taken_by_its_address_and_an_open_account_alone(cast, invitation):
    for user in (cast.stranger, cast.former, cast.leader):
        with pytest.raises(actions.InvitationUnusable):
            actions.accept(invitation, by=user)
    User.objects.filter(pk=cast.nobody.pk).update(is_active=False)
    with pytest.raises(actions.InvitationUnusable):
        actions.accept(invitation, by=User.objects.get(pk=cast.nobody.pk))
    assert not Membership.objects.filter(user=cast.nobody).exists()
    User.objects.filter(pk=cast.nobody.pk).update(is_active=True)
    assert actions.accept(invitation, by=User.objects.get(pk=cast.nobody.pk)).accepted_by == cast.nobody


def test_nobody_withdraws_or_sends_again_what_lies_beyond_their_own_part(cast, part, invitation):
    before = as_stored(invitation)
    for act in (actions.withdraw, lambda row, by: actions.send_again(row, link=str, by=by)):
        with pytest.raises(ActionRefused, match="bara"):
            act(invitation, by=cast.part_leader)
    assert as_stored(invitation) == before


def test_nobody_invites_to_a_project_of_others(cast):
    elsewhere = Invitation(project=cast.project, email="ny@example.org", role=Role.CASE_WORKER)
    with pytest.raises(ActionRefused, match="bara"):
        actions.invite(elsewhere, link=str, by=cast.stranger)
    assert not Invitation.objects.exists()
