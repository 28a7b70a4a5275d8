"""The two import commands: output, exit code, and all-or-nothing saving."""

import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from accounts.audit.models import AuditEntry
from accounts.models import AccessLogEntry
from participants.register.identity import numbers
from participants.register.models import OutcomeEvent, Participation, Person, Spell
from tests.factories import InterventionFactory, ParticipationFactory, PersonFactory, ProjectFactory
from tests.participants.imports.files import ASA, BO, EVA, csv_file, outcome, person, xlsx_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return ProjectFactory(slug="samverkan")


@pytest.fixture
def run(project, tmp_path, capsys):
    # run(rows) imports a file of the rows and returns (exit code, stdout, stderr).

    def imported(rows, kind="participants", *options, file=None, slug="samverkan"):
        path = tmp_path / "file"
        path.write_bytes((file or csv_file(rows, kind)).getvalue())
        return command(kind, slug, str(path), *options)

    def command(kind, slug, path, *options):
        capsys.readouterr()
        code, message = 0, ""
        try:
            call_command(f"import_{kind}", slug, path, "--language", "en", *options)
        except CommandError as error:
            code, message = error.returncode, str(error)
        out, err = capsys.readouterr()
        return code, out, err + message

    imported.command = command
    return imported


def stored():
    # Every table that an import writes to.
    models = (Person, Participation, Spell, OutcomeEvent)
    return {model.__name__: sorted(map(plain, model.objects.values())) for model in models}


def plain(row):
    return repr({name: bytes(v) if isinstance(v, memoryview) else v for name, v in row.items()})


def test_new_people_are_created_and_the_same_file_again_changes_nothing(run):
    rows = [person(), person(BO, given_name="Bo", protected_identity="confidentiality_mark")]
    assert run(rows)[:2] == (0, "created 2, updated 0, unchanged 0\n")
    before = stored()
    assert run(rows)[:2] == (0, "created 0, updated 0, unchanged 2\n")
    assert stored() == before


def test_every_column_is_stored_in_its_field(run, project):
    intervention = InterventionFactory(project=project, code="kalejdo")
    full = person(
        birth_date="1994-01-12", gender="woman", intervention="KALEJDO", unemployed_since="2017-05-01",
        in_education="no", self_employed="yes", jobless_household="yes", dependent_children="no",
        single_adult="", foreign_background="yes", third_country_national="no", minority="refused",
        disability="", other_disadvantage="no", homeless="no", rural="yes",
        protected_identity="protected_registration", exit_date="2018-09-01", exit_reason="flyttade",
        work_at_entry="no work", study_at_entry="sfi", study_extent_at_entry="50 %",
        incomes_at_entry="aktivitetsstöd 75 %, income_support", work_at_exit="arbete med stöd",
        work_hours_at_exit="40", study_at_exit="none", incomes_at_exit="wage 100",
    )  # fmt: skip
    assert run([full])[0] == 0
    participation = Participation.objects.get(project=project)
    assert numbers.decrypt_number(participation.person) == ASA
    assert (participation.person.birth_date, participation.person.sex) == (date(1994, 1, 12), "woman")
    assert participation.person.protection == "protected_registration"
    # An unemployed person is not asked about being self-employed: the form does not keep the answer, either.
    wanted = {
        "given_name": "Åsa", "family_name": "Öberg", "labour_market_status": "unemployed",
        "unemployed_since": date(2017, 5, 1), "in_education": False, "self_employed": None,
        "education_level": 3, "jobless_household": True, "dependent_children": False, "single_adult": None,
        "foreign_background": "yes", "third_country_national": "no", "minority": "refused", "disability": "",
        "other_disadvantage": "no", "homeless": False, "rural": True, "created_by": None,
    }  # fmt: skip
    assert {name: getattr(participation, name) for name in wanted} == wanted
    spell = participation.spells.get()
    assert (spell.entry_date, spell.exit_date, spell.exit_reason) == (
        date(2018, 3, 1),
        date(2018, 9, 1),
        "moved",
    )
    assert (spell.municipality_id, spell.intervention) == ("0882", intervention)
    situations = {
        "work_at_entry": "none", "work_hours_at_entry": None, "study_at_entry": "language",
        "study_extent_at_entry": 50, "incomes_at_entry": ["activity_support", "income_support"],
        "income_extents_at_entry": [75, None], "work_at_exit": "subsidised", "work_hours_at_exit": 40,
        "study_at_exit": "none", "study_extent_at_exit": None, "incomes_at_exit": ["wage"],
        "income_extents_at_exit": [100],
    }  # fmt: skip
    assert {name: getattr(spell, name) for name in situations} == situations
    # A file of before, and one with an empty cell, change nothing; a filled one changes its own column.
    without = {name: text for name, text in full.items() if "_at_" not in name}
    for again in (full, without, without | {"work_hours_at_exit": "", "incomes_at_entry": ""}):
        assert run([again])[1] == "created 0, updated 0, unchanged 1\n"
    assert run([without | {"incomes_at_entry": "lön"}])[1] == "created 0, updated 1, unchanged 0\n"
    situations |= {"incomes_at_entry": ["wage"], "income_extents_at_entry": [None]}
    spell.refresh_from_db()
    assert {name: getattr(spell, name) for name in situations} == situations


