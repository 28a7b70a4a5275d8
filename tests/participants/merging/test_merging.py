"""Merging two records of one person, through the pages."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.audit.models import AuditEntry
from accounts.audit.row_versions import version_of
from accounts.models import AccessLogEntry
from esfportal.demo.data.numbers import official_number
from participants.register.models import Merge, Participation, Person, Spell
from participants.week_sheets.models import EMPTY
from reporting.indicators.figures import compute
from tests.factories import (
    OSKARSHAMN,
    VASTERVIK,
    OutcomeEventFactory,
    ParticipationFactory,
)
from tests.participants.attendance.examples import activity_of
from tests.participants.imports.files import csv_file, person
from tests.participants.week_sheets.examples import MONDAY, sheet_of

pytestmark = pytest.mark.django_db
NUMBER = official_number(date(1985, 5, 17), "woman")
COORDINATION = "197010632391"


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


@pytest.fixture
def pair(cast):
    """Elsa with a number in Oskarshamn, and without one in Västervik, where she has ended."""
    first = ParticipationFactory(
        project=cast.project, person__number=NUMBER, family_name="Lind", created_by=cast.case_worker
    )
    second = ParticipationFactory(
        project=cast.project,
        family_name="Lindh",
        education_level=5,
        created_by=cast.colleague,
        spell__entry_date=date(2018, 5, 1),
        spell__exit_date=date(2018, 9, 1),
        spell__exit_reason="completed",
        spell__municipality_id=VASTERVIK,
    )
    return first, second


def page_of(first, second):
    return f"{first.get_absolute_url()}merge/{second.public_id}/"


def answers_of(form, **changes):
    """Return what the page's form sends, with the choices as they are offered."""
    filled = {name: form[name].value() for name in form.fields}
    return {**filled, "version": version_of(*form.rows), "reason": "Registrerad två gånger", **changes}


def merge(client, first, second, **changes):
    form = client.get(page_of(first, second)).context["form"]
    return client.post(page_of(first, second), answers_of(form, **changes))


def undo(client, merged, **answers):
    return client.post(f"{merged.get_absolute_url()}undo-merge/", {"reason": "Två personer", **answers})


def everything(*participations):
    """Return all stored about the records except when a row was read last."""
    rows = []
    for each in participations:
        row = Participation.with_voided.filter(pk=each.pk)
        rows += [list(row.values()), list(Person.objects.filter(pk=each.person_id).values())]
        rows += [list(each.spells.order_by("pk").values()), list(each.outcomes.order_by("pk").values())]
        rows += [list(each.authorised_case_workers.order_by("pk").values())]
    return rows


def participants(cast):
    lines = {line.code: line for line in compute(cast.project).document.measures}
    return lines["participants"].cumulative.total


def test_two_records_become_one(cast, leader, pair):
    first, second = pair
    job = OutcomeEventFactory(participation=second, happened_on=date(2018, 9, 10))

    response = merge(leader, first, second, family_name="second")

    merged = Participation.objects.get(project=cast.project)
    assert response["Location"] == merged.get_absolute_url()
    assert merged.full_name == "Elsa Lindh"
    assert merged.person == first.person
    spell = merged.spells.get()
    assert (spell.entry_date, spell.exit_date, spell.municipality_id) == (date(2018, 3, 1), None, OSKARSHAMN)
    copied = merged.outcomes.get()
    assert (copied.kind, copied.happened_on, copied.recorded_at) == (
        job.kind,
        job.happened_on,
        job.recorded_at,
    )
    assert participants(cast) == 1


def test_the_end_and_the_place_are_chosen(cast, leader, pair):
    first, second = pair
    ends, place = second.spells.get(), second.spells.get()

    merge(leader, first, second, end_0=str(ends.pk), place_0=str(place.pk))

    spell = Spell.objects.get(participation=Participation.objects.get(project=cast.project))
    assert (spell.entry_date, spell.exit_date) == (date(2018, 3, 1), date(2018, 9, 1))
    assert (spell.exit_reason, spell.municipality_id) == ("completed", VASTERVIK)


def test_periods_after_each_other_stay_apart(cast, leader):
    first = ParticipationFactory(project=cast.project, spell__left=True)
    second = ParticipationFactory(project=cast.project, spell__entry_date=date(2018, 9, 2))

    merge(leader, first, second)

    merged = Participation.objects.get(project=cast.project)
    assert [spell.entry_date for spell in merged.spells.all()] == [date(2018, 3, 1), date(2018, 9, 2)]


