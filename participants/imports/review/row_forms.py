"""The forms that correct the rows of the list."""

from dataclasses import replace

from participants.imports.matching.project_codes import words_of
from participants.imports.mending.actions import overlay_of
from participants.imports.mending.forms import TakeInForm
from participants.imports.mending.page import PROJECT_WORDS, left_out_text, mend_row
from participants.imports.review.states import RowState

UNMENDED = {RowState.NEW, RowState.CHANGED, RowState.UNCHANGED, RowState.SKIPPED}


def with_forms(draft, rows, saved):
    """Return the rows with their forms. `saved`: the row that was saved just now, or 0."""
    keys = {problem.key for row in rows for problem in row.problems}
    words = words_of(draft.project) if keys & PROJECT_WORDS else {}
    left_out = overlay_of(draft).left_out if any(row.state == RowState.LEFT_OUT for row in rows) else {}
    waiting = [row.row for row in rows if row.problems] if saved else []
    following = next((row for row in waiting if row >= saved), waiting[0] if waiting else 0)

    def with_form(row):
        if change := left_out.get(row.row):
            return replace(row, texts=[left_out_text(change)], take_in=TakeInForm(draft=draft, row=row.row))
        if row.state in UNMENDED:
            return row
        is_next = row.row == following
        return replace(row, mend=mend_row(draft, row.row, row.problems, words, is_next=is_next))

    return [with_form(row) for row in rows]
