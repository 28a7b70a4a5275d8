"""History on the person's page."""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participants.imports.actions import import_file
from participants.register.actions import change_protection
from participants.register.models import Participation
from tests.accounts.audit.tampering import execute
from tests.factories import KALMAR, InterventionFactory, OutcomeEventFactory, ParticipationFactory
from tests.participants.imports.files import csv_file, person
from tests.participants.register.person.pages import page

# Real transactions: all writes of one transaction are one change in the history.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def writing_as():
    """Return a function that makes the connection write as a user."""
    yield lambda user: execute("SELECT set_config('esfportal.user', %s, false)", str(user.pk) if user else "")
    execute("SELECT set_config('esfportal.user', '', false)")


def history_of(client, participation):
    """Return the texts of the page's changes, latest first."""
    html = client.get(participation.get_absolute_url()).content.decode()
    section = html.partition(">Historik</h2>")[2].partition("</section>")[0]
    items = re.split(r'<li>\s*<p>\s*<time class="quiet"', section)[1:]
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", f"<p {item}")).split()) for item in items]


def test_a_corrected_end_shows_author_old_and_new_value(client, cast, taking_part, writing_as):
    writing_as(cast.case_worker)
    client.post(page(taking_part, "exit/"), {"exit_date": "2018-09-01", "exit_reason": "completed"})
    spell = taking_part.spells.get()
    client.post(
        page(taking_part, f"spells/{spell.pk}/"),
        {
            "entry_date": "2018-03-01",
            "exit_date": "2018-10-01",
            "exit_reason": "completed",
            "municipality": "0882",
            "reason": "Fel månad i listan",
        },
    )
    latest, ended, *_rest = history_of(client, taking_part)
    assert latest.endswith(
        "Olle Handläggare ändrade slutdatum från 2018-09-01 till 2018-10-01. Skäl: Fel månad i listan"
    )
    assert "ändrade slutdatum från inte angivet till 2018-09-01" in ended
    assert "ändrade avslutsorsak från inte angivet till" in ended
    assert re.match(r"\d+ \w+ \d{4} kl\. \d\d:\d\d Olle Handläggare", latest)


def test_fields_written_together_are_one_change(client, cast, taking_part, writing_as):
    writing_as(cast.colleague)
    Participation.objects.filter(pk=taking_part.pk).update(
        family_name="Öberg", education_level=6, in_education=True, disability="yes"
    )
    latest, *rest = history_of(client, taking_part)
    assert "Vera Kollega :" in latest
    assert f"ändrade efternamn från {taking_part.family_name} till Öberg" in latest
    assert "Gymnasial utbildning" in latest
    assert "från nej till ja" in latest
    assert len([line for line in rest if "Öberg" in line]) == 0


def test_sensitive_answers_and_numbers_show_no_content(client, cast, taking_part):
    Participation.objects.filter(pk=taking_part.pk).update(disability="yes", admission_ground="Kanarie")
    taking_part.refresh_from_db()
    taking_part.admission_ground = ""
    taking_part.save()
    execute(
        "UPDATE register_person SET number_kind = 'personnummer', number_index = '\\x01',"
        " number_encrypted = '\\x02', number_key_version = 1 WHERE id = %s",
        taking_part.person_id,
    )
    history = " ".join(history_of(client, taking_part))
    assert history.count("ändrade en känslig uppgift") == 2
    assert "ändrade personnumret" in history
    assert "Kanarie" not in history
    assert "unktionsnedsättning" not in history


def test_outcomes_and_spells_in_words(cast, sign_in, writing_as):
    writing_as(cast.case_worker)
    strand = InterventionFactory(project=cast.project, name="Kalejdo syd", code="syd")
    participation = ParticipationFactory(
        project=cast.project, spell__left=True, spell__intervention=strand, spell__municipality_id=KALMAR
    )
    wrong = OutcomeEventFactory(participation=participation, kind="education")
    OutcomeEventFactory(participation=participation, supersedes=wrong, kind="employment")
    history = "\n".join(history_of(sign_in(cast.leader), participation))
    assert "antecknade: studier, 10 september 2018" in history
    assert "rättade en händelse till: anställning, 10 september 2018" in history
    assert "började en period: 1 mars 2018, Kalmar, Kalejdo syd" in history
    assert "registrerade deltagaren" in history


