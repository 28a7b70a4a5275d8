from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access_log import log_access
from accounts.database_access import whole_project_access
from accounts.permissions import Permission
from esfportal.ui.pagination import page_of
from reporting.reports.access import get_report
from reporting.reports.since_last import listed_people, pages
from reporting.reports.since_last.forms import ChangedPeopleForm
from reporting.reports.verification.access import access_purpose, is_auditor


@require_safe
def since_last(request, slug, public_id):
    # Differences between exact figures: never for readers of a released version.
    report = _get_compared_report(request, slug, public_id, Permission.REPORT_VIEW_EXACT)
    context = pages.since_last_context(report, request.user)
    return render(request, "reporting/reports/since_last/figures.html", context)


@require_safe
def people(request, slug, public_id):
    report = _get_compared_report(request, slug, public_id, Permission.EVIDENCE_VIEW)
    with whole_project_access(report.project):  # auditors have no access to persons through their memberships
        return _people(request, report)


def _get_compared_report(request, slug, public_id, permission):
    report = get_report(request.user, slug, public_id, permission)
    if not report.has_figures or not report.document.changes:
        raise Http404
    return report


def _people(request, report):
    if not hasattr(report, "people"):  # the report before it kept too little
        raise Http404
    form = ChangedPeopleForm(request.GET, report=report)
    found = listed_people.changed_people(report, form.filter(report.people.changed), request.user)
    page = page_of(request, found)
    log_access(
        "listed",
        by=request.user,
        project=report.project,
        participations=[key for key, *_rest in page],
        purpose=access_purpose(request.user, report),
        count=page.paginator.count,
    )
    context = {
        "project": report.project,
        "section": "reports",
        "report": report,
        "form": form,
        "page": page,
        "people": listed_people.shown_people(report, list(page), request.user),
        "lists_protected": is_auditor(request.user, report),
    }
    return render(request, "reporting/reports/since_last/people.html", context)