def test_a_dry_run_counts_and_saves_nothing(run):
    assert run([person()], "participants", "--dry-run")[:2] == (0, "created 1, updated 0, unchanged 0\n")
    assert not Person.objects.exists()
    assert AuditEntry.objects.get().action == "command_run"


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_a_refused_run_is_audited_and_in_the_access_log(run, project, options):
    there = ParticipationFactory(project=project, person__number=ASA)
    code, _out, error = run(
        [person(entry_date="2018-05-01"), person(BO, given_name="")], "participants", *options
    )

    assert code == 1
    assert "Mistakes in the file: 2. Rows with mistakes: 2." in error
    ran, refused = AuditEntry.objects.order_by("pk")
    assert (ran.action, refused.action) == ("command_run", "participants_import_refused")
    assert (refused.project, refused.actor, refused.details) == (project, None, {"problems": 2, "met": 1})
    read = AccessLogEntry.objects.get()
    assert (read.actor, read.project, read.kind, read.purpose) == (None, project, "searched", "import")
    assert read.subjects == [there.pk]


def test_filled_cells_update_and_empty_cells_change_nothing(run):
    run([person(minority="yes", unemployed_since="2017-01-01")])
    before = stored()
    sparse = {"personal_identity_number": ASA, "given_name": "Åsa", "family_name": "Öberg"}
    sparse |= {"municipality": "Oskarshamn", "entry_date": "2018-03-01"}
    assert run([sparse])[1] == "created 0, updated 0, unchanged 1\n"
    assert stored() == before
    changed = sparse | {"family_name": "Ek", "education_level": "5", "exit_date": "2018-09-01"}
    changed |= {"exit_reason": "completed"}
    assert run([changed], "participants", "--reason", "Fel")[1] == "created 0, updated 1, unchanged 0\n"
    participation = Participation.objects.get()
    assert (participation.family_name, participation.education_level) == ("Ek", 5)
    assert (participation.minority, participation.unemployed_since) == ("yes", date(2017, 1, 1))
    assert participation.spells.get().exit_date == date(2018, 9, 1)


def test_a_re_entry_is_a_further_spell_and_leaves_the_entry_record(run):
    first = person(exit_date="2018-09-01", exit_reason="completed")
    again = person(entry_date="2019-02-01", labour_market_status="employed", education_level="7")
    assert run([again, first])[1] == "created 2, updated 0, unchanged 0\n"
    participation = Participation.objects.get()
    assert [spell.entry_date for spell in participation.spells.all()] == [date(2018, 3, 1), date(2019, 2, 1)]
    assert (participation.labour_market_status, participation.education_level) == ("unemployed", 3)
    assert run([again, first])[1] == "created 0, updated 0, unchanged 2\n"


def test_a_row_can_end_a_spell_that_the_next_row_follows(run):
    run([person()])
    rows = [person(exit_date="2018-09-01", exit_reason="moved"), person(entry_date="2018-09-02")]
    assert run(rows)[1] == "created 1, updated 1, unchanged 0\n"