def test_an_import_is_one_change(cast, sign_in):
    file = csv_file([person()])
    import_file(cast.project, "participants", file, by=cast.leader)
    participation = Participation.objects.latest("pk")
    assert "via import" in history_of(sign_in(cast.leader), participation)[0]


def test_a_locked_record_shows_no_history(client, cast, sign_in, taking_part, writing_as):
    writing_as(cast.case_worker)
    change_protection(taking_part, level="confidentiality_mark", may_lower=False, by=cast.case_worker)
    other = sign_in(cast.leader).get(taking_part.get_absolute_url())
    assert other.status_code == 403
    assert "Historik" not in other.content.decode()


def test_changes_in_another_project_are_not_shown(client, cast, taking_part, writing_as):
    ParticipationFactory(project=cast.other_project, person=taking_part.person, given_name="Annorstädes")
    before = history_of(client, taking_part)
    writing_as(cast.stranger)
    execute("UPDATE register_person SET birth_date = '1986-01-01' WHERE id = %s", taking_part.person_id)
    latest, *rest = history_of(client, taking_part)
    assert rest == before
    assert "Någon utanför projektet ändrade födelsedatum från 1985-05-17 till 1986-01-01" in latest
    assert cast.stranger.full_name not in " ".join([latest, *rest])
    assert "Annorstädes" not in " ".join([latest, *rest])


def test_changes_by_sql_are_shown(client, taking_part):
    execute("UPDATE register_participation SET rural = true WHERE id = %s", taking_part.pk)
    assert "Någon med tillgång till databasen ändrade" in history_of(client, taking_part)[0]


def test_a_long_history_takes_no_more_queries_and_is_cut(client, taking_part):
    def visit():
        return client.get(taking_part.get_absolute_url())

    Participation.objects.filter(pk=taking_part.pk).update(education_level=0)
    visit()
    with CaptureQueriesContext(connection) as few:
        visit()
    for number in range(70):
        Participation.objects.filter(pk=taking_part.pk).update(education_level=1 + number % 8)
    with CaptureQueriesContext(connection) as many:
        response = visit()
    assert len(many) == len(few)
    assert response.content.decode().count("ändrade högsta avslutade utbildning") == 50
    assert "Det finns äldre ändringar också." in response.content.decode()


def test_a_history_in_english(client, cast, taking_part):
    Participation.objects.filter(pk=taking_part.pk).update(unemployed_since=date(2017, 2, 1))
    client.cookies["django_language"] = "en"
    html = client.get(taking_part.get_absolute_url()).content.decode()
    assert "changed unemployed since from 2017-01-15 to 2017-02-01" in html


@pytest.mark.parametrize(("source", "ending"), [("import_outcomes", ", från en fil."), ("tidy_up", ".")])
def test_a_command_is_shown_as_the_operator(client, taking_part, source, ending):
    execute("SELECT set_config('esfportal.source', %s, false)", source)
    execute("UPDATE register_participation SET rural = true WHERE id = %s", taking_part.pk)
    execute("SELECT set_config('esfportal.source', '', false)")
    latest = history_of(client, taking_part)[0]
    assert "Den som driver portalen ändrade" in latest
    assert latest.endswith(f"till ja{ending}")


def test_changes_before_the_participation_are_not_shown(client, cast, writing_as):
    # That another project protected the person for a time would reveal the participation there.
    elsewhere = ParticipationFactory(project=cast.other_project)
    person = elsewhere.person
    for level in ("confidentiality_mark", "none"):
        person.protection = level
        person.save()
    here = ParticipationFactory(project=cast.project, person=person)
    assert "sekretessmarkering" not in " ".join(history_of(client, here))
    person.protection = "confidentiality_mark"
    person.save()
    person.protection = "none"
    person.save()
    assert "sekretessmarkering" in " ".join(history_of(client, here))


def test_voiding_and_restoring_are_said_in_words(cast, sign_in, taking_part, writing_as):
    leader = sign_in(cast.leader)
    writing_as(cast.leader)
    leader.post(page(taking_part, "void/"), {"reason": "Fel projekt"})
    leader.post(page(taking_part, "restore/"))

    restored, voided, *_earlier = history_of(leader, taking_part)

    assert restored.endswith("återställde registreringen.")
    assert "makulerade registreringen" in voided
    assert "Fel projekt" in voided
    assert "ändrade" not in restored + voided
