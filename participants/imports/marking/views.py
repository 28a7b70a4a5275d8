"""Pages of the marked copy of a refused file: progress, download, cancellation."""

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts.audit.row_versions import is_outdated
from accounts.audit.versions import locked_for_change
from esfportal.files.table_files import CONTENT_TYPES, file_response
from participants.imports.access import find_ended_import, get_import_draft, get_marking_job
from participants.imports.marking import actions
from participants.imports.progress import file_job_context
from participants.imports.reading.errors import FileError
from participants.imports.reading.template_file import base_name, marked_file_name


@require_POST
def mark(request, slug, pk):
    """Have the mistakes of a file that waits marked."""
    if find_ended_import(request.user, slug, pk):
        return redirect("imports:import_review", slug=slug, pk=pk)
    draft = locked_for_change(request, lambda: get_import_draft(request.user, slug, pk))
    if is_outdated(request, draft):
        return redirect("imports:import_review", slug=slug, pk=pk)
    job = actions.mark_draft(draft, by=request.user, language=get_language())
    return redirect("imports:import_marked", slug=slug, pk=job.pk)


@never_cache
@require_safe
def marked(request, slug, pk):
    """Show how far the marked copy is; once it is ready, offer it."""
    job = get_marking_job(request.user, slug, pk)
    url = reverse("imports:import_marked", args=[slug, pk])
    if not job.is_open and request.htmx:
        # A request of the polling part: load the whole page.
        return HttpResponseClientRedirect(url)
    if job.state == job.State.DONE and not job.result.get("mistakes"):
        if not job.result.get("is_unreadable"):
            messages.info(request, _("The file has no mistakes, so there is nothing to mark."))
        return redirect("imports:import_review", slug=slug, pk=pk)
    addresses = {"page": "imports:import_marked", "retry": "imports:import_mark"}
    context = file_job_context(job, step_text=_step_text(job), **addresses)
    return render(request, "participants/imports/import_marked.html", context)


def _step_text(job):
    if job.step == "marking":
        return _("Marking the mistakes")
    return _("Reading the file") if job.step else _("Waiting for its turn")


@never_cache
@require_safe
def marked_file(request, slug, pk, kind):
    job = get_marking_job(request.user, slug, pk)
    if job.state != job.State.DONE or not job.result.get("mistakes"):
        return redirect("imports:import_marked", slug=slug, pk=pk)
    try:
        file = actions.open_copy(job, kind)
    except FileError as error:
        messages.error(request, error.message)
        return redirect(f"imports:import_{job.kind}", slug=slug)
    name = marked_file_name(job.kind, job.language, kind)
    return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPES[kind])


@never_cache
@require_safe
def left_out(request, slug, pk):
    """Send the rows of a file that were left out, with their mistakes."""
    if find_ended_import(request.user, slug, pk):
        return redirect("imports:import_review", slug=slug, pk=pk)
    draft = get_import_draft(request.user, slug, pk)
    try:
        content = actions.left_out_file(draft, by=request.user, language=get_language())
    except FileError as error:
        messages.error(request, error.message)
        return redirect("imports:import_review", slug=slug, pk=pk)
    return file_response(content, "xlsx", f"{base_name(draft.kind, get_language())}_{_('left_out')}")


@require_POST
def cancel(request, slug, pk):
    actions.cancel_marking(get_marking_job(request.user, slug, pk))
    return redirect("imports:import_marked", slug=slug, pk=pk)
