"""Removed rows: what their pages say, to which users, and what becomes of typed texts."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.urls import reverse
from django.utils import timezone

from accounts.database_access import user_scope
from accounts.signing_in.actions import end_session, remove_factor
from participants.register.actions import void_participation
from participants.register.models import Merge
from projects.actions.editing import remove_item
from projects.item_types import ITEM_TYPES
from projects.models import Target
from reporting.reports.actions import delete_report
from reporting.reports.models import ReportJob
from tests.factories import KALMAR, OSKARSHAMN, MembershipFactory, ParticipationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def other_leader(cast):
    """Return another leader, who removes something while `cast.leader` has its page open."""
    return MembershipFactory(project=cast.project, leader=True, user__full_name="Rut Raderare").user


def test_what_was_typed_about_a_removed_item_can_be_added_again(cast, other_leader, sign_in):
    target = cast.project.targets.create(
        code="participants", measure="participants", comparison="at_least", unit="number", value=10
    )
    client = sign_in(cast.leader)
    path = reverse("projects:change_row", args=[cast.project.slug, "targets", target.pk])
    typed = {
        "measure": "participants",
        "comparison": "at_least",
        "value": "418",
        "unit": "number",
        "part": "project",
        "label": "Deltagare i projektet",
        "version": client.get(path).context["form"].version,
    }
    with user_scope(other_leader):
        remove_item(target, by=other_leader)
    page = client.post(path, typed)
    assert page.status_code == 410
    assert "Rut Raderare tog bort det" in page.text
    assert 'value="Deltagare i projektet"' in page.text
    add = reverse("projects:add_row", args=[cast.project.slug, "targets"])
    assert f'action="{add}"' in page.text
    client.post(add, typed | {"denominator": "leavers"})
    assert Target.objects.get(project=cast.project).label == "Deltagare i projektet"


NAMED = {"name": "Det här", "name_en": "This"}
ITEMS = {  # of each type: values, and what the page calls it
    "targets": (
        {"code": "work", "measure": "work", "comparison": "at_least", "unit": "number", "value": 1},
        "mål: I arbete",
    ),
    "target-groups": ({"code": "x", **NAMED}, "målgrupp: Det här"),
    "interventions": ({"code": "x", **NAMED}, "insats: Det här"),
    "partners": ({"role": "partner"}, "samverkanspart: Kommunförbundet, samverkanspart"),
    "municipalities": ({"municipality_id": KALMAR}, "Kalmar"),
    "sub-projects": ({"code": "x", **NAMED}, "delprojekt: Det här"),
    "budget-lines": ({"amount": 1, **NAMED}, "budgetpost: Det här"),
    "financing": ({"source": "public_cash"}, "finansiering"),
    "phases": ({"kind": "closing"}, "fas"),
    "events": (NAMED, "evenemang: Det här"),
}


@pytest.mark.parametrize("slug", ITEM_TYPES)
def test_each_type_of_item_is_named(cast, other_leader, sign_in, slug):
    values, name = ITEMS[slug]
    if slug == "partners":
        values = values | {"organisation": cast.project.partners.get().organisation}
    item = ITEM_TYPES[slug].model.objects.create(project=cast.project, **values)
    path = reverse("projects:change_row", args=[cast.project.slug, slug, item.pk])
    with user_scope(other_leader):
        remove_item(item, by=other_leader)
    page = sign_in(cast.leader).get(path)
    assert page.status_code == 410
    text = page.text.split("Rut Raderare tog bort det")[1].split("</p>")[0]
    assert name in text, text


def test_a_booking_on_a_removed_line_shows_what_was_typed(cast, sign_in):
    line = cast.project.financing.create(source="public_cash")
    path = reverse("projects:book", args=[cast.project.slug, line.pk])
    remove_item(line, by=cast.leader)
    page = sign_in(cast.leader).post(
        path, {"booked_on": "2019-01-01", "amount": "10.000,50", "note": "Lokal och fika"}
    )
    assert page.status_code == 410
    assert "Lokal och fika" in page.text
    assert "10.000,50" in page.text


def test_who_removed_an_intervention_is_for_those_who_see_the_history(cast, other_leader, sign_in):
    path = reverse("projects:intervention", args=[cast.project.slug, "kalejdo"])
    with user_scope(other_leader):
        remove_item(cast.intervention, by=other_leader)
    leader, funder = sign_in(cast.leader).get(path), sign_in(cast.funder).get(path)
    assert (leader.status_code, funder.status_code) == (410, 410)
    assert "Rut Raderare tog bort det" in leader.text
    assert "Kalejdo" not in funder.text
    assert "Rut Raderare" not in funder.text
    assert "Det finns inte längre i projektet" in funder.text


def test_nothing_is_told_of_a_deleted_draft_to_those_who_see_no_drafts(cast, sign_in):
    report = cast.project.reports.create(starts_on="2018-01-01", ends_on="2018-12-31")
    ReportJob.objects.create(report=report, state="done", progress=100)
    path = report.get_absolute_url()
    delete_report(report=report, by=cast.leader)
    assert sign_in(cast.leader).get(path).status_code == 410
    for outsider in (cast.funder, cast.case_worker, cast.stranger, cast.without_role):
        assert sign_in(outsider).get(path).status_code == 404


def test_nothing_is_told_of_a_voided_registration_in_another_part(cast, sign_in):
    own = ParticipationFactory(project=cast.project, spell__municipality_id=OSKARSHAMN)
    void_participation(own, reason="Fel person", by=cast.leader)
    assert sign_in(cast.case_worker).get(own.get_absolute_url()).status_code == 410
    assert sign_in(cast.colleague).get(own.get_absolute_url()).status_code == 404
    assert "Fel person" not in sign_in(cast.case_worker).get(own.get_absolute_url()).text


def test_a_record_of_an_undone_merge_says_that_it_was_undone(cast, sign_in):
    first, second = ParticipationFactory.create_batch(2, project=cast.project)
    merged = Merge.objects.create(
        merged=ParticipationFactory(project=cast.project, voided_at=timezone.now()),
        first=first,
        second=second,
        reason="Samma",
        merged_by=cast.leader,
        last_spell=0,
        protection_before="none",
        undone_at=timezone.now(),
        undone_by=cast.leader,
    ).merged
    page = sign_in(cast.leader).get(merged.get_absolute_url())
    assert page.status_code == 410
    assert "Lena Ledare tog bort det" in page.text
    assert "ångra sammanslagningen" in page.text


def test_passkeys_and_sessions_that_the_user_removed_are_said_to_be_removed(cast, sign_in):
    passkeys = [
        Authenticator.objects.create(user=user, type="webauthn", data={"name": "x", "credential": {}})
        for user in (cast.funder, cast.stranger)
    ]
    removed, another = (passkey.pk for passkey in passkeys)
    client = sign_in(cast.funder)
    client.get("/")
    row = UserSession.objects.create(user=cast.funder, ip="127.0.0.1", session_key="x" * 32)
    session = row.pk
    end_session(row, by=cast.funder)
    remove_factor(passkeys[0], by=cast.funder)
    for path in (
        f"/accounts/security/passkeys/{removed}/",
        f"/accounts/security/passkeys/{removed}/remove/",
        f"/accounts/security/sessions/{session}/end/",
    ):
        page = client.post(path, {"name": "dator"}, follow=True)
        assert page.status_code == 200
        assert ("Du tog bort det redan" in page.text) or ("Du avslutade sessionen redan" in page.text)
        assert sign_in(cast.stranger).post(path, {"name": "dator"}).status_code == 404
    assert client.get(f"/accounts/security/passkeys/{another}/").status_code == 404
