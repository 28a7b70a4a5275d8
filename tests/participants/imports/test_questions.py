"""Questions about doubtful rows: asked on the page and by the command, and nothing is saved before the answer."""

from datetime import date

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from participants.imports.actions import ImportRefused, ImportUnanswered, check_file, import_file
from participants.imports.matching.names import differs_altogether
from participants.imports.models import ImportDraft
from participants.register.models import OutcomeEvent, Participation, Spell
from tests.factories import OSKARSHAMN, ParticipationFactory, PersonFactory, TargetFactory, TargetGroupFactory
from tests.jobs import run_jobs
from tests.participants.imports.files import ASA, BO, EVA, csv_file, outcome, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(date(2022, 3, 31), tick=False):
        yield


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


def address(cast, page="import_participants", *further):
    return reverse(f"imports:{page}", args=[cast.project.slug, *further])


def upload(client, cast, rows, page="import_participants", kind="participants"):
    file = csv_file(rows, kind)
    file.name = "lista.csv"
    return client.post(address(cast, page), {"file": file}, follow=True)


def keys(page):
    return page.context["answers"].initial["asked"]


def confirm(client, cast, **data):
    draft = ImportDraft.objects.get()
    answer = client.post(address(cast, "import_confirm", draft.pk), data, follow=True)
    run_jobs("import")
    return answer


DOUBTS = {
    "exit_after_project": {"exit_date": "2021-02-01", "exit_reason": "other"},
    "unemployed_since_before_birth": {"unemployed_since": "1990-01-01"},
    "sick_listed_since_before_birth": {"sick_listed": "yes", "sick_listed_since": "1990-01-01"},
    "very_young": {
        "personal_identity_number": "", "birth_date": "2016-01-01", "gender": "man",
    },
}  # fmt: skip


@pytest.mark.parametrize("code", DOUBTS)
def test_the_page_saves_nothing_until_a_doubt_is_answered(cast, leader, code):
    page = upload(leader, cast, [person() | DOUBTS[code]])
    asked = keys(page)
    assert [key.split("-")[0] for key in asked] == [code]
    assert "Svara innan filen importeras" in page.text
    assert "Svara på varje fråga" in confirm(leader, cast, asked=asked).text
    assert not Participation.objects.exists()
    confirm(leader, cast, asked=asked, confirmed=asked)
    assert Participation.objects.count() == 1


def test_a_confirmation_without_the_questions_saves_nothing(cast, leader):
    upload(leader, cast, [person() | DOUBTS["exit_after_project"]])
    confirm(leader, cast)
    assert not Participation.objects.exists()
    assert ImportDraft.objects.get().job.failure == "changed"


def test_rows_with_the_same_doubt_are_one_question(cast, leader):
    rows = [person(number) | DOUBTS["exit_after_project"] for number in (ASA, BO, EVA)]
    page = upload(leader, cast, rows)
    assert len(keys(page)) == 1
    assert "Raderna 2–4" in page.text


@pytest.mark.parametrize("code", DOUBTS)
def test_the_command_names_the_code_that_answers(cast, tmp_path, capsys, code):
    path = tmp_path / "list.csv"
    path.write_bytes(csv_file([person() | DOUBTS[code]]).getvalue())
    arguments = ("import_participants", cast.project.slug, str(path), "--language", "en")
    for option in ([], ["--dry-run"]):
        with pytest.raises(CommandError, match=f"--confirm {code}"):
            call_command(*arguments, *option)
        assert "Row 2: " in capsys.readouterr().err
    assert not Participation.objects.exists()
    call_command(*arguments, "--confirm", code)
    assert capsys.readouterr().out == "created 1, updated 0, unchanged 0\n"


def test_the_same_list_again_asks_nothing(cast):
    rows = [person() | DOUBTS["exit_after_project"]]
    import_file(cast.project, "participants", csv_file(rows), by=None, confirmed=["exit_after_project"])
    again = import_file(cast.project, "participants", csv_file(rows), by=None)
    assert (again.unchanged, again.questions.listed()) == (1, [])


