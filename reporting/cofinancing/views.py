"""Certified hours as co-financing in kind: bookings of a project, a month to book, and what is behind a line."""

import logging

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access_log import Kind, log_access
from accounts.audit.versions import locked_for_change
from accounts.database_access import whole_project_reading
from esfportal.files.responses import download_response
from esfportal.files.stored import FileMissing, StoreUnavailable
from esfportal.ui.formats import month_text
from esfportal.ui.pagination import page_of
from participants.certificates.access import get_month
from participants.evidence.actions import audit_download
from participants.register.pages.responses import run_action
from reporting.cofinancing import access, actions, pages
from reporting.cofinancing.forms import BookForm, CallFilter, UndoForm
from reporting.cofinancing.proposal import months_to_book, proposal_of
from reporting.cofinancing.uses import claims_of
from reporting.reports.verification.access import access_purpose, record_access_of

logger = logging.getLogger(__name__)
FORM = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
def bookings(request, slug):
    project = access.get_project_to_audit(request.user, slug)
    may_book = access.may_book(request.user, project)
    with whole_project_reading(project):
        page = page_of(request, access.bookings_of(project).with_entries().with_sums().latest_first())
        rows = list(page.object_list)
        claims_of(rows, request.user, project)
        months = months_to_book(project) if may_book else []
    context = {"page": page, "rows": rows, "months": pages.month_rows(project, months), "may_book": may_book}
    context["rates"] = pages.loaded_rates(project)
    return _render(request, "bookings", project, **context)


@never_cache
@FORM
def book(request, slug, year, month):
    project = locked_for_change(request, lambda: access.get_project_to_book(request.user, slug))
    first = get_month(year, month)
    choose = CallFilter(request.GET, project=project)
    proposal = proposal_of(project, first, choose.chosen)
    back = reverse("cofinancing:list", args=[slug])
    about = {"project": project, "month": first, "proposal": proposal, "cancel_url": back}
    form = BookForm(request.POST or None, **about)
    given = {"call": choose.chosen, "by": request.user}
    if form.is_valid() and run_action(form, actions.book_month, project, first, **form.cleaned_data, **given):
        messages.success(request, _("The hours are booked."))
        return redirect(back)
    people = [line.certificate.record for line in proposal.lines]
    log_access(Kind.LISTED, by=request.user, project=project, participations=people)
    context = {"form": form, "choose": choose, "proposal": proposal, "month": month_text(first)}
    return _render(request, "book", project, rows=pages.proposed_rows(proposal), back=back, **context)


@never_cache
@require_safe
def booking(request, slug, pk):
    project = access.get_project_to_audit(request.user, slug)
    with whole_project_reading(project):
        found = access.get_booking(project, pk)
        claims_of([found], request.user, project)
        rows = pages.line_rows(found)
    may_undo = access.may_book(request.user, project) and not found.is_undone
    return _render(request, "booking", project, booking=found, rows=rows, may_undo=may_undo)


@never_cache
@FORM
def undo(request, slug, pk):
    project = locked_for_change(request, lambda: access.get_project_to_book(request.user, slug))
    found = access.get_booking(project, pk)
    form = UndoForm(request.POST or None, booking=found)
    if form.is_valid() and run_action(
        form, actions.undo_booking, found, reason=form.cleaned_data["reason"], by=request.user
    ):
        messages.success(request, _("The booking is undone. Its certificates can be booked again."))
        return redirect(found)
    claims_of([found], request.user, project)
    return _render(request, "undo", project, form=form, booking=found)


@never_cache
@require_safe
def line(request, slug, pk, line):
    project = access.get_project_to_audit(request.user, slug)
    with whole_project_reading(project):
        found = access.get_booking(project, pk)
        shown = access.get_line(found, line)
        person = pages.subject_of(shown)
        context = pages.line_context(shown, person)
    record_access = record_access_of(request.user, found, person)  # of a protected identity
    purpose = record_access.purpose if record_access else access_purpose(request.user, found)
    log_access(Kind.OPENED, by=request.user, project=project, participations=[person], purpose=purpose)
    return _render(request, "line", project, booking=found, **context)


@never_cache
@require_safe
def scan(request, slug, pk, line):
    project = access.get_project_to_audit(request.user, slug)
    with whole_project_reading(project):
        found = access.get_booking(project, pk)
        shown = access.get_line(found, line)
        proof = access.get_scan(shown)
    purpose = access_purpose(request.user, found)
    try:
        content = proof.file.content()
    except (FileMissing, StoreUnavailable) as error:
        logger.error("The scan of certificate %s can't be downloaded: %s", shown.certificate_id, error)
        messages.error(request, _("The file can't be read just now. Try again in a few minutes."))
        return redirect("cofinancing:line", slug=slug, pk=pk, line=line)
    if request.method == "GET":  # a HEAD request transfers no content
        audit_download(proof, by=request.user, purpose=purpose)
    return download_response(proof.file, content)


def _render(request, template, project, **context):
    about = {"project": project, "section": "money"}
    return render(request, f"reporting/cofinancing/{template}.html", about | context)
