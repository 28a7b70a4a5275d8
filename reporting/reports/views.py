import logging

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import is_administrator, may
from accounts.audit.row_versions import is_outdated
from accounts.permissions import Permission
from esfportal.ui.pagination import page_of
from projects.access import get_project
from reporting.reports import actions, storage
from reporting.reports.access import (
    get_locked_report,
    get_report,
    get_report_file,
    open_report,
    visible_reports,
)
from reporting.reports.duties.access import get_duty
from reporting.reports.forms import ReportFilter, ReportForm
from reporting.reports.oversight.officers import officers_context
from reporting.reports.pages import contexts
from reporting.reports.pages import csv_columns as described_columns

logger = logging.getLogger(__name__)


@require_safe
def all_reports(request):
    reports = visible_reports(request.user)
    form = ReportFilter(request.GET, sees_drafts=may(request.user, Permission.REPORT_VIEW_DRAFT))
    follows_reports = may(request.user, Permission.REPORT_PLAN) or is_administrator(request.user)
    context = {"follows_reports": follows_reports, **_list_context(request, reports, form)}
    return render(request, "reporting/reports/all.html", context)


def _list_context(request, reports, form):
    page = page_of(request, form.filter(reports))
    has_reports = bool(page.paginator.count) or reports.exists()
    return {"page": page, "form": form, "sort": form.order, "has_reports": has_reports}


@require_safe
def project_reports(request, slug):
    project = get_project(request.user, slug, Permission.REPORT_VIEW)
    reports = project.reports.visible_to(request.user).for_list()
    sees_drafts = may(request.user, Permission.REPORT_VIEW_DRAFT, project)
    form = ReportFilter(request.GET, sees_drafts=sees_drafts, project=project)
    context = {"project": project, "section": "reports", **_list_context(request, reports, form)}
    context |= officers_context(project, request.user)
    return render(request, "reporting/reports/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request, slug):
    project = get_project(request.user, slug, Permission.REPORT_CREATE)
    return _create(
        request, project, ReportForm(request.POST or None, project=project, whole="whole" in request.GET)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def create_for_duty(request, slug, pk):
    duty = get_duty(request.user, slug, pk, Permission.REPORT_CREATE)
    return _create(request, duty.project, ReportForm(request.POST or None, project=duty.project, duty=duty))


def _create(request, project, form):
    if form.is_valid():
        try:
            return redirect(actions.create_report(project=project, by=request.user, **form.values()))
        except actions.DraftExists as error:
            messages.info(request, _("There is already a draft for this period. Here it is."))
            return redirect(error.report)
        except actions.InvalidState as error:
            form.add_error(None, list(error.reasons))
    return render(
        request, "reporting/reports/create.html", {"project": project, "section": "reports", "form": form}
    )


@require_safe
def detail(request, slug, public_id):
    report = get_report(request.user, slug, public_id)
    open_report(report, request.user)
    return render(request, "reporting/reports/detail.html", contexts.report_context(report, request.user))


@require_safe
def released(request, slug, public_id):
    report = get_report(request.user, slug, public_id)
    open_report(report, request.user)
    return render(
        request,
        "reporting/reports/detail.html",
        contexts.report_context(report, request.user, released=True),
    )


@require_safe
def version(request, slug, public_id, audience):
    """Show the project's staff and auditors what another audience reads."""
    report = get_report(request.user, slug, public_id, Permission.REPORT_VIEW_EXACT)
    if report.release_for(audience) is None:  # not made yet
        return redirect(report)
    context = contexts.version_context(report, audience)
    return render(request, "reporting/reports/version.html", context)


@never_cache
@require_safe
def progress(request, slug, public_id):
    report = get_report(request.user, slug, public_id)
    # Only the HTMX poll of the report's page gets the partial.
    if not request.htmx:
        return redirect(report)
    return render(
        request, "reporting/reports/progress.html", contexts.progress_page_context(report, request.user)
    )


@require_safe
def changes(request, slug, public_id):
    report = get_report(request.user, slug, public_id, Permission.REPORT_CREATE)
    return render(request, "reporting/reports/changes.html", contexts.changes_context(report))


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request, slug, public_id):
    report = get_locked_report(request, slug, public_id, Permission.REPORT_SUBMIT)
    if request.method == "POST":
        page = reverse("reports:submit", args=[slug, public_id])
        return _act(request, report, actions.submit_report, _("The report is submitted."), page=page)
    return render(request, "reporting/reports/submit.html", contexts.submission_context(report))


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request, slug, public_id):
    report = get_locked_report(request, slug, public_id, Permission.REPORT_CREATE)
    if request.method == "POST":
        if is_outdated(request, report):
            return redirect("reports:delete", slug, public_id)
        try:
            actions.delete_report(report=report, by=request.user)
        except actions.InvalidState as error:
            messages.error(request, str(error))
            return redirect(report)
        messages.success(request, _("The draft is deleted."))
        return redirect("reports:list", slug)
    return render(request, "reporting/reports/delete.html", contexts.deletion_context(report))


@require_POST
def recompute(request, slug, public_id):
    report = get_locked_report(request, slug, public_id, Permission.REPORT_CREATE)
    return _act(request, report, actions.recompute_report)


@require_POST
def cancel(request, slug, public_id):
    report = get_locked_report(request, slug, public_id, Permission.REPORT_CREATE)
    return _act(request, report, actions.cancel_report)


@require_POST
def retry(request, slug, public_id):
    report = get_locked_report(request, slug, public_id, Permission.REPORT_CREATE)
    return _act(request, report, actions.retry_report)


def _act(request, report, action, done="", *, page=""):
    # `page` is the address of the button's own page.
    if is_outdated(request, report):
        return redirect(page or report)
    try:
        action(report=report, by=request.user)
    except actions.InvalidState as error:
        for reason in error.reasons:
            messages.error(request, reason)
    else:
        if done:
            messages.success(request, done)
    return redirect(report)


@never_cache
@require_safe
def download(request, slug, public_id, kind, language, released=False):
    file = get_report_file(request.user, slug, public_id, kind, language, released=released)
    return _file_response(request, file, file.name, storage.read)


@never_cache
@require_safe
def download_with_commas(request, slug, public_id, released=False):
    file = get_report_file(request.user, slug, public_id, "csv", "en", released=released)
    name = file.name.removesuffix(".csv") + "_commas.csv"
    return _file_response(request, file, name, storage.read_with_commas)


def _file_response(request, file, name, read):
    open_report(file.report, request.user)
    try:
        content = read(file)
    except (storage.FileMissing, storage.StoreUnavailable) as error:
        logger.error("File %s of report %s can't be downloaded: %s", file.pk, file.report_id, error)
        messages.error(request, contexts.download_problem(file.report, error))
        return redirect(file.report)
    # A HEAD request transfers no content, so it is not audited as a download.
    if request.method == "GET":
        actions.audit_download(file=file, by=request.user)
    return FileResponse(content, as_attachment=True, filename=name, content_type=storage.content_type(file))


@require_safe
def csv_columns(request, language):
    """Describe the columns of the reports' CSV files, for programs that read them."""
    headers = {"Content-Disposition": f'inline; filename="csv-columns_{language}.json"'}
    return HttpResponse(described_columns.render(language), content_type="application/json", headers=headers)
