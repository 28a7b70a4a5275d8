"""Rules of memberships, tested in the administration, which permits most."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.access import memberships_of
from accounts.audit.models import AuditEntry
from accounts.database_access import user_scope
from accounts.permissions import Role
from participants.register.models import Participation
from projects.models import Project
from projects.team.membership_actions import mark_ended
from projects.team.memberships import first_uncovered_day, includes_part, may_grant
from projects.team.models import Membership
from tests.accounts.test_admin import fields_of, memberships, user_page
from tests.factories import (
    KALMAR,
    OSKARSHAMN,
    InterventionFactory,
    MembershipFactory,
    ParticipationFactory,
    ProjectMunicipalityFactory,
    SubProjectFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)
NO_LEADER = "skulle sakna projektledare från och med"


def day(number):
    return TODAY + timedelta(days=number)


@pytest.fixture
def office(cast, sign_in):
    return sign_in(cast.administrator)


def row_of(membership, **changes):
    """Return a membership's inline form with changes."""
    names = ("role", "project", "sub_project", "municipality", "intervention")
    values = {name: getattr(membership, f"{name}_id" if name != "role" else name) or "" for name in names}
    days = {"starts_on": membership.starts_on, "ends_on": membership.ends_on or ""}
    kept = {"id": membership.pk, "user": membership.user_id, "reason": membership.reason}
    return values | days | kept | changes


def send(office, user, *rows, initial=1, **fields):
    data = {**fields_of(user), **memberships(*rows, initial=initial), **fields}
    return office.post(user_page(user), {name: value for name, value in data.items() if value is not None})


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ([], day(0)),
        ([(day(-9), None)], None),
        ([(day(1), None)], day(0)),
        ([(day(-9), day(-1))], day(0)),
        ([(day(-9), day(4))], day(5)),
        ([(day(5), None), (day(-9), day(4))], None),
        ([(day(6), None), (day(-9), day(4))], day(5)),
        ([(day(-9), day(9)), (day(-3), day(2)), (day(10), None)], None),
        ([(day(-9), day(9)), (day(10), day(20)), (day(15), day(30))], day(31)),
    ],
)
def test_first_uncovered_day(periods, expected):
    assert first_uncovered_day(periods, TODAY) == expected


