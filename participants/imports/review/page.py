"""The context of the review page of a draft."""

from dataclasses import replace

from participants.imports.booking_files.sums import sums_of
from participants.imports.forms import AnswersForm, SheetForm
from participants.imports.headings.views import heading_row_form, headings_form
from participants.imports.matching.wording import reason_text
from participants.imports.mending.page import mended_of, saved_row
from participants.imports.one_person.people_page import people_page
from participants.imports.review import actions
from participants.imports.review.listed import listed_rows
from participants.imports.review.row_forms import with_forms


def review_context(request, draft):
    """Return what the page shows; None for a large file whose check has not ended."""
    result, check = actions.current_result(draft, by=request.user)
    if result is None:
        return None
    listed = listed_rows(request, result)
    if listed.is_outdated and not actions.is_large(draft):
        result, check = actions.check_again(draft, by=request.user)
        listed = listed_rows(request, result)
    saved = saved_row(request)
    is_outdated = listed.is_outdated or not actions.is_current(draft, check)
    is_right = not (result.problems or result.file_error or is_outdated)
    for question in result.people:
        question.answer = question.valid_answer(draft.people_answers)
    return {
        "checked_at": check.checked_at,
        "is_outdated": is_outdated,
        "is_being_checked": is_outdated and actions.is_being_checked(draft),
        "plan": result if is_right else None,
        "problems": result.problems or None,
        "sums": sums_of(result.sums),
        "general_problems": result.general_problems,
        "problem_rows": result.problem_rows,
        "headings_form": headings_form(result.problems, draft),
        "heading_row_form": heading_row_form(result, draft),
        "file_error": result.file_error,
        "listed": replace(listed, rows=with_forms(draft, listed.rows, saved)),
        "saved_row": saved,
        "mended": mended_of(draft),
        "page": listed.page,
        "people": people_page(request, result.people) if result.people else None,
        "sheet_form": SheetForm(draft=draft, sheets=result.other_sheets) if result.other_sheets else None,
        **(_answers(draft, result) if is_right else {}),
    }


def _answers(draft, result):
    asks_reason = bool(result.corrected)
    form = AnswersForm(questions=result.questions, draft=draft, asks_reason=asks_reason)
    return {"answers": form, "reason_text": reason_text(result.corrected)}
