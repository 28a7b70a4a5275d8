"""Checking a file again, and the progress of checking a large one."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts.audit.row_versions import is_outdated
from accounts.audit.versions import locked_for_change
from participants.imports.access import find_ended_import, get_checking_job, get_import_draft
from participants.imports.progress import file_job_context
from participants.imports.review import actions


@require_POST
def check(request, slug, pk):
    if find_ended_import(request.user, slug, pk):
        return redirect("imports:import_review", slug=slug, pk=pk)
    draft = locked_for_change(request, lambda: get_import_draft(request.user, slug, pk))
    if is_outdated(request, draft):
        return redirect("imports:import_review", slug=slug, pk=pk)
    if not actions.check_now_or_later(draft, by=request.user):
        return redirect("imports:import_checking", slug=slug, pk=pk)
    messages.info(request, _("The file has been checked again."))
    return redirect("imports:import_review", slug=slug, pk=pk)


@never_cache
@require_safe
def checking(request, slug, pk):
    job = get_checking_job(request.user, slug, pk)
    review = reverse("imports:import_review", args=[slug, pk])
    url = reverse("imports:import_checking", args=[slug, pk])
    if not job.is_open and actions.has_result(job.draft):
        return HttpResponseClientRedirect(review) if request.htmx else redirect(review)
    if not job.is_open and request.htmx:
        return HttpResponseClientRedirect(url)
    step = _("Reading and comparing the rows") if job.step else _("Waiting for its turn")
    addresses = {"page": "imports:import_checking", "retry": "imports:import_check"}
    context = file_job_context(job, step_text=step, **addresses)
    return render(request, "participants/imports/import_checking.html", context)


@require_POST
def cancel(request, slug, pk):
    actions.cancel_check(get_checking_job(request.user, slug, pk))
    return redirect("imports:import_checking", slug=slug, pk=pk)
