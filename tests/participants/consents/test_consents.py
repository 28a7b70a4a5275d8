"""Consents by purpose: given, refused and withdrawn, and what is refused without them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from participants.consents.models import AskedConsents, PrivacyEntry
from participants.consents.states import in_force, possible_answers
from participants.employers.models import Placement
from tests.factories import OSKARSHAMN, VASTERVIK, ParticipationFactory, PrivacyEntryFactory
from tests.participants.consents.test_information import address
from tests.participants.employers.examples import employer_of
from tests.participants.plans.test_plan import sent_by
from tests.sample_objects import merge_of


@pytest.fixture
def person(cast):
    AskedConsents.objects.create(project=cast.project, subjects=["employers"])
    return ParticipationFactory(project=cast.project, spell__municipality_id=OSKARSHAMN)


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.case_worker)


def place(client, person, employer):
    page = reverse("employers:place", args=[person.project.slug, person.public_id])
    entry = person.spells.get().entry_date
    typed = {"where": f"employer:{employer.pk}", "kind": "internship", "starts_on": entry, "ends_on": ""}
    return client.post(page, {**sent_by(client, page), **typed})


def answer(client, person, chosen, **typed):
    page = address(person, "employers")
    return client.post(page, sent_by(client, page, answer=chosen, means="in_writing", **typed))


@pytest.mark.django_db
def test_a_placement_needs_the_consent_that_the_project_asks_for(cast, client, person):
    employer = employer_of(cast.project)
    refused = place(client, person, employer)
    assert "Deltagaren har inte samtyckt till: kontakt med arbetsgivare åt deltagaren." in refused.text
    assert f'href="{address(person, "employers")}"' in refused.text
    assert answer(client, person, "given", paper="project").status_code == 302
    assert place(client, person, employer).status_code == 302
    assert answer(client, person, "withdrawn").status_code == 302

    person.spells.update(entry_date=person.spells.get().entry_date + timedelta(1))
    assert "har inte samtyckt" in place(client, person, employer).text
    assert Placement.objects.count() == 1  # what is recorded stays
    page = client.get(reverse("consents:person", args=[person.project.slug, person.public_id])).text
    assert "Inga nya placeringar kan skrivas in." in page
    answers = PrivacyEntry.objects.order_by("pk").values_list("answer", "text__version", "recorded_by")
    assert list(answers) == [("given", 1, cast.case_worker.pk), ("withdrawn", None, cast.case_worker.pk)]


@pytest.mark.django_db
def test_no_consent_is_needed_where_the_project_asks_for_none(cast, client, person, sign_in):
    leader, page = sign_in(cast.leader), reverse("consents:choose", args=[cast.project.slug])
    version = {"version": leader.get(page).context["form"].version}
    assert leader.post(page, {**version, "subjects": ["contact", "photographs"]}).status_code == 302
    assert AskedConsents.objects.get().subjects == ["contact", "photographs"]
    assert place(client, person, employer_of(cast.project)).status_code == 302
    detail = client.get(person.get_absolute_url()).text
    panel = detail.split("Information och samtycken</h2>")[1].split("</section>")[0]
    assert "Kontakt med e-post och sms" in panel
    assert "Kontakt med arbetsgivare" not in panel


@pytest.mark.django_db
def test_what_was_given_to_a_merged_record_holds_and_can_be_withdrawn(cast, client, person):
    merge = merge_of(person, by=cast.leader)
    PrivacyEntryFactory(participation=merge.second, subject="employers", answer="given")
    employer = employer_of(cast.project)
    assert place(client, person, employer).status_code == 302
    assert answer(client, person, "withdrawn").status_code == 302
    assert Placement.objects.count() == 1
    # A consent that does not hold can't be withdrawn again, and no day to come can be recorded.
    tomorrow = timezone.localdate() + timedelta(1)
    assert answer(client, person, "withdrawn").status_code == 200
    assert answer(client, person, "given", answered_on=tomorrow).status_code == 200


@given(st.lists(st.integers(0, 3), max_size=12))
def test_a_mistake_takes_back_the_last_entry_and_nothing_else(choices):
    entries, kept = [], []
    for choice in choices:
        current = in_force(entries).get("contact")
        assert (current and current.answer) == (kept[-1] if kept else None)
        possible = possible_answers("contact", current)
        chosen = possible[choice % len(possible)]
        entries.append(PrivacyEntry(subject="contact", answer=chosen))
        kept = kept[:-1] if chosen == "mistake" else [*kept, chosen]
        assert ("withdrawn" in possible) == bool(current and current.answer == "given")


@pytest.mark.django_db
def test_one_answer_is_recorded_for_several_people_who_have_none(cast, client, person, sign_in):
    place = {"project": cast.project, "spell__municipality_id": OSKARSHAMN}
    second, answered, mistaken = (ParticipationFactory(**place) for _each in range(3))
    hidden = ParticipationFactory(**place, person__protected=True)
    left = ParticipationFactory(**place, spell__left=True)
    elsewhere = ParticipationFactory(project=cast.project, spell__municipality_id=VASTERVIK)
    for each, answers in ((answered, ["given"]), (mistaken, ["given", "mistake"])):
        assert [answer(client, each, chosen).status_code for chosen in answers] == [302] * len(answers)
    page = reverse("consents:record_several", args=[cast.project.slug, "employers"])
    form = client.get(page).context["form"]
    keys = {str(each.public_id) for each in (person, second, mistaken)}
    assert {key for key, _text in form.fields["people"].choices} == keys

    given = {"answer": "given", "answered_on": timezone.localdate(), "language": "sv", "means": "in_writing"}
    for wrong, field in (({}, "people"), ({"people": [str(hidden.public_id)]}, "people")):
        assert field in client.post(page, given | wrong).context["form"].errors
    tomorrow = {"answered_on": timezone.localdate() + timedelta(2), "people": list(keys)}
    assert person.family_name in str(client.post(page, given | tomorrow).context["form"].errors)
    assert PrivacyEntry.objects.filter(participation=person).count() == 0  # all or none
    assert client.post(page, given | {"people": list(keys)}).status_code == 302
    assert PrivacyEntry.objects.filter(answer="given", text__version=1).count() == 3 + 2
    assert "people" in client.post(page, given | {"people": list(keys)}).context["form"].errors  # sent twice
    for nobody in (hidden, left, elsewhere):
        assert not nobody.privacy_entries.exists()

    choose = reverse("consents:choose", args=[cast.project.slug])
    leader = sign_in(cast.leader)
    leader.post(choose, sent_by(leader, choose, subjects=["employers", "contact"]))
    history = leader.get(reverse("projects:changes", args=[cast.project.slug]) + "?about=consents").text
    assert "till kontakt med e-post och sms, kontakt med arbetsgivare" in history