def test_equal_outcomes_are_kept_once_in_the_order_of_recording(cast, leader):
    first = ParticipationFactory(project=cast.project, spell__left=True)
    second = ParticipationFactory(project=cast.project, spell__left=True)
    OutcomeEventFactory(participation=first, evidence="Anställningsbevis")
    OutcomeEventFactory(participation=second, kind="unemployed")
    OutcomeEventFactory(participation=second)

    merge(leader, first, second)

    merged = Participation.objects.get(project=cast.project)
    found = [(event.kind, event.evidence) for event in merged.outcomes.order_by("place")]
    assert found == [("unemployed", ""), ("employment", "Anställningsbevis")]


def test_corrections_keep_what_they_correct(cast, leader):
    first = ParticipationFactory(project=cast.project, spell__left=True)
    second = ParticipationFactory(project=cast.project, spell__left=True)
    wrong = OutcomeEventFactory(participation=second)
    OutcomeEventFactory(participation=second, kind="internship", supersedes=wrong, correction_reason="Fel")

    merge(leader, first, second)

    merged = Participation.objects.get(project=cast.project)
    assert [event.kind for event in merged.outcomes.in_force()] == ["internship"]
    assert merged.outcomes.get(kind="internship").supersedes.kind == "employment"


def test_undo_restores_both_records_exactly(cast, leader, pair):
    first, second = pair
    OutcomeEventFactory(participation=second)
    before, figures = everything(first, second), compute(cast.project).document.digest
    merge(leader, first, second)
    merged = Participation.objects.get(project=cast.project)
    assert compute(cast.project).document.digest != figures

    response = undo(leader, merged)

    assert response["Location"] == first.get_absolute_url()
    assert everything(first, second) == before
    assert compute(cast.project).document.digest == figures
    assert not Participation.objects.filter(pk=merged.pk).exists()
    assert leader.get(f"/projects/{cast.project.slug}/participants/voided/").context["voided"] == []


def test_both_addresses_lead_to_the_merged_record(cast, leader, pair):
    first, second = pair
    page = f"{second.get_absolute_url()}outcomes/new/"
    merge(leader, first, second)
    merged = Participation.objects.get(project=cast.project)

    for address in (first.get_absolute_url(), second.get_absolute_url(), page):
        assert leader.get(address)["Location"] == merged.get_absolute_url()
    response = leader.post(page, {"date": "2018-09-10", "kind": "employment"}, follow=True)
    assert "Inget har sparats" in response.text
    assert not merged.outcomes.exists()


def test_the_numbers_of_both_are_found(cast, leader):
    first = ParticipationFactory(project=cast.project, person__number=NUMBER)
    second = ParticipationFactory(project=cast.project, person__number=COORDINATION)
    third = ParticipationFactory(project=cast.project)
    merge(leader, first, second)
    between = Participation.objects.exclude(pk=third.pk).get(project=cast.project)
    merge(leader, third, between)
    merged = Participation.objects.get(project=cast.project)

    for number in (NUMBER, COORDINATION):
        response = leader.post("/participants/search/", {"q": number, "project": ""}, follow=True)
        assert [row.participation for row in response.context["rows"]] == [merged]
        page = f"/projects/{cast.project.slug}/participants/register/"
        answers = {
            "personal_identity_number": number,
            "given_name": "Elsa",
            "family_name": "Lind",
            "protected_identity": "none",
            "entry_date": "2018-03-01",
            "municipality": OSKARSHAMN,
        }
        assert leader.post(page, answers).context["existing"] == merged
    assert "197010" in leader.get(merged.get_absolute_url()).text


@pytest.mark.parametrize("number", [NUMBER, COORDINATION])
def test_an_import_finds_the_merged_record(cast, leader, number, tmp_path):
    first = ParticipationFactory(project=cast.project, person__number=NUMBER, family_name="Lind")
    second = ParticipationFactory(project=cast.project, person__number=COORDINATION, family_name="Lind")
    merge(leader, first, second)
    row = person(number, given_name="Elsa", family_name="Lind", labour_market_status="employed")
    file = tmp_path / "list.csv"
    file.write_bytes(csv_file([row]).getvalue())

    call_command("import_participants", cast.project.slug, str(file), reason="Rättat underlag")

    merged = Participation.objects.get(project=cast.project)
    assert merged.labour_market_status == "employed"


