"""Properties of an import: random registers in any format are stored correctly, random changes never raise."""

import io
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from participants.imports.actions import ImportRefused, ImportUnanswered, import_file
from participants.imports.matching.plan import ENTRY_FIELDS
from participants.imports.reading.columns import FORMATS
from participants.imports.reading.errors import FileError
from participants.imports.reading.values import WordList
from participants.register.identity import numbers
from participants.register.models import OutcomeEvent, Participation, Spell
from tests.factories import InterventionFactory, ProjectFactory
from tests.numbers import nth_number
from tests.participants.imports.files import csv_file, xlsx_file

quick = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ],  # each example writes a database: shrinking takes minutes
)

# Letters that Windows-1252 alone reads as names, and signs that stand beside them.
LETTERS = "abcdefghijklmnopqrstuvwxyzåäöéüABCDEFGHIJKLMNOPQRSTUVWXYZ"
NAMES = st.text(alphabet=LETTERS + "'-.=+@<&", min_size=2, max_size=30).filter(
    lambda text: text[0] in LETTERS
)
YES_NO, SENSITIVE = ["", "yes", "no"], ["", "yes", "no", "refused"]
DAYS = st.dates(date(2018, 1, 1), date(2018, 12, 31))
INCOMES = {"": [], "wage 50": [("wage", 50)], "other, sickness 0 %": [("other", None), ("sickness", 0)]}
DIALECTS = st.tuples(
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
    st.sampled_from(";,\t"),
    st.sampled_from(["sv", "en"]),
    st.booleans(),
)
SWEDISH = {
    column.name: {entry[0]: entry[1] for entry in column.parse.entries}
    for column in FORMATS["participants"].columns
    if isinstance(column.parse, WordList)
}


@st.composite
def registrations(draw):
    # One person per row, with one or two spells.
    rows = []
    for position in draw(st.lists(st.integers(0, 2000), min_size=1, max_size=8, unique=True)):
        entered = draw(DAYS)
        left = entered + timedelta(days=draw(st.integers(0, 300)))
        status = draw(st.sampled_from(["", "unemployed", "inactive", "employed"]))
        row = {
            "personal_identity_number": nth_number(position),
            "given_name": draw(NAMES),
            "family_name": draw(NAMES),
            "municipality": draw(st.sampled_from(["0880", "Växjö", "ÄLVSBYN", "180"])),
            "intervention": draw(st.sampled_from(["", "kalejdo"])),
            "entry_date": entered.isoformat(),
            "labour_market_status": status,
            "unemployed_since": draw(st.sampled_from(["", "2016-02-29"])),
            "in_education": draw(st.sampled_from(YES_NO[1:] if status == "inactive" else YES_NO)),
            "education_level": draw(st.sampled_from(["", *"012345678"])),
            "protected_identity": draw(st.sampled_from(["", "none", "protected_registration"])),
            "exit_date": left.isoformat(),
            "exit_reason": draw(st.sampled_from(["completed", "dropped_out", "moved", "other"])),
        }
        if draw(st.booleans()):
            row |= {
                "work_at_entry": draw(st.sampled_from(["", "none", "own"])),
                "study_extent_at_exit": draw(st.sampled_from(["", "0", "50"])),
                "incomes_at_exit": draw(st.sampled_from(sorted(INCOMES))),
            }
        row |= {name: draw(st.sampled_from(SENSITIVE)) for name in ("minority", "disability")}
        row |= {name: draw(st.sampled_from(YES_NO)) for name in ("rural", "single_adult")}
        rows.append(row)
        if draw(st.booleans()):
            again = (left + timedelta(days=1)).isoformat()
            ended = {name: "" for name in row if name.endswith("_at_exit")}
            rows.append(row | {"entry_date": again, "exit_date": "", "exit_reason": ""} | ended)
    return rows


def written(rows, dialect):
    encoding, separator, language, is_spreadsheet = dialect
    if language == "sv":
        rows = [
            {name: SWEDISH.get(name, {}).get(value, value) for name, value in row.items()} for row in rows
        ]
    if is_spreadsheet:
        return xlsx_file(rows, language=language)
    return csv_file(rows, language=language, separator=separator, encoding=encoding)


@pytest.fixture
def project(db):
    project = ProjectFactory(ends_on=None)
    InterventionFactory(project=project, code="kalejdo")
    return project


class Undo(Exception):
    pass


def as_stored(project):
    # In the words of the file.
    rows = {}
    for spell in Spell.objects.filter(participation__project=project).select_related("participation__person"):
        participation = spell.participation
        incomes = [*zip(spell.incomes_at_exit, spell.income_extents_at_exit, strict=True)]
        rows[numbers.decrypt_number(participation.person), spell.entry_date.isoformat()] = {
            "given_name": participation.given_name,
            "municipality": spell.municipality_id,
            "intervention": spell.intervention_id is not None,
            "exit": (str(spell.exit_date or ""), spell.exit_reason),
            "situation": (spell.work_at_entry, spell.study_extent_at_exit, incomes),
            "protection": participation.person.protection,
            **{name: getattr(participation, name) for name in ENTRY_FIELDS},
        }
    return rows


@quick
@given(rows=registrations(), dialect=DIALECTS)
def test_a_register_is_stored_correctly_from_every_dialect(project, rows, dialect):
    plain = ("utf-8", ";", "en", False)
    seen = []
    for each in (plain, dialect):
        try:
            with transaction.atomic():
                plan = import_file(project, "participants", written(rows, each), by=None)
                assert plan.created == len(rows)
                seen.append(as_stored(project))
                assert import_file(project, "participants", written(rows, each), by=None).unchanged == len(
                    rows
                )
                raise Undo
        except Undo:
            continue
    assert seen[0] == seen[1]
    assert len(seen[0]) == len(rows)
    for row in rows:
        stored = seen[0][row["personal_identity_number"], row["entry_date"]]
        assert stored["given_name"] == row["given_name"]
        assert stored["minority"] == row["minority"]
        assert stored["rural"] == {"yes": True, "no": False, "": None}[row["rural"]]
        extent = row.get("study_extent_at_exit", "")
        situation = row.get("work_at_entry", ""), int(extent) if extent else None
        assert stored["situation"] == (*situation, INCOMES[row.get("incomes_at_exit", "")])
        assert stored["exit"] == (row["exit_date"], row["exit_reason"])


CELLS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "yes", "2018-02-30", "9999-12-31", "0001-01-01", "-1", "1e999", "880", "NULL", "=1+1", "\x00"]
    ),
    NAMES,
)


@quick
@given(rows=registrations(), data=st.data())
def test_any_changed_cell_is_a_mistake_or_valid(project, rows, data):
    row = data.draw(st.sampled_from(rows))
    row[data.draw(st.sampled_from(sorted(row)))] = data.draw(CELLS)
    with suppress(ImportRefused, ImportUnanswered, FileError, Undo), transaction.atomic():
        assert import_file(project, "participants", csv_file(rows), by=None).created == len(rows)
        raise Undo
    assert not Participation.objects.filter(project=project).exists()


@quick
@given(
    content=st.binary(max_size=300),
    start=st.sampled_from([b"", b"personnummer;kommun\n", b"\xef\xbb\xbf", b"PK\x03\x04"]),
)
def test_any_bytes_are_refused_without_an_exception(project, content, start):
    for kind in ("participants", "outcomes"):
        with pytest.raises((FileError, ImportRefused)):
            import_file(project, kind, io.BytesIO(start + content), by=None)
    assert not OutcomeEvent.objects.exists()
