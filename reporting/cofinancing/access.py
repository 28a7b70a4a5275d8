from django.shortcuts import get_object_or_404

from accounts.access import may
from accounts.permissions import Permission
from projects.access import get_project
from reporting.cofinancing.models import Booking, Line


def get_project_to_audit(user, slug):
    return get_project(user, slug, Permission.EVIDENCE_VIEW)


def get_project_to_book(user, slug):
    return get_project(user, slug, Permission.PROJECT_EDIT)


def may_book(user, project):
    return may(user, Permission.PROJECT_EDIT, project)


def bookings_of(project):
    return Booking.objects.in_project(project)


def get_booking(project, pk):
    booking = get_object_or_404(bookings_of(project).with_entries(), pk=pk)
    booking.project = project
    return booking


def get_line(booking, pk):
    return get_object_or_404(Line.objects.select_related("certificate", "rate"), booking=booking, pk=pk)
