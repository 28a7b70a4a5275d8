"""Plan of an import: plain data."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import Any, NamedTuple
from uuid import UUID

from participants.imports.matching.questions import Question, Questions
from participants.register.identity.numbers import blind_index
from participants.register.models import Moment, Participation, situation_fields
from participants.register.rules.warnings import RuleWarning

# The entry record's columns; each is a field of Participation by the same name.
ENTRY_FIELDS = Participation.ENTRY_RECORD_FIELDS
NAME_FIELDS = ("given_name", "family_name")
# Column → field of Spell.
SPELL_FIELDS = {
    "exit_date": "exit_date",
    "exit_reason": "exit_reason",
    "municipality": "municipality_id",
    "intervention": "intervention_id",
}
# Columns of the situation, which most files lack → fields of Spell. Incomes are pairs of source and extent.
SITUATION_FIELDS = {
    name: (name, name.replace("incomes", "income_extents")) if name.startswith("incomes") else (name,)
    for moment in Moment.values
    for name in situation_fields(moment)
    if not name.startswith("income_extents")
}
CHANGES_KEPT = 20_000

# The number's blind index, or names in lower case, birth date and sex.
PersonKey = bytes | tuple[str, str, date, str]
SpellValues = tuple[Any, ...]  # in the order of SPELL_FIELDS and the plan's columns of the situation
EntryValues = tuple[Any, ...]  # in the order of ENTRY_FIELDS


class Counts(Counter[str]):
    """Rows by result: created, updated, unchanged, skipped, waiting for an answer."""

    def __str__(self) -> str:
        return f"created {self['created']}, updated {self['updated']}, unchanged {self['unchanged']}"


@dataclass(slots=True)
class ParticipantRow:
    """A valid row. None is an empty cell."""

    row: int
    key: PersonKey
    digits: str
    number_kind: str
    birth_date: date
    sex: str
    given_name: str
    family_name: str
    entry_date: date
    exit_date: date | None
    exit_reason: str | None
    municipality: str
    intervention: int | None
    protection: str | None
    entry_pieces: tuple[
        EntryValues, ...
    ]  # shared by rows with the same answers, for the memory of a large file
    is_same_person: bool | None = None  # the file's answer about a name that differs
    warnings: tuple[RuleWarning, ...] = ()
    situation: tuple[Any, ...] = ()  # in the order of the plan's columns of the situation

    @property
    def names(self) -> tuple[str, str]:
        return self.given_name, self.family_name

    @property
    def entry(self) -> EntryValues:
        return tuple(chain.from_iterable(self.entry_pieces))

    @entry.setter
    def entry(self, values: EntryValues) -> None:
        self.entry_pieces = (values,)

    @property
    def spell(self) -> SpellValues:
        return self.exit_date, self.exit_reason, self.municipality, self.intervention, *self.situation


class SharedPieces:
    """Divides entry records into pieces, and returns the same object for equal pieces."""

    PLACES = tuple(slice(start, start + 5) for start in range(0, len(ENTRY_FIELDS), 5))

    def __init__(self) -> None:
        # One for each place: the pieces of two places may be equal and of other types, such as 1 and True.
        self._known: tuple[dict[EntryValues, EntryValues], ...] = tuple({} for _place in self.PLACES)

    def __call__(self, entry: EntryValues) -> tuple[EntryValues, ...]:
        pieces = [entry[place] for place in self.PLACES]
        return tuple([known.setdefault(each, each) for known, each in zip(self._known, pieces, strict=True)])


def adds_nothing(row: ParticipantRow, other: ParticipantRow) -> bool:
    """Return whether each filled cell of the row's spell and entry record is in the other row, too."""
    pairs = zip((*row.spell, *row.entry), (*other.spell, *other.entry), strict=True)
    return all(value is None or value == stored for value, stored in pairs)


ANOTHER = "another"  # the answer that the row is about another person


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person whom a row may be about: a participant, or the person of an earlier row."""

    value: str  # of the answer
    participation_id: int | None = None
    row: ParticipantRow | None = None


@dataclass(slots=True)
class PersonQuestion:
    """The question which of the candidates one person's rows are about, if any."""

    rows: list[ParticipantRow]
    candidates: tuple[Candidate, ...]
    answer: str = ""  # ANOTHER, or a candidate's value

    @property
    def key(self) -> str:
        # Another file, or other participants like this one, make another question. Keyed, because it is kept.
        stored = sorted(each.value for each in self.candidates if each.participation_id)
        row = self.rows[0]
        return blind_index(f"{row.row} {row.key!r} {stored}").hex()[:16]

    def valid_answer(self, answers: Mapping[str, str]) -> str:
        answer = answers.get(self.key, "")
        return answer if answer in (ANOTHER, *(each.value for each in self.candidates)) else ""


@dataclass(frozen=True, slots=True)
class PersonAnswer:
    """An answer for the audit log, from the page or from the file."""

    row: int
    participation_id: int | None  # None: about another row
    is_same: bool


@dataclass(slots=True)
class NewParticipation:
    """A person who is new in the project, with one spell per row."""

    rows: list[ParticipantRow]
    person_id: UUID | None  # None: new in the portal as well
    protection: str
    warnings: tuple[str, ...] = ()  # codes that are asked about


@dataclass(frozen=True, slots=True)
class Change:
    row: int
    column: str
    old: str
    new: str


class Written(NamedTuple):
    """A stored value that the row replaces; kept with the import, also where the review hides it."""

    row: int
    column: str
    old: Any
    new: Any
    spell: int | None  # the primary key, None: the value is not of a spell


