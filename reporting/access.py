from django.shortcuts import get_object_or_404

from accounts.access import demand
from accounts.permissions import Permission
from reporting.models import Report


def get_report(user, slug, public_id, permission=Permission.REPORT_VIEW):
    """The report in the named project: Http404 outside the user's scope (drafts are outside a
    funder's), PermissionDenied within it without the permission."""
    reports = Report.objects.in_scope_of(user).select_related("project", "job", "submitted_by")
    report = get_object_or_404(reports.defer("counted"), project__slug=slug, public_id=public_id)
    demand(user, permission, report.project)
    return report


def get_report_file(user, slug, public_id, kind, language):
    """A finished file of a report that the user may see; Http404 otherwise."""
    report = get_report(user, slug, public_id)
    return get_object_or_404(report.files.select_related("report__project"), kind=kind, language=language)


def reports_of(user):
    """Every report the user may see, in all projects."""
    return Report.objects.visible_to(user).for_list()
