"""Files of attendance, which the import reads again."""

from django.http import Http404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access_log import Kind, log_access
from accounts.permissions import Permission
from accounts.signing_in.decorators import recently_signed_in
from esfportal.files.table_files import CONTENT_TYPES, file_response
from esfportal.languages import active_language
from participants.attendance.access import get_activity
from participants.attendance.pages.sums import period_of
from participants.certificates.access import get_month
from participants.imports.attendance_lists.export import render, rows_of
from projects.access import get_project


@never_cache
@require_safe
@recently_signed_in
def of_activity(request, slug, pk, year, month, kind):
    activity = get_activity(request.user, slug, pk)
    return _file(request, activity.project, year, month, kind, session__activity=activity)


@never_cache
@require_safe
@recently_signed_in
def of_month(request, slug, year, month, kind):
    project = get_project(request.user, slug, Permission.PARTICIPANT_VIEW)
    return _file(request, project, year, month, kind)


def _file(request, project, year, month, kind, **of):
    if kind not in CONTENT_TYPES:
        raise Http404
    period = period_of(f"{get_month(year, month):%Y-%m}")
    rows = rows_of(request.user, project, period.first, period.last, **of)
    people = {row.participation.pk: row.participation for row in rows}
    log_access(Kind.LIST_FILE, by=request.user, project=project, participations=[*people.values()])
    content = render(kind, rows, project, active_language())
    return file_response(content, kind, f"attendance-{project.slug}-{period.first:%Y-%m}")