def test_logs_and_history_of_both_are_on_the_merged_record(cast, leader, pair):
    first, second = pair
    leader.get(second.get_absolute_url())
    merge(leader, first, second)
    merged = Participation.objects.get(project=cast.project)

    entries = AuditEntry.objects.filter(action="records_merged")
    assert {entry.object_id for entry in entries} == {str(first.pk), str(second.pk)}
    assert {entry.details["reason"] for entry in entries} == {"Registrerad två gånger"}
    response = leader.get(merged.get_absolute_url())
    actions = [action for change in response.context["changes"][0] for action in change.actions]
    assert actions.count("slog ihop två poster om personen") == 1
    assert any("Västervik" in action for action in actions)
    readers = leader.get(f"{merged.get_absolute_url()}readers/")
    shown = {tuple(row.entry.subjects) for row in readers.context["rows"]}
    assert (second.pk,) in shown
    assert AccessLogEntry.objects.filter(subjects__contains=[second.pk], kind="opened").count() >= 2


def test_nothing_is_merged_without_a_reason_or_after_a_change(cast, leader, pair):
    first, second = pair
    assert "reason" in merge(leader, first, second, reason=" ").context["form"].errors
    form = leader.get(page_of(first, second)).context["form"]
    second.spells.update(exit_date=date(2018, 10, 1))
    response = leader.post(page_of(first, second), answers_of(form))
    assert "efter att du öppnade formuläret" in response.text
    assert not Merge.objects.exists()


def test_the_other_record_is_suggested_and_searched_for(cast, leader):
    first = ParticipationFactory(project=cast.project, family_name="Lind")
    twin = ParticipationFactory(project=cast.project, family_name="Lind", person__number=NUMBER)
    other = ParticipationFactory(project=cast.project, family_name="Öberg")
    elsewhere = ParticipationFactory(project=cast.other_project, family_name="Öberg")
    page = f"{first.get_absolute_url()}merge/"

    response = leader.get(page)
    assert response.context["alike"] == [twin]
    assert "har liknande namn och födelsedatum" in leader.get(first.get_absolute_url()).text
    assert leader.post(page, {"q": "öberg"}).context["found"] == [other]
    assert leader.post(page, {"q": NUMBER}).context["found"] == [twin]
    assert leader.get(page_of(first, elsewhere)).status_code == 404
    assert leader.get(page_of(first, first)).status_code == 404


def test_more_records_that_are_alike_take_no_more_statements(cast, leader):
    def statements(people):
        ParticipationFactory.create_batch(people, project=cast.project, family_name="Lind")
        with CaptureQueriesContext(connection) as captured:
            assert len(leader.get(page).context["alike"]) == Participation.objects.count() - 1
        return len(captured)

    page = f"{ParticipationFactory(project=cast.project, family_name='Lind').get_absolute_url()}merge/"
    assert statements(people=1) == statements(people=3)


def test_a_person_in_other_projects_is_not_changed_there(cast, leader, sign_in):
    known = Person.objects.get(pk=ParticipationFactory(project=cast.other_project).person_id)
    there = known.participations.get()
    first = ParticipationFactory(project=cast.project, person=known)
    second = ParticipationFactory(project=cast.project, person__number=NUMBER)
    before = everything(there)

    response = merge(leader, first, second)
    assert cast.other_project.name not in leader.get(response["Location"]).text

    assert everything(there) == before
    assert sign_in(cast.stranger).get(there.get_absolute_url()).status_code == 200


def test_a_later_correction_can_choose_the_other_number(cast, leader):
    first = ParticipationFactory(project=cast.project, person__number=NUMBER)
    second = ParticipationFactory(project=cast.project, person__number=COORDINATION)
    merge(leader, first, second, number="first")
    merged = Participation.objects.get(project=cast.project)

    leader.post(
        f"{merged.get_absolute_url()}identity/",
        {
            "personal_identity_number": COORDINATION,
            "birth_date": str(second.person.birth_date),
            "sex": second.person.sex,
            "given_name": "Elsa",
            "family_name": "Lind",
            "reason": "Rätt nummer",
        },
    )

    merged.refresh_from_db()
    assert merged.person_id == second.person_id


def test_two_week_sheets_of_one_week_are_not_merged(leader, pair):
    activity = activity_of(pair[0].project, kind="internship")
    sheet_of(pair[0], activity)
    sheet_of(pair[1], activity, monday=MONDAY + timedelta(7))
    same = sheet_of(pair[1], activity)
    assert "veckoblad för vecka 10, 2018: Kalejdo A1" in merge(leader, *pair).text
    same.write_content(EMPTY)
    same.save()
    assert merge(leader, *pair).status_code == 302


def test_the_questions_have_the_words_of_the_form(leader, pair):
    text = leader.get(page_of(*pair)).text
    assert "Ingen i hushållet arbetar" in text
    assert "Hushåll utan arbete" not in text
