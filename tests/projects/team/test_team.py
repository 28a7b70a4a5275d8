"""The team's page: roles are changed and ended within the user's own rights."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.audit.models import AuditEntry
from projects.team.models import Membership
from tests.factories import (
    OSKARSHAMN,
    VASTERVIK,
    InterventionFactory,
    MembershipFactory,
    OrganisationFactory,
    ParticipationFactory,
    SubProjectFactory,
    UserFactory,
)
from tests.queries import own_queries

pytestmark = pytest.mark.django_db
PAGE = "/projects/samverkan/team/"


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


@pytest.fixture
def part(cast):
    # `cast.part_leader` leads this sub-project only.
    part = SubProjectFactory(project=cast.project, name="Norra")
    InterventionFactory(project=cast.project, sub_project=part, code="verkstad", name="Verkstaden")
    cast.part_leader = UserFactory(email="norra@example.org", full_name="Nora Delledare")
    MembershipFactory(user=cast.part_leader, project=cast.project, leader=True, sub_project=part)
    return part


def membership_of(user):
    return user.memberships.get()


def form_data(membership, **changes):
    # The dates are required, so every form sends them.
    return {"starts_on": membership.starts_on, "ends_on": membership.ends_on or "", **changes}


def test_the_page_shows_roles_and_last_sign_in(cast, leader):
    type(cast.colleague).objects.filter(pk=cast.colleague.pk).update(
        last_login=timezone.make_aware(timezone.datetime(2026, 3, 9, 8, 15))
    )
    text = leader.get(PAGE).text
    for who in (cast.leader, cast.case_worker, cast.colleague, cast.funder):
        assert who.full_name in text
        assert who.email in text
    assert "2026-03-09 08:15" in text
    assert "aldrig" in text
    for who in (cast.stranger, cast.administrator, cast.without_role):
        assert who.full_name not in text
    folded = text[text.index('<details class="more"') :]
    assert "1 roll som har upphört" in folded
    assert cast.former.full_name in folded
    assert cast.former.full_name not in text[: text.index('<details class="more"')]


def test_a_part_leader_sees_and_changes_that_part_only(cast, part, sign_in):
    # In an intervention of the part, so within the leader's rights.
    inside = MembershipFactory(project=cast.project, intervention=part.interventions.get())
    client = sign_in(cast.part_leader)
    text = client.get(PAGE).text
    assert inside.user.full_name in text
    for who in (cast.leader, cast.case_worker, cast.colleague, cast.funder, cast.former):
        assert who.full_name not in text
        for page in ("", "end/"):
            assert client.get(f"{PAGE}{membership_of(who).pk}/{page}").status_code == 404
            assert client.post(f"{PAGE}{membership_of(who).pk}/{page}").status_code == 404
    assert client.post(f"{PAGE}{inside.pk}/end/", {"last_day": timezone.localdate()}).status_code == 302
    inside.refresh_from_db()
    assert inside.is_over


@pytest.mark.parametrize("place", ["", f"municipality-{OSKARSHAMN}", "sub_project-other"])
def test_a_part_leader_can_not_widen_a_part(cast, part, sign_in, place):
    other = SubProjectFactory(project=cast.project)
    place = f"sub_project-{other.pk}" if place.endswith("other") else place
    inside = MembershipFactory(project=cast.project, sub_project=part)
    answer = sign_in(cast.part_leader).post(f"{PAGE}{inside.pk}/", form_data(inside, part=place))
    assert answer.status_code == 200
    inside.refresh_from_db()
    assert inside.part == part


def test_a_changed_part_and_dates_are_audited(cast, leader):
    membership = membership_of(cast.case_worker)
    sent = {"part": f"municipality-{VASTERVIK}", "starts_on": "2007-01-01", "ends_on": "2090-05-31"}
    assert leader.post(f"{PAGE}{membership.pk}/", sent).url == PAGE
    membership.refresh_from_db()
    assert (membership.municipality_id, membership.ends_on) == (VASTERVIK, date(2090, 5, 31))
    entry = AuditEntry.objects.about(membership).get()
    assert (entry.action, entry.actor, entry.project) == ("membership_changed", cast.leader, cast.project)
    assert entry.details["fields"] == ["ends_on", "intervention", "municipality", "sub_project"]
    assert "Välj den kommun" in leader.post(f"{PAGE}{membership.pk}/", sent | {"part": ""}).text
    membership.refresh_from_db()
    assert membership.municipality_id == VASTERVIK


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"ends_on": "2006-12-31"}, "Sista dagen ligger före den första"),
        ({"part": "municipality-0180"}, "0180"),
        ({"part": "nothing-here"}, "nothing-here"),
        ({"starts_on": ""}, "error"),
    ],
)
def test_impossible_values_are_reported_at_the_field(cast, leader, sent, expected):
    membership = membership_of(cast.case_worker)
    answer = leader.post(f"{PAGE}{membership.pk}/", form_data(membership, **sent))
    assert answer.status_code == 200
    assert expected in answer.text
    assert Membership.objects.get(pk=membership.pk).municipality_id == OSKARSHAMN


def test_leaders_can_not_change_their_own_role(cast, leader, part, sign_in):
    membership = membership_of(cast.leader)
    assert f'{PAGE}{membership.pk}/"' not in leader.get(PAGE).text
    answer = leader.post(f"{PAGE}{membership.pk}/", form_data(membership, ends_on="2095-01-01"))
    assert "Du kan inte ändra dina egna roller" in answer.text
    mine = membership_of(cast.part_leader)
    answer = sign_in(cast.part_leader).post(f"{PAGE}{mine.pk}/", form_data(mine, part=""))
    assert answer.status_code == 200
    mine.refresh_from_db()
    assert mine.part == part


def test_ending_a_role_takes_effect_at_the_next_request(cast, leader, sign_in):
    client = sign_in(cast.case_worker)
    assert client.get(cast.project.get_absolute_url()).status_code == 200
    address = f"{PAGE}{membership_of(cast.case_worker).pk}/end/"
    assert cast.case_worker.full_name in leader.get(address).text
    today = {"last_day": timezone.localdate()}
    assert "Rollen är avslutad" in leader.post(address, today, follow=True).text
    assert client.get(cast.project.get_absolute_url()).status_code == 404
    membership = membership_of(cast.case_worker)
    assert (membership.ended_by, membership.ends_on) == (cast.leader, timezone.localdate())
    assert AuditEntry.objects.about(membership).get().action == "membership_ended"
    assert "Rollen har redan upphört" in leader.post(address, today, follow=True).text


@pytest.mark.parametrize("last_day", ["", "yesterday", "31 februari"])
def test_a_role_ends_on_no_day_that_was_not_chosen(cast, leader, last_day):
    if last_day == "yesterday":
        last_day = timezone.localdate() - timedelta(days=1)
    membership = membership_of(cast.case_worker)
    answer = leader.post(f"{PAGE}{membership.pk}/end/", {"last_day": last_day})
    assert "last_day" in answer.context["form"].errors
    membership.refresh_from_db()
    assert membership.ends_on is None


def test_a_role_lasts_to_its_last_day(cast, leader, sign_in):
    last_day = timezone.localdate() + timedelta(days=14)
    membership = membership_of(cast.case_worker)
    page = leader.post(f"{PAGE}{membership.pk}/end/", {"last_day": last_day}, follow=True)
    assert "Rollen upphör efter" in page.text
    membership.refresh_from_db()
    assert (membership.ends_on, membership.ended_at) == (last_day, None)
    assert sign_in(cast.case_worker).get(cast.project.get_absolute_url()).status_code == 200
    later = leader.post(f"{PAGE}{membership.pk}/end/", {"last_day": last_day + timedelta(days=1)})
    assert "Rollen upphör redan" in later.text


def test_nothing_to_take_over_is_said(cast, leader):
    page = leader.get(f"{PAGE}{membership_of(cast.case_worker).pk}/end/")
    assert "Ingenting behöver tas över" in page.text
    assert "takes_over" not in page.context["form"].fields


def test_a_colleague_takes_over_the_protected_records(cast, leader):
    record = ParticipationFactory(project=cast.project, created_by=cast.case_worker, person__protected=True)
    address = f"{PAGE}{membership_of(cast.case_worker).pk}/end/"
    assert "1 skyddad post" in leader.get(address).text
    today = {"last_day": timezone.localdate()}
    assert "takes_over" in leader.post(address, today).context["form"].errors
    new = MembershipFactory(project=cast.project, municipality_id=OSKARSHAMN).user
    assert leader.post(address, today | {"takes_over": new.pk}).status_code == 302
    assert membership_of(cast.case_worker).is_over
    assert record.authorised_case_workers.in_force().get().user == new


def test_the_answer_to_a_takeover_does_not_say_in_which_part_the_records_are(cast, leader, sign_in):
    record = ParticipationFactory(project=cast.project, created_by=cast.case_worker, person__protected=True)
    address = f"{PAGE}{membership_of(cast.case_worker).pk}/end/"
    sent = {"last_day": timezone.localdate(), "takes_over": cast.colleague.pk}  # of another municipality
    assert leader.post(address, sent).status_code == 302
    assert record.authorised_case_workers.in_force().get().user == cast.colleague
    assert sign_in(cast.colleague).get(record.get_absolute_url()).status_code == 404


def test_protected_records_may_be_left_to_nobody_by_choice_only(cast, leader):
    ParticipationFactory(project=cast.project, created_by=cast.case_worker, person__protected=True)
    address = f"{PAGE}{membership_of(cast.case_worker).pk}/end/"
    sent = {"last_day": timezone.localdate(), "takes_over": "nobody"}
    assert leader.post(address, sent).status_code == 302
    assert membership_of(cast.case_worker).is_over


def test_members_end_their_own_role_from_their_account(cast, sign_in):
    for user in (cast.funder, cast.case_worker):
        client, membership = sign_in(user), membership_of(user)
        address = f"{PAGE}{membership.pk}/end/"
        assert address in client.get("/account/").text
        assert client.post(address, {"last_day": timezone.localdate()}).url == "/account/"
        assert client.get(cast.project.get_absolute_url()).status_code == 404
        assert membership_of(user).ended_by == user


def test_a_role_that_has_not_begun_can_be_ended(cast, leader):
    later = timezone.localdate() + timedelta(days=30)
    membership = MembershipFactory(project=cast.project, starts_on=later)
    assert "kommande" in leader.get(PAGE).text
    leader.post(f"{PAGE}{membership.pk}/end/", {"last_day": timezone.localdate()})
    assert not Membership.objects.not_over(later).filter(pk=membership.pk).exists()


def test_the_last_leader_can_not_be_ended(cast, leader):
    address = f"{PAGE}{membership_of(cast.leader).pk}/end/"
    today = {"last_day": timezone.localdate()}
    assert "skulle sakna projektledare" in leader.post(address, today).text
    other = MembershipFactory(project=cast.project, leader=True)
    answer = leader.post(f"{PAGE}{other.pk}/", form_data(other, part=f"municipality-{OSKARSHAMN}"))
    assert answer.status_code == 302  # one leader is left
    assert "skulle sakna projektledare" in leader.post(address, today).text
    MembershipFactory(project=cast.project, leader=True)
    assert leader.post(address, today).status_code == 302
    assert leader.get(PAGE).status_code == 404


def test_leaders_are_not_offered_to_change_or_end_funders_and_auditors(cast, leader):
    MembershipFactory(project=cast.project, auditor=True)
    text = leader.get(PAGE).text
    for membership in cast.project.memberships.filter(role__in=["funder", "auditor"]):
        assert f"{PAGE}{membership.pk}/end/" not in text
        assert f'href="{PAGE}{membership.pk}/"' not in text
        for address in (f"{PAGE}{membership.pk}/end/", f"{PAGE}{membership.pk}/"):
            for page in (leader.get(address, follow=True), leader.post(address, follow=True)):
                assert "avslutas av en administratör" in page.text
        membership.refresh_from_db()
        assert not membership.is_over


def test_leaders_see_whom_to_ask_for_funders(cast, leader):
    assert "Be finansiärens egen organisation" in leader.get(PAGE).text
    fund = OrganisationFactory(name="Fonden")
    cast.project.partners.create(organisation=fund, role="funder")
    assert "Be en administratör" in leader.get(PAGE).text
    UserFactory(
        full_name="Ossian Chef", email="chef@fonden.example", organisation=fund, manages_officers=True
    )
    UserFactory(full_name="Kalle Annan", organisation=fund)
    text = leader.get(PAGE).text
    assert ("Ossian Chef" in text, "chef@fonden.example" in text, "Kalle Annan" in text) == (
        True,
        True,
        False,
    )


def test_members_of_other_projects_are_not_found(cast, leader):
    other_membership = membership_of(cast.stranger)
    assert leader.get(f"{PAGE}{other_membership.pk}/").status_code == 404
    assert leader.post(f"{PAGE}{other_membership.pk}/end/").status_code == 404


def test_query_count_does_not_grow_with_the_team(cast, leader, part):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert leader.get(PAGE).status_code == 200
        return len(own_queries(captured))

    few = queries()
    for number in range(5):
        MembershipFactory(project=cast.project, intervention=cast.intervention)
        MembershipFactory(project=cast.project, sub_project=part, ended=True)
        MembershipFactory(project=cast.project, intervention=part.interventions.get())
        cast.project.invitations.create(
            email=f"{number}@example.org",
            role="case_worker",
            municipality_id=OSKARSHAMN,
            token_hash=str(number),
            sent_at=timezone.now(),
            expires_at=timezone.now(),
            invited_by=cast.leader,
        )
    assert queries() == few
