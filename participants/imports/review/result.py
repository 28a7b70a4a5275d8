"""Result of a check: plain data."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from participants.imports.matching.plan import Change, CountedRows, OutcomesPlan, PersonQuestion, Plan
from participants.imports.matching.questions import Question
from participants.imports.reading.errors import Problem, Problems
from participants.imports.review.states import Facts, RowState, counted, state_of

PROBLEMS_KEPT = 20_000  # shown one by one; the states of the rows count further ones


class ConcernedRow(NamedTuple):
    # A row of a list of outcomes, see matching.plan.ConcernedPerson.
    key: str  # hexadecimal
    masked_number: str
    happened_on: str
    kind: str
    result: str


@dataclass
class CheckResult(CountedRows):
    rows: list[int] = field(default_factory=list)  # numbered as in the file
    states: list[RowState] = field(default_factory=list)  # of the rows, in their order
    changes: list[Change] = field(default_factory=list)
    repeats: dict[int, int] = field(default_factory=dict)
    participation_of: dict[int, int] = field(default_factory=dict)
    # Primary keys of participations whose stored values may stand in the texts: they were not protected.
    shown: frozenset[int] = frozenset()
    problems: Problems = field(default_factory=Problems)
    questions: list[Question] = field(default_factory=list)
    people: list[PersonQuestion] = field(default_factory=list)
    concerned: dict[int, ConcernedRow] = field(default_factory=dict)
    corrected: int = 0  # people of whom a value that figures count is replaced
    notices: list[str] = field(default_factory=list)
    other_sheets: tuple[str, ...] = ()
    alone: frozenset[int] = frozenset()  # rows that were corrected since, and checked without the others
    said: dict[int, str] = field(default_factory=dict)
    sums: list[list[Any]] = field(default_factory=list)
    file_error: str = ""  # why the file can't be read at all

    @property
    def state_counts(self) -> dict[RowState, int]:
        return counted(self.states)

    @cached_property
    def changes_by_row(self) -> dict[int, list[Change]]:
        found = defaultdict(list)
        for change in self.changes:
            found[change.row].append(change)
        return dict(found)

    @cached_property
    def problems_by_row(self) -> dict[int, list[Problem]]:
        return dict(self.problems.by_row)

    @property
    def general_problems(self) -> list[Problem]:
        # About no row, such as those of the headings.
        known = set(self.rows)
        return [problem for problem in self.problems.listed if problem.row not in known]

    @property
    def problem_rows(self) -> int:
        return len(self.problems.kinds.keys() & set(self.rows))

    def questions_of(self, row: int) -> list[Question]:
        return [question for question in self.questions if row in question.rows]

    def rows_in(self, state: str) -> list[int]:
        # Places in `rows`; an empty state is all of them.
        return [place for place, found in enumerate(self.states) if not state or found == state]


def collected(plan: Plan, problems: Problems, *, left_out: Collection[int] = ()) -> CheckResult:
    questions = plan.questions.listed()
    codes: dict[int, set[str]] = defaultdict(set)
    for question in questions:
        for row in question.rows:
            codes[row].add(question.code)
    left_out, beyond = frozenset(left_out), frozenset(plan.beyond_places)
    rows = sorted({*plan.row_numbers, *left_out})
    states = [
        state_of(
            Facts(
                problem=problems.kinds.get(row),
                result=plan.results.get(row),
                is_left_out=row in left_out,
                is_repetition=row in plan.repeats,
                is_beyond_places=row in beyond,
                questions=codes.get(row, ()),
            )
        )
        for row in rows
    ]
    return CheckResult(
        rows=rows,
        states=states,
        counts=plan.counts,
        counted_twice=plan.counted_twice,
        changes=plan.changes,
        repeats=plan.repeats,
        participation_of=plan.participation_of,
        problems=problems,
        questions=questions,
        people=plan.people,
        concerned=_concerned(plan),
        corrected=len(plan.corrected),
        notices=plan.notices,
        other_sheets=plan.other_sheets,
        said=plan.said,
        sums=plan.sums,
    )


def _concerned(plan: Plan) -> dict[int, ConcernedRow]:
    if not isinstance(plan, OutcomesPlan):
        return {}
    return {
        each.row.row: ConcernedRow(
            each.row.key.hex(),
            each.row.masked_number,
            each.row.happened_on.isoformat(),
            each.row.kind,
            each.result,
        )
        for each in plan.concerned
    }
