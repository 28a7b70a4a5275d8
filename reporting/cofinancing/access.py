from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.access import may
from accounts.permissions import Permission
from participants.evidence.models import Proof
from projects.access import get_project
from reporting.cofinancing.models import Booking, Line

OWN = "participation"  # of a proof


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
    """Return the scan of the line's certificate; raise Http404 if no file is kept, or for a protected identity."""
    found = Proof.objects.in_force().filter(pk=line.certificate.scan_id, file__isnull=False)
    about = [f"{of}__{name}" for of in (OWN, f"{OWN}__merged_into") for name in ("project", "person")]
    scan = get_object_or_404(found.select_related("file", *about))
    # It has the name, and is read with the participant's record alone.
    if scan.participation.is_protected:
        raise Http404
    return scan