@pytest.mark.parametrize(
    "change",
    [
        {"ends_now": "on"},
        {"ends_on": "2098-12-31"},
        {"role": "case_worker", "municipality": OSKARSHAMN},
        {"municipality": OSKARSHAMN},
        {"starts_on": "2098-01-01"},
        {"project": "other"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_administration_leaves_no_project_without_a_leader(cast, office, change):
    if "project" in change:
        change = {"project": cast.other_project.pk}
    own = cast.leader.memberships.get()
    answer = send(office, cast.leader, row_of(own, **change))
    assert NO_LEADER in answer.text
    assert list(Membership.objects.filter(pk=own.pk).values()) == [
        {field.attname: getattr(own, field.attname) for field in Membership._meta.concrete_fields}
    ]
    MembershipFactory(project=cast.project, leader=True)
    assert send(office, cast.leader, row_of(own, **change)).status_code == 302


def test_a_lone_leaders_account_is_not_closed(cast, office):
    own = cast.leader.memberships.get()
    assert NO_LEADER in send(office, cast.leader, row_of(own), is_active=None).text
    cast.leader.refresh_from_db()
    assert cast.leader.is_active
    MembershipFactory(project=cast.project, leader=True, user__is_active=False)
    assert NO_LEADER in send(office, cast.leader, row_of(own), is_active=None).text
    MembershipFactory(project=cast.project, leader=True)
    assert send(office, cast.leader, row_of(own), is_active=None).status_code == 302


def test_a_leader_may_be_relieved_when_the_next_one_begins(cast, office):
    own = cast.leader.memberships.get()
    MembershipFactory(project=cast.project, leader=True, starts_on=date(2090, 1, 1))
    assert NO_LEADER in send(office, cast.leader, row_of(own, ends_on="2089-12-30")).text
    assert send(office, cast.leader, row_of(own, ends_on="2089-12-31")).status_code == 302


def test_a_project_that_lacks_a_leader_does_not_keep_others_from_working(cast, office):
    own = cast.leader.memberships.get()
    Membership.objects.filter(pk=own.pk).update(ends_on=date(2090, 1, 1))
    assert send(office, cast.leader, row_of(own, ends_on="2095-01-01")).status_code == 302
    assert NO_LEADER in send(office, cast.leader, row_of(own, ends_on="2094-12-31")).text


def test_ending_at_once_works_at_the_next_click(cast, office, sign_in):
    client = sign_in(cast.case_worker)
    assert client.get("/projects/samverkan/participants/").status_code == 200
    own = cast.case_worker.memberships.get()
    send(office, cast.case_worker, row_of(own, ends_now="on"))
    assert client.get("/projects/samverkan/participants/").status_code == 404
    own.refresh_from_db()
    assert (own.ended_by, own.ends_on) == (cast.administrator, timezone.localdate())
    assert memberships_of(type(cast.case_worker).objects.get(pk=own.user_id)) == []


def test_the_same_role_is_not_given_twice(cast, office):
    own = cast.case_worker.memberships.get()
    again = row_of(own, id="", starts_on="2030-01-01")
    answer = send(office, cast.case_worker, row_of(own), again)
    assert "Personen har redan den rollen" in answer.text
    ends = row_of(own, ends_on="2029-12-31")
    assert send(office, cast.case_worker, ends).status_code == 302
    assert send(office, cast.case_worker, ends, again).status_code == 302
    assert cast.case_worker.memberships.count() == 2


@pytest.mark.parametrize("missing", ["reason", "ends_on"])
def test_an_auditor_has_a_time_and_a_reason(cast, office, missing):
    row = {"role": "auditor", "project": cast.project.pk, "starts_on": "2026-01-01"}
    row |= {"ends_on": "2027-01-01", "reason": "Stickprov"}
    answer = send(office, cast.without_role, {**row, missing: ""}, initial=0)
    assert "En revisor behöver en sista dag och ett angivet skäl" in answer.text
    assert send(office, cast.without_role, row, initial=0).status_code == 302
    with pytest.raises(IntegrityError, match="auditor_for_a_time"), transaction.atomic():
        Membership.objects.filter(user=cast.without_role).update(
            **{missing: None if missing == "ends_on" else ""}
        )


@pytest.mark.parametrize("role", ["funder", "auditor"])
def test_funders_and_auditors_have_no_part(cast, office, role):
    row = {"role": role, "project": cast.project.pk, "municipality": OSKARSHAMN, "starts_on": "2026-01-01"}
    answer = send(
        office, cast.without_role, row | {"ends_on": "2027-01-01", "reason": "Stickprov"}, initial=0
    )
    assert "Välj ingen del av det" in answer.text


def test_the_list_shows_what_is_in_force_and_where(cast, office):
    text = office.get("/admin/accounts/user/").text
    assert "handläggare (Samverkansprojektet, Oskarshamn)" in text
    row = text[text.index("Frans Förr") :]
    assert "handläggare" not in row[: row.index("</tr>")]


def test_a_change_of_password_or_address_ends_sessions(cast, sign_in):
    for change in ("password", "email", "is_active"):
        user = UserFactory()
        client = sign_in(user)
        assert client.get("/account/").status_code == 200
        setattr(
            user, change, {"password": make_password("x"), "email": "ny@x.se", "is_active": False}[change]
        )
        user.save(update_fields=[change])
        assert client.get("/account/").status_code == 302, change


def test_every_change_is_audited(cast, office):
    own = cast.colleague.memberships.get()
    send(office, cast.colleague, row_of(own, ends_now="on"))
    entry = AuditEntry.objects.about(own).get()
    assert (entry.actor, entry.action) == (cast.administrator, "membership_changed")


def test_a_grant_within_a_membership_shows_no_more_people(cast):
    project = cast.project
    south = SubProjectFactory(project=project)
    north = SubProjectFactory(project=project)
    ProjectMunicipalityFactory(project=project, municipality_id=KALMAR, sub_project=south)
    inside = InterventionFactory(project=project, sub_project=south)
    outside = InterventionFactory(project=project, sub_project=north)
    municipalities = [{"municipality_id": KALMAR}, {"municipality_id": OSKARSHAMN}]
    interventions = [{"intervention": each} for each in (None, inside, outside, cast.intervention)]
    for spell in [municipality | each for municipality in municipalities for each in interventions]:
        ParticipationFactory(project=project, **{f"spell__{name}": value for name, value in spell.items()})
    parts = [
        {},
        {"sub_project": south},
        {"sub_project": north},
        *({"intervention": s} for s in (inside, outside)),
    ]
    parts += [{"municipality_id": code} for code in (KALMAR, OSKARSHAMN)]
    held = [MembershipFactory(project=project, leader=True, **part) for part in parts]
    given = [MembershipFactory(project=project, **part) for part in parts]
    for mine in held:
        for grant in given:
            if includes_part(mine, grant):
                assert visible_people(grant) <= visible_people(mine), (mine.part, grant.part)
            assert may_grant(mine.user, grant) == includes_part(mine, grant)
    by_south = [grant.part for grant in given if includes_part(held[1], grant)]
    assert by_south == [south, inside]


def visible_people(membership):
    return set(Participation.objects.visible_to(membership.user))


@pytest.mark.parametrize("role", Role.values)
def test_users_cant_give_roles_they_do_not_have(cast, role):
    grant = Membership(role=role, project=None if role == "administrator" else cast.project)
    part = Membership(role=role, project=cast.project, municipality_id=OSKARSHAMN)
    assert may_grant(cast.leader, grant) == (role in ("project_leader", "case_worker"))
    assert may_grant(cast.administrator, grant)
    for who in (cast.case_worker, cast.funder, cast.stranger, cast.former, cast.without_role):
        assert not may_grant(who, grant)
        assert not may_grant(who, part)


def test_an_ended_role_shows_no_rows_under_rls(cast):
    own = cast.case_worker.memberships.get()
    with user_scope(cast.case_worker):
        assert Project.objects.filter(pk=cast.project.pk).exists()
    mark_ended(own, by=cast.leader)
    own.save()
    assert own.ends_on == timezone.localdate()  # today is its last day
    with user_scope(cast.case_worker):
        assert not Project.objects.filter(pk=cast.project.pk).exists()
