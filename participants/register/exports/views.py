"""Pages of exports: choose a format, progress, download, cancellation."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts.permissions import Permission
from accounts.signing_in.decorators import recently_signed_in
from esfportal.files.table_files import file_response
from esfportal.jobs.pages import progress_context
from esfportal.security.encryption import Unreadable
from participants.register.exports import actions
from participants.register.exports.access import get_export
from participants.register.exports.forms import ExportForm
from participants.register.exports.list_file import DIRECTLY, file_name, make_file
from participants.register.forms import ParticipantFilter
from participants.register.pages.search import load_search
from projects.access import get_project


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@recently_signed_in
def export(request, slug):
    """Download the list of the query (POST); a long one is made by a job."""
    project = get_project(request.user, slug, Permission.PARTICIPANT_VIEW)
    term = load_search(request, slug)
    chosen = ParticipantFilter(request.GET, project=project, user=request.user, term=term)
    list_url = reverse("register:list", args=[slug]) + chosen.query
    form = ExportForm(request.POST or None, cancel_url=list_url)
    keys, language = chosen.find_keys(), get_language()
    if form.is_valid() and len(keys) <= DIRECTLY:
        file_format = form.cleaned_data["format"]
        file = make_file(chosen, keys, file_format, language)
        actions.log_download(project, file.subjects, by=request.user)
        return _file_response(project, file.content, file_format)
    if form.is_valid():
        query = chosen.query.removeprefix("?")
        options = {"file_format": form.cleaned_data["format"], "language": language}
        job = actions.ask_for_export(project, query, term, **options, by=request.user)
        return redirect("register:exported", slug=slug, pk=job.pk)
    context = {"project": project, "section": "participants", "form": form, "list_url": list_url}
    context |= {"chosen": chosen, "found": len(keys), "is_long": len(keys) > DIRECTLY}
    return render(request, "participants/register/export.html", context)


@never_cache
@require_safe
def exported(request, slug, pk):
    """Show how far an export is; once it is ready, offer its file."""
    job = get_export(request.user, slug, pk)
    url = reverse("register:exported", args=[slug, pk])
    if not job.is_open and request.htmx:
        # A request of the polling part: load the whole page.
        return HttpResponseClientRedirect(url)
    step = _("Reading the list") if job.step else _("Waiting for its turn")
    context = {"project": job.project, "section": "participants"}
    context |= progress_context(job, step_text=step, poll_url=url)
    return render(request, "participants/register/exported.html", context)


@never_cache
@require_safe
@recently_signed_in
def exported_file(request, slug, pk):
    job = get_export(request.user, slug, pk)
    if job.state != job.State.DONE:
        return redirect("register:exported", slug=slug, pk=pk)
    try:
        content = actions.hand_out(job, by=request.user)
    except Unreadable:
        messages.error(request, _("The file can't be opened any more. Download the list again."))
        return redirect("register:list", slug=slug)
    return _file_response(job.project, content, job.format)


@require_POST
def cancel_export(request, slug, pk):
    actions.cancel_export(get_export(request.user, slug, pk))
    return redirect("register:exported", slug=slug, pk=pk)


def _file_response(project, content, file_format):
    return file_response(content, file_format, file_name(project))
