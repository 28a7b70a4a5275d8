"""Every possible mistake in a file: its cell, its message, and that nothing is saved."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from participants.imports.actions import ImportRefused, check_file, import_file
from participants.register.models import OutcomeEvent, Participation, Person, Spell
from tests.factories import InterventionFactory, ParticipationFactory, PersonFactory, ProjectFactory
from tests.numbers import nth_number
from tests.participants.imports.files import ASA, BO, EVA, csv_file, outcome, person, text_file, xlsx_file
from tests.queries import own_queries

pytestmark = pytest.mark.django_db

NO_NUMBER = {"personal_identity_number": "", "birth_date": "1985-05-17", "gender": "man"}
IN_THE_FUTURE = "2090-06-30"


@pytest.fixture
def project():
    project = ProjectFactory(slug="samverkan", ends_on=None)
    InterventionFactory(project=project, code="kalejdo")
    return project


def stored():
    return [model.objects.count() for model in (Person, Participation, Spell, OutcomeEvent)]


def mistakes(project, file, kind="participants"):
    # The problems in English. Nothing may be stored.
    before = stored()
    with translation.override("en"):
        with pytest.raises(ImportRefused) as refused:
            import_file(project, kind, file, by=None)
        assert stored() == before
        return [str(problem) for problem in refused.value.problems.listed]


def case(column, value, message, *, shown=None, **cells):
    # A row with one mistake, the reported column and value, and a part of the message.
    return {column: value} | cells, f"{column}, “{value if shown is None else shown}”: ", message


NUMBER = "personal_identity_number"
WRONG_DIGIT = ASA[:11] + str((int(ASA[11]) + 1) % 10)
ROWS = [
    case(NUMBER, "940112-238", "ten or twelve", shown="940112-***"),
    case(NUMBER, WRONG_DIGIT, "last digit", shown="19940112****"),
    case(NUMBER, "19940231-2396", "no such date", shown="19940231-****"),
    case(NUMBER, "Åsa Öberg", "characters other than digits", shown="Å…"),
    case(NUMBER, "1,99401E+11", "Excel has rounded", shown="1,99401E+**"),
    case("gender", "man", "does not agree"),
    case("birth_date", "1994-01-13", "does not agree"),
    case("birth_date", "", "State the birth date", personal_identity_number="", gender="man"),
    case("gender", "", "State the gender", personal_identity_number="", birth_date="1985-05-17"),
    case("gender", "kvinnna", "Write one of these: woman, man"),
    case("birth_date", "2018-03-02", "born after", personal_identity_number="", gender="man"),
    case("given_name", "", "Write the given name"),
    case("family_name", "", "Write the family name"),
    case("family_name", "Ö" * 101, "at most 100", shown="Ö…"),
    case("given_name", "Å\x07sa", "can't be shown", shown="Å…"),
    case("municipality", "", "State the municipality"),
    case("municipality", "0999", "no municipality with this code"),
    case("municipality", "Kalmarr", "no municipality of this name"),
    case("intervention", "kalejda", "interventions: kalejdo"),
    case("entry_date", "", "State the day"),
    case("entry_date", "2018-02-29", "no such day"),
    case("entry_date", "01/03/2018", "year-month-day"),
    case("entry_date", "i mars", "not a date"),
    case("entry_date", IN_THE_FUTURE, "in the future"),
    case("entry_date", "2017-08-31", "before the project"),
    case("labour_market_status", "slö", "unemployed, inactive, employed"),
    case("in_education", "", "Answer yes or no", labour_market_status="inactive"),
    case("unemployed_since", "2018-03-02", "after the start"),
    case("rural", "kanske", "Write one of these: yes, no"),
    case("rural", "refused", "Write one of these: yes, no"),
    case("minority", "?", "yes, no, refused"),
    case("education_level", "9", "0 to 8"),
    case("education_level", "2.5", "0 to 8"),
    case("protected_identity", "hemlig", "confidentiality_mark"),
    case(
        "protected_identity",
        "Okänt",
        "must be known whether the identity is protected. Find out, and write one",
    ),
    case(
        "protected_identity", "-", "none, confidentiality_mark, protected_registration. An empty cell means"
    ),
    case("exit_reason", "", "State why", exit_date="2018-09-01"),
    case("exit_date", "", "State the day the participant left", exit_reason="moved"),
    case("exit_date", "2018-02-28", "before the start", exit_reason="moved"),
    case("exit_date", IN_THE_FUTURE, "in the future", exit_reason="moved"),
    case("exit_date", "31 augusti", "not a date", exit_reason="moved"),
    case("work_at_entry", "jobb", "none, unsubsidised, subsidised, own"),
    case("work_hours_at_entry", "81", "from 0 to 80"),
    case("work_hours_at_entry", "20", "Leave it empty where there is none", work_at_entry="none"),
    case("study_extent_at_entry", "0,5", "from 0 to 100"),
    case("incomes_at_entry", "lön 101 %", "from 0 to 100"),
    case("incomes_at_entry", "lön 50, arv", "wage, subsidised_wage"),
    case("incomes_at_entry", "wage, lön", "stated above already"),
    case("incomes_at_entry", "lön, ingen", "another income"),
    case("incomes_at_entry", "wage,other,sickness,unemployment", "3 at most"),
    case("work_at_exit", "own", "state the end date"),
    case("exit_reason", "slut", "completed, dropped_out", exit_date="2018-09-01"),
]


@pytest.mark.parametrize(("cells", "where", "message"), ROWS)
def test_a_wrong_cell_is_reported_and_nothing_is_saved(project, cells, where, message):
    found = mistakes(project, csv_file([person(BO), person() | cells, person(EVA)]))
    assert len(found) == 1
    assert found[0].startswith(f"row 3, {where}")
    assert message in found[0]


def test_a_start_after_the_project_ended_is_a_mistake(project):
    project.ends_on = date(2018, 3, 31)
    project.save()
    (found,) = mistakes(project, csv_file([person(entry_date="2018-04-01")]))
    assert found.startswith("row 2, entry_date, “2018-04-01”: The start is after the project's end, 31")


def test_every_mistake_of_a_row_is_reported(project):
    row = person(
        number="123", given_name="", municipality="x", entry_date="x", education_level="x", rural="x"
    )
    assert len(mistakes(project, csv_file([row]))) == 6


FOLLOW_UP = {"kind": "follow_up_employed"}
OUTCOMES = [
    case(NUMBER, "", "Write the personal"),
    case(NUMBER, BO, "does not take part", shown=f"{BO[:8]}-****"),
    case("date", "", "State the date"),
    case("date", "2018-02-28", "before the start"),
    case("date", IN_THE_FUTURE, "in the future"),
    case("date", "2019-02-28", "six months after leaving", **FOLLOW_UP),
    case("kind", "", "State what happened"),
    case("kind", "jobb", "employment, self_employment"),
    case("improvement", "promotion", "belongs to a follow-up"),
    case("improvement", "promotion", "employed at the start", **FOLLOW_UP, date="2019-03-01"),
    case("improvement", "bra", "promotion"),
    case("evidence", "x" * 301, "at most 300", shown="x…"),
]


@pytest.mark.parametrize(("cells", "where", "message"), OUTCOMES)
def test_a_wrong_outcome_is_reported_and_nothing_is_saved(project, cells, where, message):
    left = {"spell__exit_date": date(2018, 9, 1), "spell__exit_reason": "completed"}
    ParticipationFactory(project=project, person=PersonFactory(number=ASA), **left)
    rows = [outcome(), outcome(date="2018-07-01") | cells, outcome(date="2018-08-01")]
    found = mistakes(project, csv_file(rows, "outcomes"), "outcomes")
    assert len(found) == 1
    assert found[0].startswith(f"row 3, {where}")
    assert message in found[0]


def test_a_follow_up_before_the_exit_is_a_mistake(project):
    ParticipationFactory(project=project, person=PersonFactory(number=ASA))
    found = mistakes(project, csv_file([outcome(kind="follow_up_employed")], "outcomes"), "outcomes")
    assert found[0].startswith("row 2, kind, “follow_up_employed”: A follow-up is made six months after")


def test_the_same_outcome_twice_names_both_rows(project):
    ParticipationFactory(project=project, person=PersonFactory(number=ASA))
    found = mistakes(project, csv_file([outcome(), outcome()], "outcomes"), "outcomes")
    assert found == ["row 3, date, “2018-06-01”: Rows 2 and 3 say the same. Keep one of them."]


@pytest.mark.parametrize("word", ["Summa", "TOTALT: 2", "Antal"])
def test_a_totals_line_and_a_note_under_it_are_one_mistake_each(project, word):
    content = csv_file([person(), person(BO)]).getvalue().decode()
    found = mistakes(project, text_file(f"{content}\n{word};2\nKontakta Anna\n"))
    assert [line.split(",")[0] for line in found] == ["row 5", "row 6"]
    assert "totals line, not a person. Remove it, and 1 row under it" in found[0]
    assert "a note" in found[1]
    assert "Anna" not in found[1]


def test_a_duplicate_within_the_file_names_both_rows(project):
    rows = [person(), person(BO), person(f"{ASA[2:8]}-{ASA[8:]}")]
    assert mistakes(project, csv_file(rows)) == [
        "row 4, entry_date, “2018-03-01”: Rows 2 and 4 are the same person with the same start. Keep one of them."
    ]
    row = person() | NO_NUMBER
    found = mistakes(project, csv_file([row, row | {"given_name": "ÅSA"}]))
    assert "Rows 2 and 3 are the same person" in found[0]


ENDED = {"exit_date": "2018-09-01", "exit_reason": "completed"}
OVERLAPS = [
    ([{}, {"entry_date": "2019-01-01"}], "row 3", "started in row 2 (2018-03-01) and has not left"),
    ([ENDED, {"entry_date": "2018-09-01"}], "row 3", "overlap row 2 (2018-03-01 to 2018-09-01)"),
    ([{"entry_date": "2018-06-01"}, ENDED], "row 2", "overlap row 3"),
]


@pytest.mark.parametrize(("rows", "where", "message"), OVERLAPS)
def test_an_overlap_within_the_file_names_the_other_row(project, rows, where, message):
    found = mistakes(project, csv_file([person(**cells) for cells in rows]))
    assert len(found) == 1
    assert found[0].startswith(f"{where}, entry_date")
    assert message in found[0]


EARLIER = {"entry_date": "2018-01-01", "exit_date": "2018-02-01", "exit_reason": "moved"}
STORED_OVERLAPS = [
    ({}, {"entry_date": "2019-01-01"}, "registered since 2018-03-01 and has not left"),
    (ENDED, {"entry_date": "2018-05-01"}, "registered already (2018-03-01 to 2018-09-01)"),
    (ENDED, EARLIER, "first start here is 2018-03-01"),
]


@pytest.mark.parametrize(("stored", "row", "message"), STORED_OVERLAPS)
def test_an_overlap_with_a_stored_spell_is_a_mistake(project, stored, row, message):
    import_file(project, "participants", csv_file([person(**stored)]), by=None)
    found = mistakes(project, csv_file([person(**row)]))
    assert len(found) == 1
    assert found[0].startswith("row 2, entry_date")
    assert message in found[0]


def test_an_end_moved_past_a_later_start_is_a_mistake(project):
    rows = [person(**ENDED), person(entry_date="2019-01-01")]
    import_file(project, "participants", csv_file(rows), by=None)
    found = mistakes(project, csv_file([person(exit_date="2019-01-01", exit_reason="moved")]))
    assert found[0].startswith("row 2, exit_date, “2019-01-01”: The person starts again 2019-01-01")


def test_a_closed_gap_between_two_spells_can_be_filled(project):
    rows = [person(**ENDED), person(entry_date="2019-06-01")]
    import_file(project, "participants", csv_file(rows), by=None)
    middle = person(entry_date="2018-10-01", exit_date="2018-12-01", exit_reason="other")
    assert str(import_file(project, "participants", csv_file([middle]), by=None).counts).startswith(
        "created 1"
    )


HEADERS = {
    "unknown": (
        "personnummer;förnamn;efternamn;kommun;startdatum;skostorlek",
        "row 1, skostorlek",
        "Unknown column",
    ),
    "near": ("personnummer;Förnam;efternamn;kommun;startdatum", "row 1, Förnam", "Write “förnamn” if"),
    "near number": (
        "personnumer;förnamn;efternamn;kommun;startdatum",
        "row 1, personnumer",
        "Write “personnummer” if",
    ),
    "twice": (
        "personnummer;förnamn;efternamn;kommun;startdatum;municipality",
        "row 1, municipality",
        "is in the file twice",
    ),
    "missing": (
        "personnummer;förnamn;efternamn;startdatum;insats",
        "row 1, municipality",
        "column is missing",
    ),
    "no identity": ("födelsedatum;förnamn;efternamn;kommun;startdatum", "row 1, gender", "column is missing"),
}


@pytest.mark.parametrize("name", HEADERS)
def test_a_wrong_header_is_named_once(project, name):
    header, where, message = HEADERS[name]
    rows = "\n".join(";".join([""] * header.count(";")) + ";x" for _ in range(3))
    found = [line for line in mistakes(project, text_file(f"{header}\n{rows}")) if line.startswith("row 1,")]
    assert len(found) == 1
    assert found[0].startswith(where)
    assert message in found[0]


def test_cells_outside_the_header_are_reported(project):
    content = csv_file([person()]).getvalue().decode()
    assert (
        "row 2, after the last column"
        in mistakes(project, text_file(content.replace(";3\r", ";3;Anna\r")))[0]
    )
    header, row = content.splitlines()
    found = mistakes(project, text_file(f"{header};;minority\n{row};Anna;no"))
    assert found == ["row 2, column 8, “”: The column has no heading. Give it one, or empty the cell."]


def test_headings_without_cells_under_them_and_short_rows_are_no_mistake(project):
    header, row = csv_file([person()]).getvalue().decode().splitlines()
    file = text_file(f"{header};;minority;\n{row}\n")
    assert import_file(project, "participants", file, by=None).created == 1


def test_headings_are_understood_in_either_language_and_any_case(project):
    header = "PERSONNUMMER; Förnamn ;family_name;Municipality;startDatum;Ensam Vuxen"
    file = text_file(f"{header}\n{ASA};Åsa;Öberg;VÄXJÖ;2018-03-01;JA")
    import_file(project, "participants", file, by=None)
    assert Participation.objects.get().single_adult is True
    assert Spell.objects.get().municipality_id == "0780"


def test_words_are_understood_in_swedish(project):
    row = person(labour_market_status="Utanför  arbetskraften", in_education="nej", minority="Vill ej uppge")
    row |= {
        "protected_identity": "skyddad folkbokföring",
        "exit_date": "2018-09-01",
        "exit_reason": "fullföljt",
    }
    import_file(project, "participants", csv_file([row]), by=None)
    participation = Participation.objects.get()
    assert (participation.labour_market_status, participation.minority) == ("inactive", "refused")
    kinds = ["anställning", "eget företag", "söker arbete", "arbetslös", "utanför arbetskraften", "studier",
             "kvalifikation", "praktik", "närmare arbetsmarknaden", "uppföljning: sysselsatt",
             "uppföljning: eget företag", "uppföljning:arbetslös", "uppföljning: utanför arbetskraften"]  # fmt: skip
    rows = [outcome(date="2019-04-01", kind=kind) for kind in kinds]
    import_file(project, "outcomes", csv_file(rows, "outcomes", language="sv"), by=None)
    assert (
        list(OutcomeEvent.objects.order_by("pk").values_list("kind", flat=True)) == OutcomeEvent.Kind.values
    )


def test_listed_problems_reveal_no_name_or_number(project):
    # Also where a row shifted by a column puts them.
    row = person(given_name="Hildegunn", family_name="Fagerholmen", municipality="Fagerholmen", rural=ASA)
    row |= {
        "intervention": "Hildegunn Fagerholmen",
        "education_level": f"{ASA[:8]}-{ASA[8:]}",
        "entry_date": ASA[2:],
    }
    text = "\n".join(mistakes(project, csv_file([row])))
    assert text.count("\n") == 4
    for secret in ("ildegunn", "agerholmen", ASA[8:]):
        assert secret not in text


def test_a_spreadsheet_reports_the_same_rows_as_the_sheet_shows(project):
    rows = [person(int(ASA)), {}, person(int(BO), entry_date=date(2017, 1, 1))]
    assert mistakes(project, xlsx_file(rows))[0].startswith("row 4, entry_date, “2017-01-01”")


def test_the_number_of_statements_does_not_grow_with_the_rows(project):
    def statements(first, count):
        rows = [person(nth_number(first + n)) for n in range(count)]
        with CaptureQueriesContext(connection) as captured:
            import_file(project, "participants", csv_file(rows), by=None)
        return len(own_queries(captured))

    assert statements(0, 3) == statements(100, 300)


def test_checking_writes_nothing_and_locks_nothing(project):
    with CaptureQueriesContext(connection) as captured:
        check_file(project, "participants", csv_file([person()]), by=None)
    asked = own_queries(captured)
    assert all(sql.startswith("SELECT") for sql in asked if "accounts_accesslogentry" not in sql)
    assert not any("FOR UPDATE" in sql for sql in asked)


def test_a_participation_without_periods_is_inside_the_whole_project(project):
    # Both kinds of file treat it alike.
    known = ParticipationFactory(
        project=project, person=PersonFactory(number=ASA), spell=None, given_name="Asa", family_name="Öberg"
    )
    import_file(project, "outcomes", csv_file([outcome()], "outcomes"), by=None)
    assert known.outcomes.count() == 1
    row = person(education_level="8")
    import_file(project, "participants", csv_file([row]), by=None, reason="Fel nivå")
    known.refresh_from_db()
    assert (known.given_name, known.education_level) == ("Åsa", 8)
    assert known.spells.count() == 1
