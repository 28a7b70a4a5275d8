"""Undoing a merge, and what was recorded about the merged record."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from participants.register.models import Merge, Participation
from reporting.indicators.validation.decrease_causes import causes_since
from tests.factories import OutcomeEventFactory, ParticipationFactory
from tests.participants.merging.test_merging import everything, merge, undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


@pytest.fixture
def pair(cast):
    return [ParticipationFactory(project=cast.project, spell__left=True) for _ in range(2)]


@pytest.fixture
def merged(cast, leader, pair):
    OutcomeEventFactory(participation=pair[1])
    merge(leader, *pair)
    return Participation.objects.get(project=cast.project)


def post(client, participation, page, **data):
    response = client.post(f"{participation.get_absolute_url()}{page}", data)
    assert response.status_code == 302, response.context["form"].errors
    return response


def test_what_is_recorded_since_goes_to_the_chosen_record(leader, pair, merged):
    first, second = pair
    post(leader, merged, "outcomes/new/", date="2018-09-12", kind="internship")
    post(leader, merged, "reenter/", entry_date="2018-10-01", municipality="0882")
    page = leader.get(f"{merged.get_absolute_url()}undo-merge/").text
    assert "Praktik 2018-09-12" in page
    assert "2018-10-01" in page

    assert "carry_to" in undo(leader, merged).context["form"].errors
    undo(leader, merged, carry_to="second")

    assert [each.kind for each in second.outcomes.order_by("pk")] == ["employment", "internship"]
    assert second.spells.count() == 2
    assert (first.spells.count(), first.outcomes.count()) == (1, 0)


def test_changes_of_what_was_merged_must_be_acknowledged(leader, pair, merged):
    first, second = pair
    outcome = merged.outcomes.get()
    post(leader, merged, f"outcomes/{outcome.pk}/withdraw/", reason="Fel person")
    assert "återkallad" in leader.get(f"{merged.get_absolute_url()}undo-merge/").text

    assert "accepts_loss" in undo(leader, merged).context["form"].errors
    undo(leader, merged, accepts_loss="on")

    assert second.outcomes.in_force().count() == 1
    assert first.outcomes.count() == 0


def test_a_merge_is_undone_within_thirty_days(cast, leader, merged):
    Merge.objects.update(merged_at=timezone.now() - timedelta(days=31))
    assert undo(leader, merged).status_code == 404
    assert "undo-merge" not in leader.get(merged.get_absolute_url()).text
    Merge.objects.update(merged_at=timezone.now() - timedelta(days=30))
    assert undo(leader, merged).status_code == 302


def test_merges_of_merged_records_are_undone_one_by_one(cast, leader, pair, merged):
    first, second = pair
    third = ParticipationFactory(project=cast.project, spell__left=True)
    before = everything(first, second, merged, third)
    merge(leader, merged, third)
    last = Participation.objects.get(project=cast.project)
    assert leader.get(first.get_absolute_url())["Location"] == last.get_absolute_url()

    undo(leader, last)
    assert everything(first, second, merged, third) == before
    assert leader.get(first.get_absolute_url())["Location"] == merged.get_absolute_url()
    undo(leader, merged)
    assert set(Participation.objects.filter(project=cast.project)) == {first, second, third}


def test_a_voided_merged_record_is_restored_before_the_merge_is_undone(leader, pair, merged):
    post(leader, merged, "void/", reason="Fel")
    assert undo(leader, merged).status_code == 410
    listed = leader.get(f"/projects/{merged.project.slug}/participants/voided/").context["voided"]
    assert listed == [merged]
    post(leader, merged, "restore/")
    assert undo(leader, merged).status_code == 302


def test_protection_of_either_applies_to_the_merged_and_is_taken_back(cast, leader, sign_in):
    first = ParticipationFactory(project=cast.project, created_by=cast.case_worker)
    second = ParticipationFactory(
        project=cast.project, person__protected=True, created_by=cast.leader, given_name="Hemlig"
    )
    second.authorised_case_workers.create(user=cast.leader, authorised_by=cast.leader)
    locked = leader.get(f"{first.get_absolute_url()}merge/{second.public_id}/")
    assert locked.status_code == 403
    assert "Hemlig" not in locked.text
    post(leader, second, "open/", why="correction")
    before = everything(first, second)

    merge(leader, first, second)

    merged = Participation.objects.get(project=cast.project)
    assert merged.person.protection == "protected_registration"
    case_worker = sign_in(cast.case_worker)
    assert case_worker.get(merged.get_absolute_url()).status_code == 403
    post(case_worker, merged, "open/", why="contact")  # the case worker who registered the first
    post(leader, merged, "open/", why="contact")  # authorised for the second
    undo(leader, merged)
    assert everything(first, second) == before
    entry = AuditEntry.objects.about(first).get(action="protection_lowered")
    assert entry.details == {"level": "none", "reason": "Två personer"}


def test_a_protected_person_is_neither_suggested_nor_found(cast, leader):
    first = ParticipationFactory(project=cast.project, family_name="Lind")
    ParticipationFactory(project=cast.project, family_name="Lind", person__protected=True)

    response = leader.post(f"{first.get_absolute_url()}merge/", {"q": "Lind"})
    assert (response.context["alike"], response.context["found"]) == ([], [])


def test_a_leader_of_a_part_merges_what_they_may_open(cast, sign_in):
    from tests.factories import MembershipFactory, SpellFactory

    leads = MembershipFactory(project=cast.project, leader=True, municipality_id="0882")
    client = sign_in(leads.user)
    here = ParticipationFactory(project=cast.project, spell__left=True, created_by=cast.case_worker)
    both = ParticipationFactory(project=cast.project, spell__left=True, created_by=cast.colleague)
    SpellFactory(participation=both, entry_date="2019-01-01", municipality_id="0883")
    there = ParticipationFactory(project=cast.project, spell__municipality_id="0883")

    assert client.get(f"{here.get_absolute_url()}merge/{there.public_id}/").status_code == 404
    assert client.post(f"{here.get_absolute_url()}merge/", {"q": "Elsa"}).context["found"] == [both]
    response = merge(client, here, both)
    assert client.get(response["Location"]).status_code == 200
    undo(client, Participation.objects.exclude(pk=there.pk).get(project=cast.project))
    assert set(Participation.objects.filter(project=cast.project)) == {here, both, there}


def test_what_has_changed_since_a_report_names_the_merge(cast, leader, pair):
    before = timezone.now() - timedelta(days=1)
    merge(leader, *pair)

    causes = [str(cause.sv) for cause in causes_since(cast.project, before, ("1", "1"))]
    assert causes == ["sammanslagna dubbletter: 1", "angivna skäl: ”Registrerad två gånger” (2)"]


def test_what_was_typed_about_a_merged_record_is_in_the_form_of_the_merged_one(cast, leader, pair):
    page = f"{pair[1].get_absolute_url()}outcomes/new/"
    owner = re.search(r'name="form-owner" value="([^"]+)"', leader.get(page).text)[1]
    merge(leader, *pair)
    merged = Participation.objects.get(project=cast.project)
    typed = {"form-owner": owner, "date": "2018-09-12", "kind": "internship", "evidence": "Intyg från chefen"}
    answer = leader.post(page, typed, HTTP_REFERER=f"http://testserver{page}", follow=True)
    assert answer.redirect_chain == [(f"{merged.get_absolute_url()}outcomes/new/", 302)]
    assert "Intyg från chefen" in answer.text
    assert "spara det igen" in answer.text
    assert not merged.outcomes.exists()
    # No spell of either record: the merged record is shown.
    gone = leader.post(f"{pair[1].get_absolute_url()}spells/1/", typed, follow=True)
    assert gone.redirect_chain == [(merged.get_absolute_url(), 302)]


def rows_of(participation):
    """Return the pages about the record's spell and its outcome, by name."""
    spell, outcome = participation.spells.get(), participation.outcomes.get()
    slug, public_id = participation.project.slug, participation.public_id
    return {
        "spell": reverse("register:spell", args=[slug, public_id, spell.pk]),
        "correct_outcome": reverse("register:correct_outcome", args=[slug, public_id, outcome.pk]),
        "withdraw_outcome": reverse("register:withdraw_outcome", args=[slug, public_id, outcome.pk]),
    }


