from django.shortcuts import get_object_or_404

from accounts.access import may, require_permission
from accounts.permissions import Permission
from reporting.reports.models import Report, ReportFile


def get_report(user, slug, public_id, permission=Permission.REPORT_VIEW):
    """Return the report; Http404 outside the user's scope, PermissionDenied without the permission."""
    # Drafts are outside a funder's scope.
    reports = Report.objects.in_scope_of(user).select_related("project", "job", "submitted_by", "release")
    report = get_object_or_404(
        reports.defer("counted_participations", "counted_by_figure", "release__alternatives"),
        project__slug=slug,
        public_id=public_id,
    )
    # Former funders keep the reports, without the project.
    if permission != Permission.REPORT_VIEW or not Report.objects.kept_by(user).filter(pk=report.pk).exists():
        require_permission(user, permission, report.project)
    return report


def get_report_file(user, slug, public_id, kind, language, *, released=False):
    """Return a finished file that the user may see; Http404 otherwise."""
    report = get_report(user, slug, public_id)
    # Users without the exact-numbers permission always get the released file.
    released = released or not may_see_small_numbers(user, report.project)
    audience = ReportFile.Audience.RELEASED if released else ReportFile.Audience.FULL
    files = report.files.select_related("report__project")
    return get_object_or_404(files, audience=audience, kind=kind, language=language)


def may_see_small_numbers(user, project):
    return may(user, Permission.REPORT_VIEW_EXACT, project)


def readable_document(report, user, *, released=False):
    """Return the figures that the user may see, None before they exist."""
    # released=True shows the funders' version to users who may see more.
    if released or not may_see_small_numbers(user, report.project):
        return report.released_document
    return report.document


def visible_reports(user):
    return Report.objects.visible_to(user).for_list()
