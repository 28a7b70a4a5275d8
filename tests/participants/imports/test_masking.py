"""Lists of mistakes: no name and no whole number in them, whatever cell a name has come into."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from participants.imports.actions import ImportRefused, check_file
from participants.imports.reading.errors import FileError
from tests.factories import ProjectFactory
from tests.participants.imports.files import ASA, text_file
from tests.participants.imports.workbooks import text_row, xlsx

pytestmark = pytest.mark.django_db
HEADER = [
    *("personnummer", "förnamn", "efternamn", "kommun", "startdatum", "arbetsmarknadsstatus"),
    *("i utbildning", "utbildningsnivå", "skyddade personuppgifter", "slutdatum", "avslutsorsak"),
]
GIVEN, FAMILY = "Exemplaria", "Exempelsson"
ROW = [ASA, GIVEN, FAMILY, "Oskarshamn", "2019-03-01", "arbetslös", "nej", "3", "nej", "2019-05-01", "annat"]


@pytest.fixture
def project():
    return ProjectFactory(slug="prov", starts_on=date(2017, 9, 1), ends_on=date(2020, 11, 30))


def mistakes(project, *rows):
    text = "\n".join(";".join(row) for row in [HEADER, *rows])
    with translation.override("en"):
        try:
            check_file(project, "participants", text_file(text), by=None)
        except FileError as error:
            return [error.message]
        except ImportRefused as refused:
            return [str(each) for each in refused.problems.listed]
    return []


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["insert", "remove", "swap", "double"]), st.integers(0, 10), st.integers(0, 10)
    ),
    min_size=1,
    max_size=3,
)


def changed(row, changes):
    row = list(row)
    for kind, one, other in changes:
        first, second = one % len(row), other % len(row)
        if kind == "insert":
            row.insert(first, "")
        elif kind == "remove" and len(row) > 1:
            del row[first]
        elif kind == "double":
            row.insert(first, row[second])
        else:
            row[first], row[second] = row[second], row[first]
    return row


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@example(changes=[("swap", 1, 8)], protection="okänt")
@given(changes=CHANGES, protection=st.sampled_from(["nej", "", "sekretessmarkering", "okänt"]))
def test_a_row_with_moved_cells_shows_no_name_and_no_number(project, changes, protection):
    row = [*ROW[:8], protection, *ROW[9:]]
    for line in mistakes(project, changed(row, changes)):
        assert GIVEN not in line
        assert FAMILY not in line
        assert ASA not in line


@pytest.mark.parametrize("value", ["Kalmarr", "Västerviks", "oskarshman"])
def test_a_slip_in_a_municipality_is_shown(project, value):
    (line,) = mistakes(project, [*ROW[:3], value, *ROW[4:]])
    assert f"“{value}”" in line


def test_an_error_value_is_shown_in_every_column(project):
    cells = '<c t="e"><v>#REF!</v></c>' * len(HEADER)
    with translation.override("en"), pytest.raises(ImportRefused) as refused:
        check_file(project, "participants", xlsx(text_row(*HEADER), f"<row>{cells}</row>"), by=None)
    assert {problem.value for problem in refused.value.problems.listed} == {"#REF!"}


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f", "\u0007"])
@pytest.mark.parametrize("column", ["förnamn", "kommun", "utbildningsnivå", "startdatum"])
def test_a_mistake_quotes_no_unseen_character(project, mark, column):
    row = list(ROW)
    row[HEADER.index(column)] = f"{mark}1{mark}x"
    assert not [each for each in mistakes(project, row) if mark in each]
