from django.shortcuts import get_object_or_404

from accounts.access import demand
from accounts.permissions import Permission
from reporting.models import Report


def get_report(user, slug, public_id, permission=Permission.REPORT_VIEW):
    """The report in the named project: Http404 outside the user's scope (drafts are outside a
    funder's), PermissionDenied within it without the permission."""
    report = get_object_or_404(
        Report.objects.visible_to(user).select_related("project"), project__slug=slug, public_id=public_id
    )
    demand(user, permission, report.project)
    return report
