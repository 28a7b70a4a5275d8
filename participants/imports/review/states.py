"""States of rows: one for each, so that the counts add up to the file."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from participants.imports.booking_files.plan import BOOKED, REPEATED
from participants.imports.matching.names import OTHER_NAME
from participants.imports.matching.plan import Result
from participants.imports.matching.stated_person import OTHER_BIRTH_DATE, OTHER_SEX
from participants.imports.reading.errors import ProblemKind


class RowState(StrEnum):
    # In the order of the filter: first the rows that need something.
    ERROR = "error"
    DOUBLE = "double"
    REGISTERED = "registered"
    OUTSIDE = "outside"
    PLACES = "places"
    PERSON = "person"
    WARNING = "warning"
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    LEFT_OUT = "left_out"

    @property
    def label(self) -> str:
        return capfirst(LABELS[self])

    @property
    def shape(self) -> str:
        """The name of the drawing beside the word (components/state.html)."""
        return SHAPES.get(self, "none")


LABELS = {
    RowState.ERROR: _("to correct"),
    RowState.DOUBLE: _("twice in the file"),
    RowState.REGISTERED: _("twice in the register"),
    RowState.OUTSIDE: _("outside the target group"),
    RowState.PLACES: _("beyond the places"),
    RowState.PERSON: _("question about the person"),
    RowState.WARNING: _("doubtful"),
    RowState.NEW: _("new"),
    RowState.CHANGED: _("changed"),
    RowState.UNCHANGED: _("unchanged"),
    RowState.SKIPPED: _("skipped"),
    RowState.LEFT_OUT: _("left out"),
}
SHAPES = {
    RowState.ERROR: "bad",
    RowState.DOUBLE: "bad",
    RowState.REGISTERED: "bad",
    RowState.OUTSIDE: "bad",
    RowState.PLACES: "warn",
    RowState.PERSON: "warn",
    RowState.WARNING: "warn",
    RowState.NEW: "good",
    RowState.CHANGED: "info",
}
OF_PROBLEM = {
    ProblemKind.MISTAKE: RowState.ERROR,
    ProblemKind.DOUBLE: RowState.DOUBLE,
    ProblemKind.SEVERAL: RowState.REGISTERED,
    ProblemKind.TARGET_GROUP: RowState.OUTSIDE,
    ProblemKind.PLACES: RowState.PLACES,
    ProblemKind.PERSON: RowState.PERSON,
}
OF_RESULT = {
    Result.CREATED: RowState.NEW,
    Result.UPDATED: RowState.CHANGED,
    Result.UNCHANGED: RowState.UNCHANGED,
    Result.SKIPPED: RowState.SKIPPED,
    Result.WAITING: RowState.PERSON,
}
# Codes of questions with a state of their own.
OF_QUESTION = {BOOKED: RowState.REGISTERED, REPEATED: RowState.DOUBLE}
ABOUT_PERSON = {OTHER_NAME, OTHER_BIRTH_DATE, OTHER_SEX}  # codes of questions


class Facts(NamedTuple):
    problem: ProblemKind | None = None
    result: Result | None = None
    is_left_out: bool = False
    is_repetition: bool = False  # adds nothing to an earlier row
    is_beyond_places: bool = False
    questions: Collection[str] = ()  # their codes


def state_of(facts: Facts) -> RowState:
    return next(_states(facts))


def _states(facts: Facts) -> Iterator[RowState]:
    if facts.is_left_out:
        yield RowState.LEFT_OUT
    if facts.problem:
        yield OF_PROBLEM[facts.problem]
    if facts.result is Result.WAITING or ABOUT_PERSON.intersection(facts.questions):
        yield RowState.PERSON
    if facts.is_beyond_places:
        yield RowState.PLACES
    yield from (state for code, state in OF_QUESTION.items() if code in facts.questions)
    if facts.questions:
        yield RowState.WARNING
    if facts.is_repetition:
        yield RowState.DOUBLE
    # A row without a result waits for another row of the same person that has a mistake.
    yield OF_RESULT[facts.result] if facts.result else RowState.ERROR


def counted(states: Iterable[RowState]) -> dict[RowState, int]:
    # In the order of the filter.
    counts = Counter(states)
    return {state: counts[state] for state in RowState if counts[state]}
