from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from esfportal.files.table_files import file_response
from esfportal.ui.pagination import page_of
from reporting.reports.access import get_report, open_report
from reporting.reports.oversight.beside import beside_context, earlier_reports
from reporting.reports.oversight.downloads import (
    logged_downloads,
    logged_projects,
    sees_downloads,
    shown_downloads,
)
from reporting.reports.oversight.expected import ExpectedList, listed_projects, shown_rows
from reporting.reports.oversight.expected_file import expected_csv
from reporting.reports.oversight.forms import BesideFilter, DownloadFilter, ExpectedFilter
from reporting.reports.oversight.officers import shown_officers


@require_safe
def expected(request):
    projects, officers, form, found = _chosen(request)
    page = page_of(request, found)
    context = {
        "page": page,
        "rows": shown_rows(page, projects, officers, request.user),
        "form": form,
        "sort": form.order,
        "has_projects": bool(projects),
        "query": request.GET.urlencode(),
    }
    return render(request, "reporting/reports/oversight/expected.html", context)


@require_safe
def expected_file(request):
    projects, officers, _form, found = _chosen(request)
    content = expected_csv(shown_rows(found, projects, officers, request.user))
    return file_response(content, "csv", f"reports_{timezone.localdate():%Y-%m-%d}")


@require_safe
def downloads(request):
    projects = logged_projects(request.user)
    form = DownloadFilter(request.GET, projects=projects)
    page = page_of(request, form.filter(logged_downloads(request.user)))
    context = {"form": form, "has_projects": bool(projects), **_log(page, request.user)}
    return render(request, "reporting/reports/oversight/downloads.html", context)


@require_safe
def downloads_of_report(request, slug, public_id):
    report = get_report(request.user, slug, public_id)
    if not sees_downloads(request.user, report.project):
        raise PermissionDenied
    page = page_of(request, logged_downloads(request.user).about(report))
    context = {"project": report.project, "section": "reports", "report": report, **_log(page, request.user)}
    return render(request, "reporting/reports/oversight/downloads.html", context)


@require_safe
def beside(request, slug, public_id):
    report = get_report(request.user, slug, public_id)
    open_report(report, request.user)
    earlier = earlier_reports(report, request.user)
    form = BesideFilter(request.GET, reports=earlier)
    context = {
        "project": report.project,
        "section": "reports",
        "report": report,
        "form": form,
        "earlier": None,
    }
    if earlier:
        chosen = form.chosen(earlier)
        open_report(chosen, request.user)
        context |= {"earlier": chosen, **beside_context(report, chosen, request.user)}
    return render(request, "reporting/reports/oversight/beside.html", context)


def _log(page, user):
    return {"page": page, "downloads": shown_downloads(page, user)}


def _chosen(request):
    """Return the listed projects and their responsible officers by primary key, the filter, and what it chooses."""
    projects = {project.pk: project for project in listed_projects(request.user)}
    officers = shown_officers(projects.values(), request.user)
    form = ExpectedFilter(request.GET, projects=projects.values(), officers=officers, user=request.user)
    return projects, officers, form, form.rows(ExpectedList(request.user))
