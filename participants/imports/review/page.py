"""The context of the review page of a draft."""

from dataclasses import replace

from participants.imports.forms import AnswersForm, SheetForm
from participants.imports.matching.wording import reason_text
from participants.imports.mending.page import mended_of, saved_row
from participants.imports.one_person.people_page import people_page
from participants.imports.review.actions import check_again, current_result
from participants.imports.review.listed import listed_rows
from participants.imports.review.row_forms import with_forms


def review_context(request, draft):
    result, checked_at = current_result(draft, by=request.user)
    listed = listed_rows(request, result)
    if listed.is_outdated:
        result, checked_at = check_again(draft, by=request.user)
        listed = listed_rows(request, result)
    saved = saved_row(request)
    is_right = not result.problems and not result.file_error
    return {
        "checked_at": checked_at,
        "plan": result if is_right else None,
        "problems": result.problems or None,
        "general_problems": result.general_problems,
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
