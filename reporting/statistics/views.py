from functools import partial, wraps

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access_log import Kind, log_access
from accounts.audit.versions import locked_for_change
from accounts.signing_in.decorators import recently_signed_in
from esfportal.files.table_files import file_response
from esfportal.languages import active_language
from esfportal.ui.pagination import page_of
from participants.register.pages.responses import run_action
from reporting.statistics import access, actions, files, pages
from reporting.statistics.forms import PrepareForm, SentForm, SettingsForm
from reporting.statistics.monthly.states import unsent_before
from reporting.statistics.overview import settings_of

FORM = require_http_methods(["GET", "HEAD", "POST"])


def for_authorised(view):
    """Send leaders who are not authorised to the page that says so."""

    @wraps(view)
    def _shown(request, slug, **of_month):
        try:
            return view(request, slug, **of_month)
        except access.NotAuthorised:
            return redirect("statistics:months", slug)

    return _shown


@never_cache
@require_safe
def months(request, slug):
    try:
        overview = access.get_overview(request.user, slug)
    except access.NotAuthorised as error:
        _log(request, error.project, error.participations)
        return _render(request, "closed", error.project, participations=error.participations)
    return _render(request, "months", overview.project, page=page_of(request, pages.month_rows(overview)))


@never_cache
@require_safe
@for_authorised
def month(request, slug, year, month):
    overview = access.get_overview(request.user, slug)
    first = access.get_month(overview, year, month)
    context = pages.month_context(overview, first)
    _log(request, overview.project, context["shown"])
    return _render(request, "month", overview.project, **context)


@never_cache
@FORM
@for_authorised
def prepare(request, slug, year, month):
    """Confirm what was found in a month, and freeze its rows."""
    overview = access.get_overview(request.user, slug)
    first = access.get_month(overview, year, month)
    context, back = pages.month_context(overview, first), pages.url_of(overview, "month", first)
    if request.method != "POST" and not context["may_prepare"]:
        return redirect(back)  # it was prepared, or an earlier one comes first
    warnings, seen = pages.to_confirm(overview, first)
    form = PrepareForm(request.POST or None, seen=seen, has_warnings=warnings, cancel_url=back)
    given = {"confirmed": False, "by": request.user}
    if form.is_valid() and run_action(
        form, actions.prepare, overview.project, first, **given | form.cleaned_data
    ):
        messages.success(request, _("The file is prepared. Download it, and send it to SCB."))
        return redirect(back)
    form.initial["seen"] = seen
    _log(request, overview.project, context["shown"])
    return _render(request, "prepare", overview.project, form=form, back_url=back, **context)


@FORM
@for_authorised
def sent(request, slug, year, month):
    overview = access.get_overview(request.user, slug)
    first = access.get_month(overview, year, month)
    back = pages.url_of(overview, "month", first)
    file = locked_for_change(request, lambda: access.get_latest(overview, first))
    if request.method != "POST" and not pages.may_send(overview, first):
        return redirect(back)
    is_early = bool(unsent_before(overview.states, first))
    form = SentForm(request.POST or None, file=file, is_early=is_early, cancel_url=back)
    if form.is_valid() and run_action(form, actions.record_sent, file, by=request.user, **form.cleaned_data):
        messages.success(request, _("It is saved."))
        return redirect(back)
    row = pages.month_row(overview, first)
    return _render(request, "sent", overview.project, form=form, back_url=back, month=row)


@FORM
def settings(request, slug):
    project = locked_for_change(request, lambda: access.get_project_to_send(request.user, slug))
    back = reverse("statistics:months", args=[slug])
    form = SettingsForm(request.POST or None, settings=settings_of(project), cancel_url=back)
    if form.is_valid() and run_action(
        form, actions.save_settings, project, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("The settings are saved."))
        return redirect(back)
    return _render(request, "settings", project, form=form, back_url=back)


@for_authorised
def _file(request, slug, year, month, *, kind):
    overview = access.get_overview(request.user, slug)
    first = access.get_month(overview, year, month)
    if not pages.has_files(overview, first):
        return redirect(pages.url_of(overview, "month", first))
    file = overview.latest[first]
    rows = file.rows
    content = files.render(kind, file, rows, active_language(), overview.settings.more_columns)
    actions.log_download(file, rows, by=request.user)
    return file_response(content, kind, f"{first:%Y-%m}_{slug}")


csv_file = never_cache(require_safe(recently_signed_in(partial(_file, kind="csv"))))
xlsx_file = never_cache(require_safe(recently_signed_in(partial(_file, kind="xlsx"))))


def _log(request, project, participations):
    if participations:
        log_access(Kind.LISTED, by=request.user, project=project, participations=participations)


def _render(request, template, project, **context):
    about = {"project": project, "section": "participants"}
    return render(request, f"reporting/statistics/{template}.html", about | context)
