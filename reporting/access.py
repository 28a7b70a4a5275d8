from django.shortcuts import get_object_or_404

from accounts.access import demand, may
from accounts.permissions import Permission
from reporting.models import Report, ReportFile


def get_report(user, slug, public_id, permission=Permission.REPORT_VIEW):
    """The report in the named project: Http404 outside the user's scope (drafts are outside a
    funder's), PermissionDenied within it without the permission."""
    reports = Report.objects.in_scope_of(user).select_related("project", "job", "submitted_by", "release")
    report = get_object_or_404(
        reports.defer("counted", "counted_in", "release__worlds"), project__slug=slug, public_id=public_id
    )
    demand(user, permission, report.project)
    return report


def get_report_file(user, slug, public_id, kind, language, *, released=False):
    """A finished file of a report that the user may see; Http404 otherwise.

    released: the one without small numbers. Who may not see those gets no other.
    """
    report = get_report(user, slug, public_id)
    released = released or not sees_small_numbers(user, report.project)
    audience = ReportFile.Audience.RELEASED if released else ReportFile.Audience.FULL
    files = report.files.select_related("report__project")
    return get_object_or_404(files, audience=audience, kind=kind, language=language)


def sees_small_numbers(user, project):
    """Whether the user reads the project's reports with every number in them."""
    return may(user, Permission.REPORT_VIEW_EXACT, project)


def readable_document(report, user, *, released=False):
    """The report's figures as the user may see them; None when there are none yet.

    released: as its funders see them, whoever asks.
    """
    if released or not sees_small_numbers(user, report.project):
        return report.released_document
    return report.document


def reports_of(user):
    """Every report the user may see, in all projects."""
    return Report.objects.visible_to(user).for_list()
