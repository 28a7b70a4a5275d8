"""Match the unknown headings of a file with columns, and forget what was matched."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.audit.row_versions import is_outdated
from accounts.audit.versions import locked_for_change
from participants.imports.access import find_ended_import, get_import_draft, get_project_to_import
from participants.imports.actions import choose_heading_row
from participants.imports.headings import actions
from participants.imports.headings.forms import HeadingRowForm, HeadingsForm
from participants.imports.reading.columns import FORMATS
from participants.imports.reading.errors import FileError
from participants.imports.review.actions import check_now_or_later, forget_result


@require_POST
def match(request, slug, pk):
    page = redirect("imports:import_review", slug=slug, pk=pk)  # which says why, where nothing is done
    if find_ended_import(request.user, slug, pk):
        return page
    draft = locked_for_change(request, lambda: get_import_draft(request.user, slug, pk))
    try:
        header, found = actions.read_headings(draft)
    except FileError:
        return page
    form = HeadingsForm(request.POST, headings=found.unknown_headings, draft=draft)
    if is_outdated(request, draft):
        return page
    if form.is_valid():
        actions.remember_headings(draft.project, draft.kind, header, form.columns(), by=request.user)
        forget_result(draft)
        check_now_or_later(draft, by=request.user)
        messages.success(request, _("The columns are matched, and remembered for files with these headings."))
    else:
        messages.error(request, " ".join(form.non_field_errors()) or _("Choose one of the columns."))
    return page


@require_POST
def choose_row(request, slug, pk):
    page = redirect("imports:import_review", slug=slug, pk=pk)
    if find_ended_import(request.user, slug, pk):
        return page
    draft = locked_for_change(request, lambda: get_import_draft(request.user, slug, pk))
    try:
        _header, found = actions.read_headings(draft)
    except FileError:
        return page
    form = HeadingRowForm(request.POST, problems=found, draft=draft)
    if not is_outdated(request, draft) and form.is_valid():
        choose_heading_row(draft, form.cleaned_data["row"])
        check_now_or_later(draft, by=request.user)
    return page


@require_POST
def forget(request, slug, kind):
    project = get_project_to_import(request.user, slug, kind)
    count = actions.forget_headings(project, kind, by=request.user)
    if count:
        text = ngettext(
            "%(count)s remembered match of columns is forgotten.",
            "%(count)s remembered matches of columns are forgotten.",
            count,
        )
        messages.success(request, text % {"count": count})
    return redirect(f"imports:import_{kind}", slug=slug)


def headings_form(problems, draft):
    if not problems.unknown_headings:
        return None
    action = reverse("imports:import_headings", args=[draft.project.slug, draft.pk])
    return HeadingsForm(headings=problems.unknown_headings, draft=draft, action=action)


def heading_row_form(result, draft):
    # Where the headings have mistakes, and stand in another row perhaps.
    if len(result.problems.heading_rows) < 2 or not result.general_problems:
        return None
    action = reverse("imports:import_heading_row", args=[draft.project.slug, draft.pk])
    return HeadingRowForm(problems=result.problems, draft=draft, action=action)


def remembered_in_words(project, kind):
    # Pairs of heading and column, for the page on which a file is chosen.
    names = {column.name: column.heading for column in FORMATS[kind].columns}
    pairs = {pair for columns in actions.remembered_lists(project, kind) for pair in columns.items()}
    return [(heading, names.get(column, _("The column is not read"))) for heading, column in sorted(pairs)]