def test_a_late_follow_up_is_asked_about(cast):
    rows = [person(exit_date="2018-09-01", exit_reason="completed")]
    import_file(cast.project, "participants", csv_file(rows), by=None)
    late = csv_file([outcome(date="2020-09-01", kind="follow_up_employed")], "outcomes")
    with pytest.raises(ImportUnanswered):
        import_file(cast.project, "outcomes", late, by=None)
    import_file(cast.project, "outcomes", late, by=None, confirmed=["late_follow_up"])
    assert OutcomeEvent.objects.count() == 1


# Names


@pytest.fixture
def khadija(cast):
    return ParticipationFactory(
        project=cast.project, person=PersonFactory(number=ASA), given_name="Khadija", family_name="Holm",
        spell__entry_date="2018-01-01", spell__exit_date="2018-02-01", spell__exit_reason="moved",
        spell__municipality_id=OSKARSHAMN,
    )  # fmt: skip


@pytest.mark.parametrize("entry_date", ["2018-01-01", "2018-03-01"])
def test_another_name_is_a_change_and_renames_nobody_without_an_answer(cast, leader, khadija, entry_date):
    page = upload(leader, cast, [person(given_name="Eva", entry_date=entry_date)])
    assert page.context["plan"].updated == 1
    assert page.context["plan"].writes == 1
    (key,) = keys(page)
    assert key.startswith("other_name-")
    assert "Khadija Holm blir Eva Öberg" in page.text
    confirm(leader, cast, asked=[key])
    khadija.refresh_from_db()
    assert khadija.given_name == "Khadija"
    confirm(leader, cast, asked=[key], confirmed=[key])
    khadija.refresh_from_db()
    assert khadija.given_name == "Eva"


def test_the_column_same_person_answers(cast, khadija):
    def imported(answer):
        return import_file(
            cast.project, "participants", csv_file([person(given_name="Eva", same_person=answer)]), by=None
        )

    with pytest.raises(ImportUnanswered):
        imported("")
    with pytest.raises(ImportRefused), translation.override("en"):
        imported("no")
    assert Participation.objects.get().given_name == "Khadija"
    assert imported("yes").updated == 1


def test_two_names_for_one_number_in_a_list_are_asked_about(cast):
    rows = [
        person(given_name="Khadija", exit_date="2018-05-01", exit_reason="moved"),
        person(given_name="Eva", entry_date="2018-06-01"),
    ]
    plan = check_file(cast.project, "participants", csv_file(rows), by=cast.leader)
    (question,) = plan.questions.listed()
    assert (question.code, question.rows) == ("other_name", (3,))


def test_the_question_about_a_protected_person_shows_no_stored_name(cast, khadija, tmp_path, capsys):
    path = tmp_path / "list.csv"
    path.write_bytes(csv_file([person(given_name="Eva")]).getvalue())
    with pytest.raises(CommandError):
        call_command("import_participants", cast.project.slug, str(path))
    told = capsys.readouterr().err
    assert "ett helt annat" in told
    assert "Khadija" not in told


SPELLINGS = [
    (("Åsa", "Öberg"), ("ÅSA", "Oberg")),
    (("Asa", "Ek"), ("Åsa", "Öberg")),
    (("Anna-Karin", "Ek"), ("Anna", "Ek")),
    (("Mohamed", "Ali"), ("Muhammed", "Ali")),
    (("Öberg", "Åsa"), ("Åsa", "Öberg")),
]
OTHERS = [
    (("Eva", "Ali"), ("Khadija", "Holm")),
    (("Eva", "Holm"), ("Khadija", "Holm")),
    (("Ali", "Eriksson"), ("Khadija", "Ali")),
]


@pytest.mark.parametrize(("new", "stored"), SPELLINGS)
def test_spellings_of_one_name_are_alike(new, stored):
    assert not differs_altogether(new, stored)


@pytest.mark.parametrize(("new", "stored"), OTHERS)
def test_other_names_differ(new, stored):
    assert differs_altogether(new, stored)


@given(given_name=st.text("abcåäö -", min_size=1).filter(str.strip), family_name=st.text("xyz", min_size=1))
def test_a_name_never_differs_from_itself_in_capitals(given_name, family_name):
    assert not differs_altogether((given_name.upper(), family_name), (given_name, family_name.upper()))


# Places and target groups


