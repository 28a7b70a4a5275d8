"""The list of a file's rows by state."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User
from esfportal.ui.pagination import page_of
from participants.imports.matching.plan import Change, ConcernedPerson, OutcomeRow, Result
from participants.imports.mending.page import MendRow
from participants.imports.one_person.concerned import ConcernedRow, described
from participants.imports.reading.errors import Problem
from participants.imports.review.actions import shown_to
from participants.imports.review.forms import StateForm
from participants.imports.review.result import CheckResult
from participants.imports.review.states import RowState


@dataclass(frozen=True)
class StateLink:
    label: str
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class ReviewedRow:
    row: int
    state: RowState
    changes: Sequence[Change] = ()
    problems: Sequence[Problem] = ()
    is_alone: bool = False  # checked without the other rows of the file
    is_repetition: bool = False  # says nothing more than another row
    texts: Sequence[str] = ()  # what is asked or said about it
    concerned: ConcernedRow | None = None  # the participant of an outcome
    mend: MendRow | None = None  # the forms that correct it
    take_in: Any = None  # the form that takes it in again

    @property
    def shape(self) -> str:
        if self.state == RowState.DOUBLE and not self.problems:
            return "none" if self.is_repetition else "warn"
        return self.state.shape


@dataclass(frozen=True)
class ListedRows:
    page: Any
    rows: Sequence[ReviewedRow]
    links: Sequence[StateLink]
    wrong_url: str  # of the first state with mistakes, "" where a state is chosen
    is_outdated: bool  # the check tells of a person what the user may not see any more


def listed_rows(request: HttpRequest, result: CheckResult) -> ListedRows:
    user: Any = request.user
    chosen = StateForm(request.GET).chosen
    page = page_of(request, result.rows_in(chosen))
    places = list(page.object_list)
    numbers = [result.rows[place] for place in places]
    # The questions are shown on every page.
    asked = {row for question in result.questions for row in question.rows}
    hidden = withheld(result, {*numbers, *asked}, user)
    people = _concerned(numbers, result, user)
    rows = [_row(place, result, hidden, people) for place in places]
    links = _links(result, chosen)
    wrong_url = "" if chosen else _wrong_url(result, links)
    return ListedRows(page, rows, links, wrong_url, bool(hidden))


def _links(result: CheckResult, chosen: str) -> list[StateLink]:
    found = [
        StateLink(state.label, count, f"?state={state}#rows", chosen == state)
        for state, count in result.state_counts.items()
    ]
    return [StateLink(_("All rows"), len(result.rows), "?#rows", not chosen), *found]


def _wrong_url(result: CheckResult, links: list[StateLink]) -> str:
    # Rows that only repeat others have a state of mistakes, too, and need nothing.
    rows = zip(result.rows, result.states, strict=True)
    wrong = {state for row, state in rows if row in result.problems.kinds}
    found = zip(result.state_counts, links[1:], strict=True)
    return next((link.url for state, link in found if state in wrong), "")


def withheld(result: CheckResult, rows: Collection[int], user: User) -> frozenset[int]:
    # Participations that could be shown at the check. The person may have got a protected identity since, or
    # the user another part of the project.
    before = {pk for row in rows if (pk := result.participation_of.get(row)) in result.shown}
    return frozenset(before - shown_to(user, before)) if before else frozenset()


def _row(
    place: int,
    result: CheckResult,
    withheld: Collection[int],
    people: dict[int, ConcernedRow],
) -> ReviewedRow:
    row, state = result.rows[place], result.states[place]
    if result.participation_of.get(row) in withheld:
        text = _("The record has changed since the check. Check the file again.")
        return ReviewedRow(row, state, texts=[text])
    problems = result.problems_by_row.get(row, [])
    return ReviewedRow(
        row,
        state,
        result.changes_by_row.get(row, []),
        problems,
        is_alone=row in result.alone,
        is_repetition=row in result.repeats and not result.questions_of(row),
        texts=_texts(row, state, result, has_problems=bool(problems)),
        concerned=people.get(row),
    )


def _texts(row: int, state: RowState, result: CheckResult, *, has_problems: bool) -> list[str]:
    texts = [result.said[row]] if row in result.said else []
    texts += [question.message for question in result.questions_of(row)]
    if row in result.repeats:
        texts.append(
            _("Says nothing more than row %(row)s, and is saved with it.") % {"row": result.repeats[row]}
        )
    if state == RowState.PERSON and not texts and not has_problems:
        texts.append(_("Answer above whether it is the same person."))
    if state == RowState.PLACES and not texts and not has_problems:
        texts.append(_("There is no place for this person."))
    if state == RowState.ERROR and not has_problems:
        texts.append(
            _("Correct the other mistakes of the file first: this one is not listed.")
            if row in result.problems.kinds
            else _("Correct first what stands above the rows.")
            if result.general_problems
            else _("Correct the other row of this person first.")
        )
    return texts


def _concerned(rows: Collection[int], result: CheckResult, user: User) -> dict[int, ConcernedRow]:
    found = [
        ConcernedPerson(
            OutcomeRow(
                row=row,
                key=bytes.fromhex(kept.key),
                masked_number=kept.masked_number,
                happened_on=date.fromisoformat(kept.happened_on),
                kind=kept.kind,
                improvement=None,
                evidence=None,
            ),
            result.participation_of[row],
            Result(kept.result),
        )
        for row in rows
        if (kept := result.concerned.get(row))
    ]
    return {each.row: each for each in described(found, by=user)} if found else {}
