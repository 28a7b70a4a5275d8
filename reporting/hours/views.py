"""Hours of a project: tables on a page and in files, and for those who see no participants the sums of months."""

from functools import partial

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.database_access import whole_project_reading
from accounts.permissions import Permission
from esfportal.files.table_files import file_response
from esfportal.languages import active_language
from participants.attendance.access import held_sessions
from projects.access import get_project
from reporting.hours import files, pages, totals
from reporting.hours.access import get_project_with_hours
from reporting.hours.forms import MonthsFilter
from reporting.reports.hours.hour_facts import facts_for, facts_of_all


@never_cache
@require_safe
def project_hours(request, slug):
    project, in_detail = get_project_with_hours(request.user, slug)
    form = _months_form(request, project)
    context = {"project": project, "section": "activities" if in_detail else "money", "form": form}
    if in_detail:
        facts = facts_for(request.user, project, *form.span)
        context |= pages.hours_context(project, facts, form.span)
        return render(request, "reporting/hours/hours.html", context)
    with whole_project_reading(project):
        facts = facts_of_all(project, *form.span)
    context |= totals.totals_context(request.user, project, facts)
    return render(request, "reporting/hours/totals.html", context)


def _months_form(request, project):
    today = timezone.localdate()
    first = held_sessions(project=project).order_by("held_on").values_list("held_on", flat=True).first()
    return MonthsFilter(request.GET, since=min(first or today, today), today=today)


def _file(request, slug, *, kind):
    project = get_project(request.user, slug, Permission.PARTICIPANT_VIEW)
    span = _months_form(request, project).span
    context = pages.hours_context(project, facts_for(request.user, project, *span), span)
    content = files.render(kind, context, project, active_language())
    return file_response(content, kind, f"hours-{slug}-{span[0]:%Y-%m}-{span[1]:%Y-%m}")


csv_file = never_cache(require_safe(partial(_file, kind="csv")))
xlsx_file = never_cache(require_safe(partial(_file, kind="xlsx")))
