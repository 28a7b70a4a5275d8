"""Changing a project. Three views serve everything a project has many of (projects/kinds.py)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from projects import actions
from projects.access import get_financing_line, get_project, get_row
from projects.forms import FactsForm, TextsForm
from projects.forms.rows import BookingForm
from projects.models import FinancingEntry

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
def edit_facts(request, slug):
    project = get_project(request.user, slug, Permission.PROJECT_EDIT)
    form = FactsForm(_sent(request), instance=project)
    if form.is_valid():
        actions.change_project(form.instance, changed=form.changed_data, by=request.user)
        messages.success(request, _("The facts are saved."))
        return redirect("projects:about", slug)
    back = reverse("projects:about", args=[slug])
    return _form(request, get_project(request.user, slug), form, _("Change the facts"), "overview", back)


@read_or_send
def edit_texts(request, slug):
    project = get_project(request.user, slug, Permission.PROJECT_EDIT)
    form = TextsForm(_sent(request), project=project)
    if form.is_valid():
        actions.write_texts(project, texts=form.texts, by=request.user)
        messages.success(request, _("The texts are saved."))
        return redirect("projects:about", slug)
    back = reverse("projects:about", args=[slug])
    return _form(request, project, form, _("Write the public texts"), "overview", back)


@read_or_send
def add_row(request, slug, kind):
    project = get_project(request.user, slug, Permission.PROJECT_EDIT)
    back = kind.page_url(project)
    form = kind.form(_sent(request), instance=kind.new_row(project), submit=kind.add, cancel_url=back)
    if form.is_valid():
        row = actions.add_row(form.instance, related=form.related, by=request.user)
        messages.success(request, _("Added: %(row)s.") % {"row": row})
        return redirect(back)
    return _form(request, project, form, kind.add, kind.section, back)


@read_or_send
def change_row(request, slug, kind, pk):
    row = get_row(request.user, slug, kind, pk)
    back = kind.page_url(row.project)
    form = kind.form(_sent(request), instance=row, submit=_("Save the changes"), cancel_url=back)
    title = _("Change: %(row)s") % {"row": row}
    if form.is_valid():
        related = form.related
        actions.change_row(form.instance, related=related, changed=form.changed_data, by=request.user)
        messages.success(request, _("The changes are saved."))
        return redirect(back)
    remove_url = reverse("projects:remove_row", args=[slug, kind, pk])
    return _form(request, row.project, form, title, kind.section, back, remove_url=remove_url)


@read_or_send
def remove_row(request, slug, kind, pk):
    row = get_row(request.user, slug, kind, pk)
    back = kind.page_url(row.project)
    if request.method != "POST":
        context = {"project": row.project, "section": kind.section, "row": row, "back": back}
        return render(request, "projects/remove.html", context)
    try:
        actions.remove_row(row, by=request.user)
    except actions.StillUsed as error:
        messages.error(
            request,
            _("%(row)s can't be removed: %(words)s hang on it.") % {"row": row, "words": error.words},
        )
    else:
        messages.success(request, _("Removed: %(row)s.") % {"row": row})
    return redirect(back)


@read_or_send
def book(request, slug, pk):
    """Book an amount, and hours of what is in kind, on a source of financing."""
    line = get_financing_line(request.user, slug, pk)
    back = reverse("projects:money", args=[slug])
    form = BookingForm(_sent(request), instance=FinancingEntry(line=line), cancel_url=back)
    if form.is_valid():
        actions.book(line, **form.cleaned_data, by=request.user)
        messages.success(request, _("The booking is made."))
        return redirect(back)
    title = _("Book on: %(line)s") % {"line": line}
    return _form(request, line.project, form, title, "money", back)


def _sent(request):
    """What was sent, even if it is nothing at all; None when the form is only asked for."""
    return request.POST if request.method == "POST" else None


def _form(request, project, form, title, section, back, **context):
    context |= {"project": project, "form": form, "title": title, "section": section, "back": back}
    return render(request, "projects/form.html", context)
