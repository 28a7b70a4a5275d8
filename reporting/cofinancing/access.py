from django.shortcuts import get_object_or_404

from accounts.access import may
from accounts.permissions import Permission
from participants.evidence.models import Proof
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
    found = Line.objects.select_related("certificate__scan__file", "rate")
    return get_object_or_404(found, booking=booking, pk=pk)


def get_scan(line):
    """Return the scan of the line's certificate; raise Http404 if no file is kept."""
    found = Proof.objects.in_force().filter(pk=line.certificate.scan_id, file__isnull=False)
    about = ("participation__project", "participation__merged_into__project")
    return get_object_or_404(found.select_related("file", *about))
