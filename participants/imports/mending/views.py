"""Corrections in the page, and their undoing."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.audit.row_versions import is_outdated
from accounts.audit.versions import locked_for_change
from participants.imports.access import find_ended_import, get_import_draft
from participants.imports.mending import actions
from participants.imports.mending.forms import LeaveOutForm, RowForm, TakeInForm
from participants.imports.mending.page import address_after
from participants.imports.mending.row_page import row_context, row_form
from participants.imports.reading.errors import FileError
from participants.imports.review.alone import check_corrected


@require_POST
def correct(request, slug, pk):
    return _change(request, slug, pk, _correct)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def row(request, slug, pk, row):
    """Show all cells of a row, and correct them."""
    if find_ended_import(request.user, slug, pk):
        return redirect("imports:import_review", slug=slug, pk=pk)
    draft = locked_for_change(request, lambda: get_import_draft(request.user, slug, pk))
    try:
        form = row_form(request, draft, row)
        if form.is_valid():
            _save_cells(request, draft, row, form)
            return redirect(address_after(request, draft, row))
    except FileError as error:
        messages.error(request, error.message)
        return redirect(address_after(request, draft, 0))
    return render(request, "participants/imports/import_row.html", row_context(request, draft, row, form))


def _correct(request, draft):
    form = RowForm(request.POST, kind=draft.kind, draft=draft)
    if not form.is_valid():
        messages.error(
            request,
            _("Nothing was saved: a text is too long, or has characters that can't be shown."),
        )
        return None
    row = form.cleaned_data["row"]
    _save_cells(request, draft, row, form)
    return row


def _save_cells(request, draft, row, form):
    texts, shown = form.changed
    if texts:
        actions.correct_row(draft, row=row, texts=texts, shown=shown)
        check_corrected(draft, {row}, by=request.user)
    else:
        messages.info(request, _("Nothing was changed in the row."))


@require_POST
def leave_out(request, slug, pk):
    return _change(request, slug, pk, _leave_out)


def _leave_out(request, draft):
    form = LeaveOutForm(request.POST, draft=draft)
    if not form.is_valid():
        messages.error(request, _("Say why the row is left out."))
        return form.cleaned_data.get("row")
    actions.leave_out_row(draft, **form.cleaned_data)
    check_corrected(draft, {form.cleaned_data["row"]}, by=request.user)
    return form.cleaned_data["row"]


@require_POST
def take_in(request, slug, pk):
    return _change(request, slug, pk, _take_in)


def _take_in(request, draft):
    form = TakeInForm(request.POST, draft=draft)
    if not form.is_valid():
        return None
    actions.take_in_row(draft, **form.cleaned_data)
    check_corrected(draft, {form.cleaned_data["row"]}, by=request.user)
    return form.cleaned_data["row"]


@require_POST
def undo(request, slug, pk):
    return _change(request, slug, pk, partial(_undo, actions.undo_last))


@require_POST
def undo_all(request, slug, pk):
    return _change(request, slug, pk, partial(_undo, actions.undo_all))


def _undo(action, request, draft):
    check_corrected(draft, action(draft), by=request.user)


def _change(request, slug, pk, change):
    """Change the draft and redirect to its review, at the row that `change` returns."""
    if find_ended_import(request.user, slug, pk):
        return redirect("imports:import_review", slug=slug, pk=pk)
    draft = locked_for_change(request, lambda: get_import_draft(request.user, slug, pk))
    row = 0
    if not is_outdated(request, draft):  # such as a correction in another window
        try:
            row = change(request, draft)
        except FileError as error:
            messages.error(request, error.message)
    return redirect(address_after(request, draft, row or 0))