def test_protection_is_raised_and_never_lowered(run):
    run([person(protected_identity="confidentiality_mark")])
    assert run([person(protected_identity="none")])[1] == "created 0, updated 0, unchanged 1\n"
    assert Person.objects.get().protection == "confidentiality_mark"
    run([person(protected_identity="protected_registration")])
    assert Person.objects.get().protection == "protected_registration"


def test_a_number_from_another_project_is_the_same_person(run):
    other = ParticipationFactory(person=PersonFactory(number=ASA), given_name="Hemlig")
    _code, out, err = run([person(protected_identity="confidentiality_mark")])
    assert out == "created 1, updated 0, unchanged 0\n"
    assert "Hemlig" not in err
    assert Person.objects.get().participations.count() == 2
    other.refresh_from_db()
    assert other.given_name == "Hemlig"
    assert other.person.protection == "confidentiality_mark"


def test_people_without_a_number_are_recognised_in_their_project(run):
    row = person("", birth_date="1985-05-17", gender="man", given_name="Bo", family_name="Ek")
    assert run([row])[1] == "created 1, updated 0, unchanged 0\n"
    assert run([row | {"given_name": "bo", "rural": "yes"}])[1] == "created 0, updated 1, unchanged 0\n"
    assert run([row | {"birth_date": "1985-05-18"}])[1] == "created 1, updated 0, unchanged 0\n"
    ParticipationFactory(
        project=Participation.objects.first().project, given_name="Bo", family_name="Ek",
        person=PersonFactory(birth_date=date(1985, 5, 17), sex="man"),
    )  # fmt: skip
    code, _out, err = run([row])
    assert code == 1
    assert "row 2, birth_date, “1985-05-17”: Several people without a number" in err


def test_outcomes_are_created_once_and_filled_in_later(run, project):
    run([person(exit_date="2018-09-01", exit_reason="completed")])
    rows = [outcome(), outcome(date="2018-06-02", kind="education", evidence="Intyg")]
    assert run(rows, "outcomes")[:2] == (0, "created 2, updated 0, unchanged 0\n")
    assert run(rows, "outcomes")[1] == "created 0, updated 0, unchanged 2\n"
    assert run([outcome(evidence="Avtal")], "outcomes")[1] == "created 0, updated 1, unchanged 0\n"
    assert OutcomeEvent.objects.count() == 3
    work = OutcomeEvent.objects.in_force().get(kind="employment")
    assert (work.evidence, work.supersedes.evidence) == ("Avtal", "")
    assert run(rows, "outcomes")[1] == "created 0, updated 0, unchanged 2\n"
    # A second job of the same day is asked about.
    code, _out, message = run([outcome(evidence="Annat avtal")], "outcomes")
    assert (code, OutcomeEvent.objects.count()) == (1, 3)
    assert "--confirm same_outcome" in message
    assert (
        run([outcome(evidence="Annat avtal")], "outcomes", "--confirm", "same_outcome")[1]
        == "created 1, updated 0, unchanged 0\n"
    )


def test_an_old_list_does_not_restore_a_withdrawn_outcome(run):
    run([person()])
    run([outcome()], "outcomes")
    event = OutcomeEvent.objects.get()
    OutcomeEvent.objects.create(
        participation=event.participation, happened_on=event.happened_on, kind=event.kind,
        supersedes=event, is_withdrawal=True,
    )  # fmt: skip
    assert run([outcome()], "outcomes")[1] == "created 0, updated 0, unchanged 1\n"
    assert not OutcomeEvent.objects.in_force().exists()


def test_outcomes_are_recorded_in_the_order_of_the_file(run):
    run([person(), person(BO)])
    run([outcome(BO), outcome(kind="job_search"), outcome(), outcome(BO, kind="unemployed")], "outcomes")
    in_order = OutcomeEvent.objects.order_by("recorded_at", "pk").values_list("kind", flat=True)
    assert list(in_order) == ["employment", "job_search", "employment", "unemployed"]
    assert list(OutcomeEvent.objects.order_by("pk").values_list("kind", flat=True)) == list(in_order)


