from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.audit.row_versions import is_outdated
from accounts.audit.versions import locked_for_change
from accounts.signing_in.decorators import recently_signed_in
from esfportal.files.table_files import file_response
from participants.register.actions import ActionRefused
from participants.register.pages.responses import run_action
from reporting.statistics import access as months
from reporting.statistics.actions import log_download
from reporting.statistics.pages import has_files, url_of
from reporting.statistics.scb_template import actions, pages
from reporting.statistics.scb_template.access import get_draft, get_owner, get_periods, get_used, get_version
from reporting.statistics.scb_template.forms import RowsForm, TemplateForm, UploadForm
from reporting.statistics.scb_template.stored_files import content_of
from reporting.statistics.views import for_authorised

FOLDER = "reporting/statistics/scb_template"
FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def periods(request):
    owners = get_periods(request.user)
    return render(request, f"{FOLDER}/periods.html", {"rows": [pages.period_row(each) for each in owners]})


@require_safe
def template(request, slug=None, period=None):
    owner = get_owner(request.user, slug, period)
    return _render(request, "template", owner, **pages.template_context(owner))


@FORM
def upload(request, slug=None, period=None):
    owner = get_owner(request.user, slug, period)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    found = owner.draft(is_locked=request.method == "POST")
    form = UploadForm(*sent, draft=found, cancel_url=owner.url("template"))
    if form.is_valid() and run_action(
        form, actions.upload, owner, form.cleaned_data["file"], replaced=found, by=request.user
    ):
        messages.success(request, _("The template is read. See which heading is which field."))
        return redirect(owner.url("draft"))
    return _render(request, "upload", owner, form=form)


@FORM
def draft(request, slug=None, period=None):
    """Choose the field of each heading, and see three rows as they will stand."""
    owner = get_owner(request.user, slug, period)
    found = locked_for_change(request, lambda: get_draft(owner))
    form = TemplateForm(request.POST or None, draft=found, cancel_url=owner.url("template"))
    if form.is_valid():
        actions.save(found, by=request.user, **form.values())
        messages.success(request, _("It is saved."))
        return redirect(owner.url("draft"))
    return _render(request, "draft", owner, form=form, **pages.draft_context(owner, found))


@FORM
def rows(request, slug=None, period=None):
    owner = get_owner(request.user, slug, period)
    found = locked_for_change(request, lambda: get_draft(owner))
    sheets = pages.sheets_of(found)
    form = RowsForm(request.POST or None, draft=found, sheets=sheets, cancel_url=owner.url("draft"))
    if form.is_valid() and run_action(form, actions.choose_rows, found, by=request.user, **form.cleaned_data):
        return redirect(owner.url("draft"))
    return _render(request, "rows", owner, form=form)


@require_POST
def use(request, slug=None, period=None):
    owner = get_owner(request.user, slug, period)
    found = locked_for_change(request, lambda: get_draft(owner))
    if is_outdated(request, found) or not _done(request, actions.use, found):
        return redirect(owner.url("draft"))
    messages.success(request, _("The template is in use."))
    return redirect(owner.url("template"))


@require_POST
def change(request, slug=None, period=None):
    owner = get_owner(request.user, slug, period)
    found = locked_for_change(request, lambda: get_used(owner))
    if is_outdated(request, found):
        return redirect(owner.url("template"))
    actions.change(owner, found, by=request.user)
    return redirect(owner.url("draft"))


@require_POST
def end(request, slug=None, period=None):
    owner = get_owner(request.user, slug, period)
    found = locked_for_change(request, lambda: get_used(owner))
    if not is_outdated(request, found):
        actions.end(found, by=request.user)
        messages.success(request, _("The template is not in use any more."))
    return redirect(owner.url("template"))


@never_cache
@require_safe
def stored(request, version, slug=None, period=None):
    """Send the workbook as it was uploaded, byte for byte."""
    owner = get_owner(request.user, slug, period)
    found = get_version(owner, version)
    try:
        content = content_of(found)
    except ActionRefused as error:
        messages.error(request, error.problems[0].message)
        return redirect(owner.url("template"))
    actions.log_download(found, by=request.user)
    return file_response(content, "xlsx", f"SCB-{slug or period}-{version}")


@never_cache
@require_safe
@recently_signed_in
@for_authorised
def month_file(request, slug, year, month):
    overview = months.get_overview(request.user, slug)
    first = months.get_month(overview, year, month)
    back = url_of(overview, "month", first)
    found = overview.template
    if found is None or not has_files(overview, first):
        return redirect(back)
    file = overview.latest[first]
    rows = file.rows
    try:
        content = pages.month_content(found, rows)
    except ActionRefused as error:
        messages.error(request, error.problems[0].message)
        return redirect(back)
    log_download(file, rows, by=request.user)
    return file_response(content, "xlsx", pages.month_file_name(found, overview.project, first))


def _done(request, action, *args):
    try:
        action(*args, by=request.user)
    except ActionRefused as error:
        messages.error(request, " ".join(str(each.message) for each in error.problems))
        return False
    return True


def _render(request, name, owner, **context):
    about = {"owner": owner, "project": owner.project, "section": "participants"}
    urls = ("template", "upload", "draft", "rows", "use", "change", "end")
    about["urls"] = {each: owner.url(each) for each in urls}
    return render(request, f"{FOLDER}/{name}.html", about | context)