@pytest.fixture
def apart(cast):
    """Return two records of one person whose periods and outcomes do not meet."""
    days = (date(2018, 1, 8), date(2018, 3, 1)), (date(2018, 6, 4), date(2018, 9, 3))
    found = []
    for start, end in days:
        spell = {"spell__entry_date": start, "spell__exit_date": end, "spell__exit_reason": "completed"}
        participation = ParticipationFactory(project=cast.project, **spell)
        OutcomeEventFactory(participation=participation, kind="employment", happened_on=end)
        found.append(participation)
    return found


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("name", ["spell", "correct_outcome", "withdraw_outcome"])
def test_a_page_about_a_row_of_a_merged_record_leads_to_its_copy(leader, apart, name, which):
    record = apart[which]
    path, day = rows_of(record)[name], record.spells.get().entry_date
    merge(leader, *apart)
    merged = Participation.objects.get(project=record.project)
    page = leader.get(path, follow=True)
    assert page.status_code == 200
    assert str(merged.public_id) in page.redirect_chain[-1][0]
    assert page.resolver_match.view_name == f"register:{name}"
    if name == "spell":
        assert merged.spells.get(pk=page.resolver_match.kwargs["pk"]).entry_date == day
    else:
        copy = merged.outcomes.get(pk=page.resolver_match.kwargs["pk"])
        assert copy.happened_on == record.outcomes.get().happened_on
    assert "Lena Ledare slog ihop den posten med en annan" in page.text


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("spell", {"entry_date": "2018-01-09", "reason": "Fel dag i listan"}),
        ("correct_outcome", {"date": "2018-03-02", "kind": "employment", "reason": "Fel dag i listan"}),
        ("withdraw_outcome", {"reason": "Fel dag i listan"}),
    ],
)
def test_what_was_typed_about_a_row_is_in_the_form_about_its_copy(leader, apart, name, typed):
    path = rows_of(apart[0])[name]
    owner = re.search(r'name="form-owner" value="([^"]+)"', leader.get(path).text)[1]
    merge(leader, *apart)
    before = everything(Participation.objects.get(project=apart[0].project))
    sent = {"form-owner": owner, **typed}
    page = leader.post(path, sent, HTTP_REFERER=f"http://testserver{path}", follow=True)
    assert page.resolver_match.view_name == f"register:{name}"
    assert "Fel dag i listan" in page.text
    assert "Lena Ledare slog ihop posten med en annan" in page.text
    assert "spara det igen" in page.text
    assert everything(Participation.objects.get(project=apart[0].project)) == before


def test_an_outcome_that_both_records_had_leads_to_the_one_that_was_kept(leader, pair):
    for each in pair:
        OutcomeEventFactory(participation=each, kind="employment", happened_on=date(2018, 6, 1))
    paths = [rows_of(each)["correct_outcome"] for each in pair]
    merge(leader, *pair)
    kept = Participation.objects.get(project=pair[0].project).outcomes.get()
    for path in paths:
        assert leader.get(path, follow=True).resolver_match.kwargs["pk"] == kept.pk


def test_who_merged_the_records_is_not_said_to_users_who_do_not_see_them(leader, apart, sign_in, cast):
    paths = rows_of(apart[0]).values()
    merge(leader, *apart)
    for path in paths:
        page = sign_in(cast.stranger).get(path)
        assert page.status_code == 404
        assert "Lena" not in page.text
