"""Rows with mistakes, and what was corrected."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from esfportal.ui.formats import number
from participants.imports.mending.actions import overlay_of
from participants.imports.mending.forms import LeaveOutForm, Reason, RowForm
from participants.imports.mending.overlay import LeftOut
from participants.imports.reading.columns import FORMATS
from participants.imports.reading.errors import FileError, ProblemKind
from participants.imports.reading.masking import mask_name, mask_number_cell, mask_text

CHANGES_SHOWN = 50
PROJECT_WORDS = {"municipality", "intervention", "activity", "source", "purpose"}


class MendRow(NamedTuple):
    number: int
    problems: list
    form: RowForm
    leave_out: LeaveOutForm
    is_next: bool = False  # after what was saved just now

    @property
    def loose(self):
        # no field of the form corrects them
        return [each for each in self.problems if each.key not in self.form.columns]


class MendedLine(NamedTuple):
    row: int
    column: str
    before: str
    after: str


class Mended(NamedTuple):
    text: str
    lines: list
    unlisted: int
    has_left_out: bool


def saved_row(request):
    """Return the row that was saved just now, or 0."""
    text = request.GET.get("row", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else 0


def mend_row(draft, row, problems, words, *, is_next=False):
    """Return one row for the template _mend_row.html. `words`: project_codes.words_of."""
    form = RowForm(kind=draft.kind, draft=draft, row=row, problems=problems, words=words)
    if is_next and form.cells:
        form.cells[0][0].field.widget.attrs["data-focus"] = True
    is_double = any(problem.kind == ProblemKind.DOUBLE for problem in problems)
    leave_out = LeaveOutForm(draft=draft, row=row, reason=Reason.DOUBLE if is_double else "")
    return MendRow(row, problems, form, leave_out, is_next)


def address_after(request, draft, row):
    """Return the address of the review: the same list, at the next row with a mistake."""
    kept = {name: request.GET[name] for name in ("state", "page") if name in request.GET}
    query = urlencode(kept | ({"row": row} if row else {}))
    address = reverse("imports:import_review", args=[draft.project.slug, draft.pk])
    return f"{address}{'?' if query else ''}{query}{'#next-row' if row else ''}"


def mended_of(draft):
    """Return the changes, the last first."""
    try:
        changes = overlay_of(draft).changes
    except FileError:  # said by the page already
        changes = ()
    if not changes:
        return None
    lines = [line for change in reversed(changes) for line in _lines(change, FORMATS[draft.kind])]
    left_out = {change.row for change in changes if isinstance(change, LeftOut)}
    cells = {(change.row, key) for change in changes if change.row not in left_out for key in change.texts}
    text = mended_text(len(cells), len(left_out))
    return Mended(text, lines[:CHANGES_SHOWN], max(len(lines) - CHANGES_SHOWN, 0), bool(left_out))


def _lines(change, file_format):
    if isinstance(change, LeftOut):
        yield MendedLine(change.row, "", "", left_out_text(change))
        return
    for key, text in change.texts.items():
        column = file_format.by_key[key]
        yield MendedLine(change.row, column.heading, change.shown.get(key, ""), _masked(column, text))


def _masked(column, text):
    if column.key == "personal_identity_number" or column.key == "participant":
        return mask_number_cell(text)
    return mask_name(text) if column.personal else mask_text(text)


def mended_text(cells, rows):
    parts = []
    if cells:
        parts.append(ngettext("%(count)s cell", "%(count)s cells", cells) % {"count": number(cells)})
    if rows:
        parts.append(
            ngettext("%(count)s row left out", "%(count)s rows left out", rows) % {"count": number(rows)}
        )
    return _("Corrected in the page: %(what)s.") % {"what": ", ".join(parts)} if parts else ""


def left_out_text(change):
    reason = str(Reason(change.reason).label)
    if change.text:
        reason = f"{reason}: {change.text}"
    return _("Left out: %(reason)s.") % {"reason": reason.rstrip(".")}
