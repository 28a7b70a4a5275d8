"""Exports by cut-off date are for officers of the managing authority, of the projects that they follow."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from accounts.access import memberships_with, works_for_managing_authority
from accounts.permissions import Permission
from projects.models import Project
from reporting.programme.models import CutoffExport


def may_export(user):
    return works_for_managing_authority(user) and bool(memberships_with(user, Permission.REPORT_ANSWER))


def exports_of(user):
    if not may_export(user):
        raise PermissionDenied
    return CutoffExport.objects.of_organisation(user.organisation_id)


def get_export(user, pk):
    return get_object_or_404(exports_of(user), pk=pk)


def followed(user, period):
    """Return the projects of the programme period in which the user is a funder."""
    keys = {m.project_id for m in memberships_with(user, Permission.REPORT_ANSWER)}
    return Project.objects.filter(pk__in=keys, programme_period=period).order_by("pk")
