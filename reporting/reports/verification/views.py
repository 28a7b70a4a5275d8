from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access_log import log_access
from accounts.database_access import whole_project_access
from esfportal.ui.pagination import page_of
from reporting.reports.verification import counted_people, person_detail
from reporting.reports.verification.access import (
    access_purpose,
    get_counted_participation,
    get_verifiable_report,
    is_auditor,
    record_access_of,
)
from reporting.reports.verification.forms import FigureForm


@require_safe
def figure(request, slug, public_id):
    report = get_verifiable_report(request.user, slug, public_id)
    with whole_project_access(report.project):  # auditors have no access to persons through their memberships
        return _figure(request, report)


def _figure(request, report):
    form = FigureForm(request.GET, report=report)
    found = counted_people.figure(report, form.code, form.chosen_span)
    page, rows = _page_and_rows(request, report, form, found)
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
        request,
        "reporting/reports/verification/figure.html",
        context
        | {
            "figure": found,
            "page": page,
            "rows": rows,
            "sort": form.order,
            "lists_protected": is_auditor(request.user, report),
        },
    )


def _page_and_rows(request, report, form, found):
    people = counted_people.listed(report, found.people, request.user)
    if form.needs_every_row:
        every = counted_people.rows(report, people, request.user, found.meets_now)
        page = page_of(request, form.arrange(every))
        return page, list(page)
    codes = sorted(people.items(), reverse=form.order == "-code")
    page = page_of(request, codes)
    return page, counted_people.rows(report, dict(page.object_list), request.user, found.meets_now)


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
        "row": counted_people.rows(report, {code: participation.pk}, request.user)[0],
        "spells": person_detail.recorded_spells(report, participation),
        "outcomes": person_detail.recorded_outcomes(
            report, participation, figure=form.code, span=form.chosen_span
        ),
        "is_merged": participation.merged_into_id is not None,
        "explanation": person_detail.explain_today(report, participation, form.code),
        "query": request.GET.urlencode(),
    }
    return render(request, "reporting/reports/verification/person.html", context)
