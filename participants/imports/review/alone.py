"""Rows of a large file that were corrected: each is checked alone, until the whole file has been checked."""

from collections.abc import Collection
from dataclasses import replace

from django.utils import translation

from participants.imports.matching.questions import Question
from participants.imports.mending.actions import overlay_of
from participants.imports.review import actions
from participants.imports.review.result import CheckResult

MOST = 25  # rows that are checked in a request; more wait for the whole check


def check_corrected(draft, rows, *, by):
    """Show how these rows of a large file are now, and have the whole file checked. Raises FileError."""
    draft.refresh_from_db(fields=["overlay_encrypted", "overlay_key_version", "overlay_number"])
    if not rows or not actions.is_large(draft):  # a small file is checked when its page is shown
        return
    actions.check_soon(draft, by=by)
    result, check = actions.kept_result(draft)
    if result is None or len(rows) > MOST:
        return
    # The texts of one result are in one language.
    with translation.override(check.language):
        own = actions.checked_draft(draft, by=by, overlay=overlay_of(draft).alone(rows))
    if not own.file_error:
        actions.replace_content(check, with_rows(result, own, rows))


def with_rows(result: CheckResult, own: CheckResult, rows: Collection[int]) -> CheckResult:
    """Return the result with what a check of these rows has found in their place."""
    rows = frozenset(rows)
    states = {row: state for row, state in zip(result.rows, result.states, strict=True) if row not in rows}
    states |= dict(zip(own.rows, own.states, strict=True))
    numbers = sorted(states)
    return replace(
        result,
        rows=numbers,
        states=[states[row] for row in numbers],
        changes=[*(each for each in result.changes if each.row not in rows), *own.changes],
        repeats=_without(result.repeats, rows) | own.repeats,
        participation_of=_without(result.participation_of, rows) | own.participation_of,
        shown=result.shown | own.shown,
        problems=result.problems.with_rows(own.problems, rows),
        questions=[*_questions_without(result.questions, rows), *own.questions],
        people=[*(each for each in result.people if not rows.issuperset(_rows_of(each))), *own.people],
        concerned=_without(result.concerned, rows) | own.concerned,
        said=_without(result.said, rows) | own.said,
        alone=result.alone | rows,
    )


def _without[Value](by_row: dict[int, Value], rows: frozenset[int]) -> dict[int, Value]:
    return {row: value for row, value in by_row.items() if row not in rows}


def _rows_of(question):
    return [row.row for row in question.rows]


def _questions_without(questions, rows):
    for each in questions:
        if left := tuple(row for row in each.rows if row not in rows):
            yield Question(each.code, each.message, left)
