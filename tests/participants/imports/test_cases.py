"""Files that were read wrongly once: each is read rightly, or refused in words that say what is wrong."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from participants.imports.actions import ImportRefused, ImportUnanswered, check_file, import_file
from participants.imports.reading.errors import FileError
from participants.register.models import Participation, Person, Spell
from tests.factories import ProjectFactory

pytestmark = pytest.mark.django_db
FILES = Path(settings.BASE_DIR).parent / "shared" / "cases" / "files"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def project():
    return ProjectFactory(slug="prov", starts_on=date(2017, 9, 1), ends_on=date(2020, 11, 30))


def opened(name):
    found = sorted(FILES.glob(f"{name}_*"))
    if not found:
        pytest.skip("The files are not in the folder next to the project.")
    return found[0].open("rb")


def refusal(project, name):
    # The message of the file, or of its only mistakes. Nothing is stored.
    with opened(name) as file, pytest.raises((FileError, ImportRefused)) as caught:
        import_file(project, "participants", file, by=None)
    assert not Person.objects.exists()
    if caught.type is ImportRefused:
        return "\n".join(map(str, caught.value.problems.listed))
    return caught.value.message


REFUSED = {
    "01a": "is too large",
    "01b": "is too large",
    "01c": "is too large",
    "02a": "row 2, protected_identity, “#N/A”: In the sheet “Blad1” the cell has the error #N/A",
    "02b": "row 4, protected_identity, “sekretessmarkering”: In the sheet “Blad1” the cell is part of the merged",
    "03a": "row 2, exit_date, “#N/A”",
    "04": "row 2, personal_identity_number, “#",
    "06a": "CP850",
    "06b": "Mac Roman",
    "06c": "UTF-8 twice",
    "06e": "U+FFFD",
    "08": "same person",
    "09a": "only characters that can't be seen (U+200B)",
    "11": "characters",
    "12": "row 3, extra, “”: Unknown column",
    "15": "reserve number",
    "19": "“E…”",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_is_refused_in_words_that_name_the_cause(project, name):
    message = refusal(project, name)
    expected = REFUSED[name].replace("protected_identity", "skyddade personuppgifter")
    expected = expected.replace("exit_date", "slutdatum").replace("personal_identity_number", "personnummer")
    assert expected in message
    assert "Exempelsson" not in message


READ = ["05b", "10a", "10b", "13a", "13b", "13c", "13e", "14", "18"]


@pytest.mark.parametrize("name", READ)
def test_a_file_is_read(project, name):
    with opened(name) as file:
        import_file(project, "participants", file, by=None)
    spell = Spell.objects.get()
    assert (spell.municipality.name, spell.entry_date) == ("Oskarshamn", date(2019, 3, 1))
    assert Participation.objects.get().given_name == "Prov"


def test_each_file_has_its_right_value():
    files = {path.name.partition("_")[0] for path in FILES.glob("*") if path.suffix != ".toml"}
    assert files <= {*REFUSED, *READ, "05a", "16", "17"}


def test_words_for_unknown_are_unknown(project):
    with opened("14") as file:
        import_file(project, "participants", file, by=None)
    participation = Participation.objects.get()
    assert (participation.homeless, participation.minority) == (None, "")


def test_a_second_sheet_is_told_and_can_be_chosen(project):
    with opened("05a") as file:
        plan = check_file(project, "participants", file, by=None)
        assert plan.other_sheets == ("Blad2",)
        assert "“Blad2”" in plan.notices[0]
        other = check_file(project, "participants", file, by=None, sheet="blad2")
        assert other.other_sheets == ("Blad1",)


def test_the_length_of_a_long_cell_is_told(project):
    assert "131," in refusal(project, "11")


@pytest.mark.parametrize(
    ("name", "code"), [("16", "exit_after_project"), ("17", "unemployed_since_before_birth")]
)
def test_a_doubtful_file_waits_for_an_answer(project, name, code):
    with opened(name) as file:
        with pytest.raises(ImportUnanswered) as asked:
            import_file(project, "participants", file, by=None)
        assert [(question.code, question.rows) for question in asked.value.questions] == [(code, (2,))]
        assert not Person.objects.exists()
        assert import_file(project, "participants", file, by=None, confirmed=[code]).created == 1
