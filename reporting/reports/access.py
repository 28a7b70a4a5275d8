from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import may, memberships_with, require_permission, works_for_managing_authority
from accounts.audit.removed_rows import RemovedPage, raise_if_removed
from accounts.audit.versions import locked_for_change
from accounts.permissions import Permission, Role
from esfportal.ui.formats import period
from projects.access import get_project
from reporting.reports.life.steps import record_opening
from reporting.reports.models import Report, ReportFile


def get_report(user, slug, public_id, permission=Permission.REPORT_VIEW):
    """Return the report; Http404 outside the user's scope, PermissionDenied without the permission."""
    # Drafts are outside a funder's scope.
    reports = Report.objects.in_scope_of(user).select_related("project", "job", "submitted_by")
    reports = reports.defer("counted_participations", "counted_by_figure")
    report = reports.filter(project__slug=slug, public_id=public_id).first()
    if report is None:
        _raise_if_deleted(user, slug, public_id)
        raise Http404
    try:
        require_permission(user, permission, report.project)
    except (Http404, PermissionDenied):
        # Former funders keep the reports, without the project.
        kept = Report.objects.kept_by(user).filter(pk=report.pk)
        if permission != Permission.REPORT_VIEW or not kept.exists():
            raise
    return report


def get_locked_report(request, slug, public_id, permission):
    """Return the report as get_report does, locked if the request changes it."""
    return locked_for_change(request, lambda: get_report(request.user, slug, public_id, permission))


def _raise_if_deleted(user, slug, public_id):
    project = get_project(user, slug)
    if may(user, Permission.REPORT_VIEW_DRAFT, project):
        back = reverse("reports:list", args=[slug])
        raise_if_removed(
            Report, page=RemovedPage(project, "reports", back, _name_of_draft), public_id=public_id
        )


def _name_of_draft(event):
    return _("draft of the report for %(period)s") % {"period": period(event.starts_on, event.ends_on)}


def get_report_file(user, slug, public_id, kind, language, *, released=False):
    """Return a finished file that the user may see; Http404 otherwise."""
    report = get_report(user, slug, public_id)
    audience = audience_of(user, report.project, released=released)
    if audience != ReportFile.Audience.FULL and (release := report.release_for(audience)):
        audience = release.audience
    files = report.files.select_related("report__project")
    return get_object_or_404(files, audience=audience, kind=kind, language=language)


def may_see_small_numbers(user, project):
    return may(user, Permission.REPORT_VIEW_EXACT, project)


def funder_audience_of(user):
    """Return the audience whose version of all projects' reports the user reads as a funder."""
    Audience = ReportFile.Audience
    return Audience.AUTHORITY if works_for_managing_authority(user) else Audience.FUNDERS


def audience_of(user, project, *, released=False):
    """Return the audience whose version of the project's reports the user reads, also of former projects.

    released: the public's version, for users who may see every number.
    """
    Audience = ReportFile.Audience
    if may_see_small_numbers(user, project):
        return Audience.RELEASED if released else Audience.FULL
    return funder_audience_of(user)


def role_of_reader(user, project):
    """Return the role in which the user reads the project's reports, that of a funder for former ones."""
    held = {m.role for m in memberships_with(user, Permission.REPORT_VIEW) if m.project_id == project.pk}
    return next((role.value for role in Role if role in held), Role.FUNDER.value)


def readable_document(report, user, *, released=False):
    """Return the figures that the user may see, None before they exist."""
    return report.document_for(audience_of(user, report.project, released=released))


def open_report(report, user):
    """Record that a reader of the released version has opened the report; Http404 if it was withdrawn."""
    if may_see_small_numbers(user, report.project):
        return
    try:
        record_opening(report)
    except Report.DoesNotExist:
        raise Http404 from None


def visible_reports(user):
    return Report.objects.visible_to(user).for_list()