@pytest.fixture
def places(cast):
    # Two places, one of them taken.
    TargetFactory(project=cast.project, measure="participants", unit="number", value=2, comparison="at_most")
    ParticipationFactory(project=cast.project)


def test_newcomers_beyond_the_places_are_the_leader_s_to_answer(cast, leader, places):
    page = upload(leader, cast, [person(municipality=OSKARSHAMN), person(BO, municipality=OSKARSHAMN)])
    (key,) = keys(page)
    assert "1 av 2 platser är tagna och filen lägger till 2: 1 person över platserna" in page.text
    assert "Du får bekräfta det eftersom du får ändra projektet." in page.text
    confirm(leader, cast, asked=[key], confirmed=[key])
    assert Participation.objects.count() == 3


def test_a_case_worker_is_told_to_ask_the_leader(cast, sign_in, places):
    rows = [person(municipality=OSKARSHAMN), person(BO, municipality=OSKARSHAMN)]
    page = upload(sign_in(cast.case_worker), cast, rows)
    assert "Bara en ledare för hela projektet får bekräfta det. Be en sådan importera filen" in page.text
    assert page.context["problems"]


def test_people_within_the_places_and_those_who_are_there_need_no_answer(cast, places):
    import_file(cast.project, "participants", csv_file([person()]), by=None)
    again = import_file(cast.project, "participants", csv_file([person(rural="yes")]), by=None)
    assert again.updated == 1


@pytest.fixture
def newly_arrived(cast):
    TargetGroupFactory(project=cast.project, code="nya", all_of=["newly_arrived"], any_of=[])


@pytest.mark.parametrize(
    ("cells", "is_saved"),
    [
        ({"newly_arrived": "yes"}, True),
        ({"newly_arrived": ""}, True),  # undecided, as in the form
        ({"newly_arrived": "no"}, False),
        ({"newly_arrived": "no", "admission_ground": "Beslut i styrgruppen"}, True),
    ],
)
def test_a_row_outside_the_target_groups_needs_a_ground(cast, newly_arrived, cells, is_saved):
    file = csv_file([person(**cells)])
    if is_saved:
        import_file(cast.project, "participants", file, by=None)
        stored = Participation.objects.get()
        assert stored.admission_ground == cells.get("admission_ground", "")
        assert stored.newly_arrived == {"yes": True, "no": False, "": None}[cells["newly_arrived"]]
    else:
        with pytest.raises(ImportRefused) as refused:
            import_file(cast.project, "participants", file, by=None)
        (problem,) = refused.value.problems.listed
        assert (problem.row, problem.column) == (2, "antagningsskäl")
        assert not Spell.objects.exists()


def test_a_correction_that_leads_out_of_the_target_groups_needs_a_ground(cast, newly_arrived):
    import_file(cast.project, "participants", csv_file([person(newly_arrived="yes")]), by=None)
    with pytest.raises(ImportRefused):
        import_file(cast.project, "participants", csv_file([person(newly_arrived="no")]), by=None)


def test_every_answer_of_the_target_groups_has_a_column(cast):
    row = person(
        sick_listed="yes", sick_listed_since="2017-01-01", sickness_pension="no", income_support="yes",
        newly_arrived="no", refugee="refused",
    )  # fmt: skip
    import_file(cast.project, "participants", csv_file([row], language="sv"), by=None)
    stored = Participation.objects.get()
    wanted = {"sick_listed": True, "sick_listed_since": date(2017, 1, 1), "sickness_pension": False}
    wanted |= {"income_support": True, "newly_arrived": False, "refugee": "refused"}
    assert {name: getattr(stored, name) for name in wanted} == wanted


# Mistakes of one row


def test_one_reason_for_several_columns_is_one_mistake(cast, sign_in):
    ParticipationFactory(
        project=cast.project, person=PersonFactory(number=ASA), given_name="Asa",
        spell__municipality_id="0883", spell__entry_date="2018-03-01", spell__exit_date="2018-05-01",
        spell__exit_reason="moved",
    )  # fmt: skip
    row = person(
        municipality=OSKARSHAMN, entry_date="2018-04-01", exit_date="2018-06-01", exit_reason="moved"
    )
    page = upload(sign_in(cast.case_worker), cast, [row])
    assert page.context["problems"].count == page.context["problems"].row_count == 1