def test_spreadsheets_are_read_with_dates_and_codes_changed_by_excel(run):
    row = person(
        int(ASA), municipality=882, entry_date=date(2018, 3, 1), education_level=3, in_education=True
    )
    assert run([], file=xlsx_file([row], language="sv"))[:2] == (0, "created 1, updated 0, unchanged 0\n")
    spell = Spell.objects.get()
    assert (spell.municipality_id, spell.entry_date) == ("0882", date(2018, 3, 1))
    assert run([person(in_education="yes")])[1] == "created 0, updated 0, unchanged 1\n"


def test_an_import_is_audited_with_counts_only(run, project):
    run([person(), person(BO)])
    entry = AuditEntry.objects.exclude(action="command_run").get()
    assert (entry.action, entry.project) == ("participants_imported", project)
    assert entry.details == {"created": 2, "updated": 0, "unchanged": 0}


BAD_FILES = {
    "unknown project": ({"slug": "finns-inte"}, "There is no project “finns-inte”"),
    "header only": ({"rows": None}, "a header but no rows"),
    "outcomes given": ({"rows": [outcome()], "kind": "outcomes"}, "This is a list of outcomes"),
    "no known heading": ({"text": b"a;b\n1;2\n"}, "No known column heading"),
    "empty": ({"text": b""}, "The file is empty"),
    "pdf": ({"text": b"%PDF-1.4 ..."}, "The file is a PDF"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_wrong_file_is_one_clear_line(run, tmp_path, name):
    case, message = BAD_FILES[name]
    rows = case.get("rows", [person()])
    content = case.get("text") or (csv_file(rows, case.get("kind", "participants")) if rows else None)
    path = tmp_path / "file.csv"
    if "text" in case:
        path.write_bytes(case["text"])
    else:
        path.write_bytes(content.getvalue() if content else b"personnummer;kommun;startdatum\n")
    code, out, err = run.command("participants", case.get("slug", "samverkan"), str(path))
    assert (code, out) == (1, "")
    assert message in err
    assert err.count("\n") == 0
    assert not Person.objects.exists()


@pytest.mark.parametrize("path", ["/does/not/exist.csv", "/", "a\0b"])
def test_an_unreadable_file_is_one_clear_line(run, path):
    code, out, err = run.command("participants", "samverkan", path)
    assert (code, out) == (1, "")
    assert "can't be read" in err
    assert "\n" not in err


def test_a_list_of_outcomes_is_refused_as_participants(run):
    code, _out, err = run([person()], "participants", file=csv_file([outcome()], "outcomes"))
    assert code == 1
    assert "This is a list of outcomes. A list of participants was expected." in err


def test_a_thousand_mistakes_are_listed_and_the_others_counted(run):
    rows = [person(), *(person(education_level="x") for _ in range(1200)), person(municipality="Ingenstans")]
    code, out, err = run(rows)
    assert (code, out) == (1, "")
    assert len(re.findall(r"^row \d+", err, re.MULTILINE)) == 1000
    assert "… and 201 more." in err
    assert "Mistakes in the file: 1,201. Rows with mistakes: 1,201." in err
    assert not Person.objects.exists()


def test_the_last_row_is_checked_like_the_first(run):
    rows = [person(EVA, entry_date="2018-02-30"), *(person() for _ in range(1)), person(BO, gender="woman")]
    code, _out, err = run(rows)
    assert code == 1
    assert "row 2, entry_date, “2018-02-30”: There is no such day." in err
    assert "row 4, gender, “woman”: The gender does not agree" in err


@pytest.mark.parametrize("language", ["sv", "en"])
def test_messages_come_in_the_language_asked_for(project, tmp_path, capsys, language):
    path = tmp_path / "file.csv"
    path.write_bytes(csv_file([person(entry_date="2018-02-30")], language=language).getvalue())
    with pytest.raises(CommandError):
        call_command("import_participants", "samverkan", str(path), "--language", language)
    expected = {"sv": "rad 2, startdatum, ”2018-02-30”", "en": "row 2, entry_date, “2018-02-30”"}
    assert expected[language] in capsys.readouterr().err
