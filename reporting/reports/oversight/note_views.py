from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audit.versions import locked_for_change
from accounts.permissions import Permission
from esfportal.ui.pagination import page_of
from reporting.reports.access import get_report
from reporting.reports.models import ReportNote
from reporting.reports.oversight import notes as actions
from reporting.reports.oversight.forms import NoteForm, RemoveNoteForm

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def notes(request, slug):
    project = actions.get_noted_project(request.user, slug)
    found = project.report_notes.readable_by(request.user).select_related("report__project", "written_by")
    page = page_of(request, found.defer("report__figures"))
    return _page(request, "list", project, {"page": page})


@require_get_or_post
def add(request, slug):
    project = actions.get_noted_project(request.user, slug)
    return _add(request, ReportNote(project=project), back=reverse("reports:notes", args=[slug]))


@require_get_or_post
def add_to_report(request, slug, public_id):
    actions.get_noted_project(request.user, slug)
    report = get_report(request.user, slug, public_id, Permission.REPORT_ANSWER)
    note = ReportNote(project=report.project, report=report)
    return _add(request, note, back=f"{report.get_absolute_url()}#life")


def _add(request, note, *, back):
    form = NoteForm(request.POST if request.method == "POST" else None, instance=note, cancel_url=back)
    if form.is_valid():
        about = {"project": note.project, "report": note.report}
        actions.add_note(text=form.cleaned_data["text"], by=request.user, **about)
        messages.success(request, _("The note is saved. The project does not see it."))
        return redirect(back)
    title = _("Write an internal note")
    return _page(
        request, "form", note.project, {"form": form, "title": title, "report": note.report, "back": back}
    )


@require_get_or_post
def change(request, slug, pk):
    note = locked_for_change(request, lambda: actions.get_own_note(request.user, slug, pk))
    back = _place_of(note)
    form = NoteForm(request.POST if request.method == "POST" else None, instance=note, cancel_url=back)
    stored = note.text
    if form.is_valid():
        note.text = stored  # the form has written to the note
        actions.change_note(note, text=form.cleaned_data["text"], by=request.user)
        messages.success(request, _("The changes are saved."))
        return redirect(back)
    context = {
        "form": form,
        "title": _("Change the internal note"),
        "report": note.report,
        "back": back,
        "remove_url": reverse("reports:remove_note", args=[slug, pk]),
    }
    return _page(request, "form", note.project, context)


@require_get_or_post
def remove(request, slug, pk):
    note = locked_for_change(request, lambda: actions.get_own_note(request.user, slug, pk))
    back, data = _place_of(note), request.POST if request.method == "POST" else None
    form = RemoveNoteForm(data, note=note, cancel_url=back)
    if form.is_valid():
        actions.remove_note(note, by=request.user)
        messages.success(request, _("The note is removed."))
        return redirect(back)
    return _page(request, "remove", note.project, {"form": form, "note": note, "back": back})


def _place_of(note):
    if note.report is None:
        return reverse("reports:notes", args=[note.project.slug])
    return f"{note.report.get_absolute_url()}#life"


def _page(request, template, project, context):
    context |= {"project": project, "section": "reports"}
    return render(request, f"reporting/reports/oversight/notes/{template}.html", context)
