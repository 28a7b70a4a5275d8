"""The page of one row: a form of all its cells."""

from collections import defaultdict

from django.utils.translation import gettext as _

from esfportal.ui.form_layouts import kept_html
from participants.imports.actions import open_draft, options_of
from participants.imports.headings.lookup import reader_of
from participants.imports.matching.project_codes import ProjectCodes, words_of
from participants.imports.mending.actions import overlay_of
from participants.imports.mending.forms import WholeRowForm
from participants.imports.mending.page import address_after
from participants.imports.reading.errors import FileError, Problems
from participants.imports.review.actions import kept_result
from participants.imports.review.listed import withheld


def row_form(request, draft, row):
    """Return the form of a row, with the mistakes that the latest check has found. Raises FileError."""
    result, _check = kept_result(draft)
    problems = []
    if result and not withheld(result, {row}, request.user):
        problems = result.problems_by_row.get(row, [])
    about = {"kind": draft.kind, "draft": draft, "row": row, "problems": problems}
    cells, words = _cells(draft, row, len(problems)), words_of(draft.project)
    return WholeRowForm(request.POST or None, cells=cells, words=words, **about)


def _cells(draft, row, problem_count):
    codes, problems = ProjectCodes(draft.project), Problems()
    options = {**options_of(draft), "overlay": overlay_of(draft).with_row(row).alone({row})}
    options.pop("answers", None)
    parsers = defaultdict(lambda: str, codes.parsers)
    file, names = open_draft(draft), codes.municipality_names
    reader = reader_of(draft.project, draft.kind, file, problems, parsers, known_words=names, **options)
    for _number, cells, _values in reader:
        count = max(problem_count, len(dict(problems.by_row).get(row, ())))
        return reader.shown_cells(cells, is_shifted=count > 1)
    raise FileError(_("The list has no such row."))


def row_context(request, draft, row, form):
    return {
        "project": draft.project,
        "section": draft.Kind(draft.kind).section,
        "draft": draft,
        "row": row,
        "kept_html": kept_html(request, form),
        "form": form,
        "back_url": address_after(request, draft, 0),
    }
