from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.readlog import log_access
from accounts.scope import whole_project_access
from esfportal.paging import page_of
from reporting.evidence import lists, trail
from reporting.evidence.access import (
    access_purpose,
    get_counted_participation,
    get_verifiable_report,
    record_access_of,
)
from reporting.evidence.forms import FigureForm


@require_safe
def figure(request, slug, public_id):
    report = get_verifiable_report(request.user, slug, public_id)
    with whole_project_access(report.project):  # auditors have no access to persons through their memberships
        return _figure(request, report)


def _figure(request, report):
    form = FigureForm(request.GET, report=report)
    found = lists.figure(report, form.code, form.chosen_span)
    page = page_of(request, list(found.people.items()))
    rows = lists.rows(report, dict(page.object_list), request.user)
    log_access(
        "listed",
        by=request.user,
        project=report.project,
        participations=[row.participation for row in rows],
        purpose=access_purpose(request.user, report),
        count=page.paginator.count,
    )
    context = {"project": report.project, "section": "reports", "report": report, "form": form}
    return render(
        request, "reporting/evidence/figure.html", context | {"figure": found, "page": page, "rows": rows}
    )


@require_safe
def person(request, slug, public_id, code):
    report = get_verifiable_report(request.user, slug, public_id)
    with whole_project_access(report.project):
        return _person(request, report, code)


def _person(request, report, code):
    participation = get_counted_participation(report, code)
    record_access = record_access_of(request.user, report, participation)
    form = FigureForm(request.GET, report=report)
    purpose = record_access.purpose if record_access else access_purpose(request.user, report)
    log_access(
        "opened", by=request.user, project=report.project, participations=[participation], purpose=purpose
    )
    context = {
        "project": report.project,
        "section": "reports",
        "report": report,
        "row": lists.rows(report, {code: participation.pk}, request.user)[0],
        "spells": trail.recorded_spells(report, participation),
        "outcomes": trail.recorded_outcomes(report, participation),
        "explanation": trail.explain_today(report, participation, form.code),
        "query": request.GET.urlencode(),
    }
    return render(request, "reporting/evidence/person.html", context)
