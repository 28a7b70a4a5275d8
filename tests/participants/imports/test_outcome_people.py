"""Outcomes by number: whom each row concerns is shown, and a row that says another person is asked about."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import AccessLogEntry
from participants.imports.actions import ImportRefused, ImportUnanswered, import_file
from participants.imports.models import ImportDraft
from participants.register.identity.numbers import parse_number
from participants.register.identity.person_lookup import replace_number
from participants.register.models import AuthorisedCaseWorker, OutcomeEvent
from tests.answers import outside_tags
from tests.factories import OutcomeEventFactory, ParticipationFactory, PersonFactory
from tests.jobs import run_jobs
from tests.participants.imports.files import ASA, BO, EVA, csv_file, outcome, text_file, xlsx_file

pytestmark = pytest.mark.django_db
COORDINATION, NUMBER = "195508712386", "195508112561"


@pytest.fixture
def asa(cast):
    names = {"given_name": "Åsa", "family_name": "Öberg"}
    return ParticipationFactory(project=cast.project, person=PersonFactory(number=ASA), **names)


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


def review(client, cast, *rows, as_file=csv_file):
    file = as_file(rows, "outcomes")
    file.name = "lista"
    address = reverse("imports:import_outcomes", args=[cast.project.slug])
    return client.post(address, {"file": file}, follow=True)


def concerned(page):
    return [row.concerned for row in page.context["listed"].rows]


def imported(cast, *rows, **options):
    return import_file(cast.project, "outcomes", csv_file(rows, "outcomes"), by=cast.leader, **options)


# Whom the rows concern


@pytest.mark.parametrize("as_file", [csv_file, xlsx_file])
def test_the_review_names_the_participant_of_each_row(cast, leader, asa, as_file):
    page = review(leader, cast, outcome(), outcome(kind="internship"), as_file=as_file)
    rows = concerned(page)
    assert [(row.row, row.name, row.number, row.is_old_number) for row in rows] == [
        (2, "Åsa Öberg", "19940112-****", False),
        (3, "Åsa Öberg", "19940112-****", False),
    ]
    assert asa.get_absolute_url() in page.text
    assert "född 1994" in page.text
    assert ASA[8:] not in outside_tags(page.text)
    assert ASA[2:] not in page.text
    assert AccessLogEntry.objects.filter(subjects=[asa.pk], actor=cast.leader, purpose="import").exists()


def test_what_happens_to_each_row_is_shown(cast, leader, asa):
    OutcomeEventFactory(participation=asa, kind="employment", happened_on="2018-06-01")
    OutcomeEventFactory(participation=asa, kind="education", happened_on="2018-06-01")
    rows = [outcome(), outcome(kind="education", evidence="Intyg"), outcome(kind="internship")]
    page = review(leader, cast, *rows)
    assert [row.result for row in concerned(page)] == [
        "finns redan",
        "kompletterar det som finns",
        "ny",
    ]


def test_many_rows_come_page_by_page(cast, leader, asa):
    days = [f"2018-0{month}-{day}" for month in (4, 5, 6) for day in range(10, 28)]
    review(leader, cast, *(outcome(date=day) for day in days))
    address = reverse("imports:import_review", args=[cast.project.slug, ImportDraft.objects.get().pk])
    assert [row.row for row in concerned(leader.get(address, {"page": 2}))] == [52, 53, 54, 55]


def test_a_protected_person_has_no_name_there(cast, leader, asa):
    asa.person.protection = "protected_registration"
    asa.person.save()
    locked = review(leader, cast, outcome())
    assert [(row.name, row.result) for row in concerned(locked)] == [
        ("Skyddade personuppgifter", "hoppas över")
    ]
    AuthorisedCaseWorker.objects.create(participation=asa, user=cast.leader, authorised_by=cast.leader)
    open_to_leader = review(leader, cast, outcome())
    (row,) = concerned(open_to_leader)
    assert (row.name, row.born, row.is_old_number) == ("Skyddade personuppgifter", "", False)
    assert "Öberg" not in locked.text + open_to_leader.text
    assert "född 1994" not in locked.text + open_to_leader.text


def test_a_list_of_participants_has_no_such_table(cast, leader):
    file = csv_file([{"personal_identity_number": ASA, "given_name": "Åsa"}])
    file.name = "lista.csv"
    page = leader.post(reverse("imports:import_participants", args=[cast.project.slug]), {"file": file})
    assert "Vem raderna gäller" not in page.text


def test_the_command_prints_whom_each_row_concerns(cast, asa, tmp_path, capsys):
    path = tmp_path / "list.csv"
    path.write_bytes(csv_file([outcome()], "outcomes").getvalue())
    call_command("import_outcomes", cast.project.slug, str(path), "--dry-run", "--people")
    listed, counts = capsys.readouterr().out.splitlines()
    assert listed == "rad 2: 19940112-****, Å. Ö.: anställning 2018-06-01, ny"
    assert counts.startswith("created 1")
    call_command("import_outcomes", cast.project.slug, str(path), "--dry-run")
    assert capsys.readouterr().out.startswith("created 1")
    assert not OutcomeEvent.objects.exists()


# Older numbers


def test_an_older_number_finds_the_person_and_is_pointed_out(cast, leader):
    there = ParticipationFactory(project=cast.project, person=PersonFactory(number=COORDINATION))
    replace_number(there.person, parse_number(NUMBER))
    page = review(leader, cast, outcome(COORDINATION))
    (row,) = concerned(page)
    assert (row.name, row.is_old_number) == (there.full_name, True)
    assert "ett äldre nummer för personen" in page.text
    imported(cast, outcome(COORDINATION))
    assert there.outcomes.count() == 1
    assert imported(cast, outcome(NUMBER)).unchanged == 1


# Names, birth date and sex in the file


AGREEING = [
    {"given_name": "Åsa", "family_name": "Öberg", "birth_date": "1994-01-12", "gender": "woman"},
    {"given_name": "ASA", "family_name": "Ek"},
    {"given_name": "Öberg", "family_name": "Åsa"},
    {"given_name": "Åsa"},
    {"family_name": "Lund"},
]


@pytest.mark.parametrize("said", AGREEING)
def test_what_agrees_with_the_person_is_not_asked_about(cast, asa, said):
    imported(cast, outcome(**said))
    assert OutcomeEvent.objects.get().participation == asa


def test_another_name_is_asked_about_before_anything_is_saved(cast, leader, asa):
    row = outcome(given_name="Bo", family_name="Ek")
    page = review(leader, cast, row)
    (question,) = page.context["plan"].questions
    assert (question.code, question.rows) == ("other_name", (2,))
    assert "Numret tillhör Åsa Öberg, men på raden står Bo Ek." in question.message
    with pytest.raises(ImportUnanswered):
        imported(cast, row)
    assert not OutcomeEvent.objects.exists()
    imported(cast, row, confirmed=["other_name"])
    assert imported(cast, row).unchanged == 1, "what is stored is not asked about again"


def test_the_answer_is_given_on_the_page(cast, leader, asa):
    page = review(leader, cast, outcome(given_name="Bo", family_name="Ek"))
    draft = ImportDraft.objects.get()
    asked = page.context["answers"].initial["asked"]
    confirm = reverse("imports:import_confirm", args=[cast.project.slug, draft.pk])
    leader.post(confirm, {"asked": asked, "asks_reason": "False"})
    assert run_jobs("import") == 0
    leader.post(confirm, {"asked": asked, "confirmed": asked, "asks_reason": "False"})
    assert run_jobs("import") == 1
    assert OutcomeEvent.objects.get().participation == asa


@pytest.mark.parametrize(
    ("said", "column"), [({"birth_date": "1994-01-13"}, "birth_date"), ({"gender": "man"}, "gender")]
)
def test_what_the_number_itself_contradicts_is_a_mistake(cast, asa, said, column):
    with pytest.raises(ImportRefused) as refused:
        imported(cast, outcome(**said))
    (problem,) = refused.value.problems.listed
    assert (problem.row, problem.column) == (2, column)


def test_the_stored_birth_date_and_sex_are_compared_too(cast):
    # The number was corrected: the older one tells another birth date and sex.
    there = ParticipationFactory(project=cast.project, person=PersonFactory(number=BO))
    replace_number(there.person, parse_number(EVA))
    row = outcome(BO, birth_date="1985-05-17", gender="man")
    with pytest.raises(ImportUnanswered) as asked:
        imported(cast, row)
    assert [each.code for each in asked.value.questions] == ["other_birth_date", "other_gender"]
    imported(cast, row, confirmed=["other_birth_date", "other_gender"])
    assert there.outcomes.count() == 1


def test_the_command_and_protected_people_show_no_stored_name(cast, leader, asa, tmp_path, capsys):
    path = tmp_path / "list.csv"
    row = outcome(given_name="Bo", family_name="Ek", birth_date="1994-01-12")
    path.write_bytes(csv_file([row], "outcomes").getvalue())
    with pytest.raises(CommandError, match="--confirm other_name"):
        call_command("import_outcomes", cast.project.slug, str(path))
    assert "Öberg" not in capsys.readouterr().err
    asa.person.protection = "confidentiality_mark"
    asa.person.save()
    AuthorisedCaseWorker.objects.create(participation=asa, user=cast.leader, authorised_by=cast.leader)
    page = review(leader, cast, row)
    assert [each.code for each in page.context["plan"].questions] == ["other_name"]
    assert "Öberg" not in page.text


def test_a_list_exported_with_names_is_a_list_of_outcomes(cast, leader, asa):
    text = (
        f"Personnummer;Förnamn;Efternamn;Födelsedatum;Kön;Datum;Händelse\n"
        f"{ASA};Åsa;Öberg;1994-01-12;Kvinna;2018-06-01;Anställning\n"
    )
    plan = import_file(cast.project, "outcomes", text_file(text), by=cast.leader)
    assert plan.created == 1
