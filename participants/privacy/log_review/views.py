"""Review of the access log. Viewing the log is logged, too."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access_log import Kind, Purpose, log_access
from accounts.audit.versions import locked_for_change
from accounts.permissions import Permission
from esfportal.ui.pagination import page_of
from participants.privacy.log_review import access, actions, pages
from participants.privacy.log_review.entry_rows import (
    entry_rows,
    reader_summaries,
    rows_without_people,
    subject_keys,
    without_repetitions,
)
from participants.privacy.log_review.forms import (
    LogFilter,
    NoteForm,
    OverseerFilter,
    ReadersFilter,
    SignOffForm,
)
from participants.register.access import get_participation
from participants.register.pages.responses import log_shown


def _log_review_access(request, project, rows, kind=Kind.LISTED):
    log_access(
        kind, by=request.user, project=project, participations=subject_keys(rows), purpose=Purpose.LOG_REVIEW
    )


@never_cache
@require_safe
def entries(request, slug):
    project = access.get_logged_project(request.user, slug)
    form = LogFilter(request.GET, project=project)
    page = page_of(request, form.filter(access.entries_of(project)))
    rows = list(without_repetitions(entry_rows(page.object_list, project)))
    _log_review_access(request, project, rows)
    return render(
        request,
        "participants/privacy/log_review/entries.html",
        pages.entries_context(project, form, page, rows),
    )


@never_cache
@require_safe
def overview(request):
    form = OverseerFilter(request.GET, projects=access.overseen_projects(request.user))
    page = page_of(request, form.filter(access.overseen_entries(request.user)))
    rows = rows_without_people(page.object_list)
    _log_review_access(request, None, rows)
    context = {"form": form, "page": page, "rows": rows, "reviews": access.overseen_reviews(request.user)}
    return render(request, "participants/privacy/log_review/overview.html", context)


@never_cache
@require_safe
def month(request, slug, month):
    review = access.get_review(request.user, slug, month)
    return _month_page(request, review, SignOffForm(review=review, sign_url=_sign_url(review)))


@never_cache
@require_POST
def sign(request, slug, month):
    review = locked_for_change(request, lambda: access.get_review(request.user, slug, month))
    form = SignOffForm(request.POST, review=review, sign_url=_sign_url(review))
    if not form.is_valid():
        return _month_page(request, review, form)
    try:
        actions.sign_off(review, note=form.cleaned_data["note"], by=request.user)
    except actions.InvalidState as error:
        messages.error(request, error.reason)
    else:
        messages.success(request, _("The month is signed off."))
    return redirect(review)


def _month_page(request, review, form):
    rows = entry_rows(access.entries_of(review.project).filter(pk__in=review.sample), review.project)
    _log_review_access(request, review.project, rows)
    return render(
        request, "participants/privacy/log_review/month.html", pages.month_context(review, form, rows)
    )


def _sign_url(review):
    return reverse("privacy:log_sign", args=[review.project.slug, review.month])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def note(request, slug, month, pk):
    review = access.get_review(request.user, slug, month)
    entry = access.get_entry(review, pk)
    form = NoteForm(request.POST or None, cancel_url=review.get_absolute_url())
    if form.is_valid():
        try:
            actions.write_note(review, entry, text=form.cleaned_data["text"], by=request.user)
        except actions.InvalidState as error:
            messages.error(request, error.reason)
        else:
            messages.success(request, _("The note is saved."))
        return redirect(review)
    rows = entry_rows([entry], review.project)
    _log_review_access(request, review.project, rows)
    context = {"project": review.project, "section": "log", "review": review, "form": form, "rows": rows}
    return render(request, "participants/privacy/log_review/note.html", context)


@never_cache
@require_safe
def readers(request, slug, public_id):
    participation = get_participation(request.user, slug, public_id, Permission.PARTICIPANT_EDIT)
    form = ReadersFilter(request.GET, project=participation.project)
    entries = access.entries_about(participation)
    page = page_of(request, form.filter(entries))
    rows = rows_without_people(page.object_list)
    log_shown(request, participation, purpose=Purpose.LOG_REVIEW)
    context = {"participation": participation, "form": form, "page": page, "rows": rows}
    context["list_readers"] = reader_summaries(form.lists(entries))
    context |= {"project": participation.project, "section": "participants"}
    return render(request, "participants/privacy/log_review/readers.html", context)