class Result(StrEnum):
    """Effect of a row; also the key of its count."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    WAITING = "waiting"


@dataclass(kw_only=True)
class CountedRows:
    """Counts of a file's rows by result."""

    counts: Counts = field(default_factory=Counts)
    counted_twice: int = 0  # rows that both create something and change something stored

    @property
    def created(self) -> int:
        return self.counts["created"]

    @property
    def updated(self) -> int:
        return self.counts["updated"]

    @property
    def unchanged(self) -> int:
        return self.counts["unchanged"]

    @property
    def skipped(self) -> int:
        # Rows about protected people whom the user may not open.
        return self.counts["skipped"]

    @property
    def writes(self) -> int:
        return self.created + self.updated - self.counted_twice


@dataclass
class Plan(CountedRows):
    # Numbers of all rows that were read, also of those with mistakes.
    row_numbers: Sequence[int] = ()
    results: dict[int, Result] = field(default_factory=dict)  # by row
    # Row → primary key of the participation that it was compared with.
    participation_of: dict[int, int] = field(default_factory=dict)
    repeats: dict[int, int] = field(default_factory=dict)  # row that adds nothing → the earlier row
    written: list[Written] = field(default_factory=list)
    # Filled while they are saved: SavedOutcome and SavedAttendance of participants.imports.results.content.
    saved_outcomes: list[tuple[Any, ...]] = field(default_factory=list)
    saved_attendance: list[tuple[Any, ...]] = field(default_factory=list)
    saved_employers: list[tuple[Any, ...]] = field(default_factory=list)  # SavedEmployer
    replaced_contacts: dict[int, Any] = field(default_factory=dict)  # earlier details by primary key
    saved_bookings: list[tuple[int, int]] = field(default_factory=list)  # row, primary key
    said: dict[int, str] = field(default_factory=dict)  # about rows, in words
    sums: list[list[Any]] = field(default_factory=list)  # of bookings by source, see booking_files.plan
    beyond_places: Sequence[int] = ()  # rows of newcomers for whom there is no place
    # Primary keys of the people's existing participations in the project, for the access log.
    matched_participations: set[int] = field(default_factory=set)
    changes: list[Change] = field(default_factory=list)
    change_count: int = 0
    notices: list[str] = field(default_factory=list)  # about the file as a whole
    questions: Questions = field(default_factory=Questions)
    other_sheets: tuple[str, ...] = ()  # those with content that were not read
    # Primary keys of participations of which a value that figures count is replaced: they need a reason.
    corrected: set[int] = field(default_factory=set)
    warnings: dict[int, set[str]] = field(
        default_factory=dict
    )  # codes that are asked about, by participation
    people: list[PersonQuestion] = field(default_factory=list)
    mended: dict[str, Any] = field(default_factory=dict)  # Overlay.counts
    read_as: dict[str, Any] = field(default_factory=dict)  # Problems.read_as

    def unanswered(self, confirmed: Collection[str]) -> list[PersonQuestion | Question]:
        """Return the questions that are not answered, by their keys or codes."""
        waiting = [each for each in self.people if not each.answer]
        return [*waiting, *self.questions.unanswered(confirmed)]

    @property
    def row_count(self) -> int:
        return self.counts.total() - self.counted_twice

    def note_row(self, row: int, result: Result, participation: int | None = None) -> None:
        self.counts[result] += 1
        self.results[row] = result
        if participation is not None:
            self.participation_of[row] = participation

    def note_warnings(self, participation: int, codes: Collection[str]) -> None:
        if codes:
            self.warnings.setdefault(participation, set()).update(codes)

    def note_change(self, row: int, column: str, old: Callable[[], str], new: Callable[[], str]) -> None:
        # `old` and `new` are called only for changes that are kept.
        self.change_count += 1
        if len(self.changes) < CHANGES_KEPT:
            self.changes.append(Change(row, column, str(old()), str(new())))


@dataclass
class ParticipantsPlan(Plan):
    new_participations: list[NewParticipation] = field(default_factory=list)
    reentries: list[tuple[int, ParticipantRow]] = field(default_factory=list)  # by participation id
    participations: list[tuple[Any, ...]] = field(default_factory=list)  # (id, *names, *entry record)
    spells: list[tuple[Any, ...]] = field(default_factory=list)  # (id, *values of spell_columns)
    identities: dict[UUID, ParticipantRow] = field(default_factory=dict)  # person id → row with the number
    protections: dict[UUID, str] = field(default_factory=dict)  # person id → level to raise to
    people_answers: list[PersonAnswer] = field(default_factory=list)
    situation_columns: tuple[str, ...] = ()  # those of SITUATION_FIELDS that the file has

    @property
    def spell_columns(self) -> tuple[str, ...]:
        return *SPELL_FIELDS, *self.situation_columns


@dataclass(slots=True)
class OutcomeRow:
    """A valid row. None is an empty cell."""

    row: int
    key: bytes
    masked_number: str
    happened_on: date
    kind: str
    improvement: str | None
    evidence: str | None
    # What the file says about the person; compared, and not stored.
    given_name: str | None = None
    family_name: str | None = None
    birth_date: date | None = None
    sex: str | None = None


class PlannedOutcome(NamedTuple):
    # Improvement and evidence may come from the superseded event.

    participation_id: int
    row: OutcomeRow
    improvement: str
    evidence: str
    supersedes_id: int | None = None


class ConcernedPerson(NamedTuple):
    """The participant whom a row concerns, for the user to see before the outcomes are saved."""

    row: OutcomeRow
    participation_id: int
    result: Result


@dataclass
class OutcomesPlan(Plan):
    events: list[PlannedOutcome] = field(default_factory=list)
    concerned: list[ConcernedPerson] = field(default_factory=list)

    def note_result(self, row: OutcomeRow, participation_id: int, result: Result) -> None:
        self.note_row(row.row, result, participation_id)
        self.concerned.append(ConcernedPerson(row, participation_id, result))
