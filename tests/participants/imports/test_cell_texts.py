"""Cells that programs wrote wrongly: error values, lost letters, words for not known."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from participants.imports.actions import ImportRefused, import_file
from participants.imports.reading.cell_text import ERRORS, USUAL, _plain, clean
from participants.imports.reading.encodings import check_decoding
from participants.imports.reading.unreadable import is_error, shown_of
from participants.imports.reading.values import is_unknown
from participants.imports.workbooks.cells import is_marked
from participants.register.models import OutcomeEvent, Participation, Person
from tests.factories import ProjectFactory
from tests.participants.imports.files import csv_file, outcome, person

ERROR_VALUES = [
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#NAME?",
    "#NUM!",
    "#DIV/0!",
    "#NULL!",
    "#SAKNAS!",
    "#REFERENS!",
    "#VÄRDEFEL!",
    "#NAMN?",
    "#OGILTIGT!",
    "#DIVISION/0!",
    "#SKÄRNING!",
    "########",
    "Err:502",
    "Fel:502",
]
COLUMNS = ("given_name", "family_name", "protected_identity", "exit_date", "homeless", "admission_ground")


@pytest.mark.parametrize("value", ERROR_VALUES)
def test_an_error_value_in_a_csv_file_is_no_text(value):
    assert is_error(clean(f" {value} "))
    assert shown_of(clean(value.casefold())) == value.casefold()


@pytest.mark.django_db
@pytest.mark.parametrize("column", COLUMNS)
def test_an_error_value_is_refused_in_each_column(column):
    with translation.override("en"), pytest.raises(ImportRefused) as refused:
        import_file(ProjectFactory(), "participants", csv_file([person(**{column: "#SAKNAS!"})]), by=None)
    problem = refused.value.problems.listed[0]
    assert (problem.row, problem.column, problem.value) == (2, column, "#SAKNAS!")
    assert "the error #SAKNAS! instead of a value" in problem.message
    assert not Person.objects.exists()


# What a sheet writes, what people type, and what belongs to neither.
@given(st.text("#!:?/0123456789 eErRfFlLåäöÅ\u0301\u00a0\u00ad\u200b\uff11\x00\t~\x7f", max_size=12))
def test_usual_cells_need_no_cleaning(text):
    if USUAL.fullmatch(text):
        assert (_plain(text), ERRORS.fullmatch(text), is_marked(text)) == (text, None, False)
        assert clean(text) == text


@given(st.text("#ABCabcåäö1 ", min_size=1).filter(lambda text: text.strip(" #")))
def test_other_words_with_a_number_sign_are_texts(text):
    assert not is_error(clean(text))


LOST = [
    "?sa", "J?rgen", "Ren?", "¿sa", "J\x1argen", "&Aring;sa", "&#197;sa", "&#xc5;sa", "=C3=85sa", "\\u00c5sa",
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("name", LOST)
def test_a_name_without_its_letter_is_refused(name):
    with translation.override("en"), pytest.raises(ImportRefused) as refused:
        import_file(ProjectFactory(), "participants", csv_file([person(given_name=name)]), by=None)
    (problem,) = refused.value.problems.listed
    assert "in UTF-8" in problem.message
    assert name not in str(problem)


@given(st.text("abcåäöéÅÄÖÉ -'.", min_size=1))
def test_a_name_with_its_letters_is_read(name):
    check_decoding(name, is_name=True)


@pytest.mark.django_db
def test_a_question_or_an_address_in_another_text_is_read():
    project = ProjectFactory()
    import_file(project, "participants", csv_file([person()]), by=None)
    text = "Anställd? https://example.org/?id=1&co=2; Ek & Co"
    import_file(project, "outcomes", csv_file([outcome(evidence=text)], "outcomes"), by=None)
    assert OutcomeEvent.objects.get().evidence == text


WORDS = ["ej svar", "Inget svar", "okänd.", "(okänt)", "NA", "null", "NaN", "oklart", "not stated"]


@pytest.mark.django_db
@pytest.mark.parametrize("word", WORDS)
def test_further_words_for_not_known(word):
    rows = [person(homeless=word, minority=word, education_level=word, unemployed_since=word)]
    import_file(ProjectFactory(), "participants", csv_file(rows), by=None)
    stored = Participation.objects.get()
    assert (stored.homeless, stored.minority, stored.education_level) == (None, "", None)


def test_a_name_that_programs_write_for_nothing_is_a_name():
    assert is_unknown("Na")
    assert not is_unknown("Na", is_text=True)
