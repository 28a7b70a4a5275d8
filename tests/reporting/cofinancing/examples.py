"""Rates, locked certificates and bookings for tests."""

from datetime import date
from decimal import Decimal

from participants.certificates.states import State
from reporting.cofinancing.actions import book_month
from reporting.cofinancing.models import Rate
from tests.participants.attendance.examples import activity_of, attendance_of, session_of
from tests.participants.benefits.examples import benefit_of
from tests.participants.certificates.examples import certificate_of
from tests.participants.evidence.samples import scan_without_file

WAY = (State.SENT, State.CONFIRMED, State.COUNTERSIGNED, State.LOCKED)
BOOKED, BOOKABLE = date(2018, 8, 1), date(2018, 9, 1)
# For tests/sample_objects.py: values of the parameters of addresses.
OF_COFINANCING = {
    ("cofinancing", "pk"): lambda full_project: full_project.booking.pk,
    ("cofinancing", "line"): lambda full_project: full_project.booking.lines.get().pk,
    ("cofinancing", "month"): lambda full_project: BOOKABLE.month,
}


def rate_of(project, **values):
    given = {
        "kind": "activity_support",
        "starts_on": date(2014, 1, 1),
        "unit": "hour",
        "price": Decimal("34.50"),
    }
    period = project.programme_period
    return Rate.objects.create(programme_period=period, source="Utlysningen, bilaga 2", **given | values)


def locked_certificate_of(participation, month, *, by, activity, minutes=125):
    """Return a locked certificate of a month with one session."""
    attendance = attendance_of(participation, session_of(activity, month), minutes=minutes)
    certificate = certificate_of(participation, by=by, month=month, attendances=[attendance])
    for certificate.state in WAY:
        certificate.save()
    return certificate


def in_kind_of(project):
    return project.financing.create(source="in_kind_time")


def booking_of(cast, own):
    """Return the booking of a month, and make another month that can be booked."""
    rate_of(cast.project)
    if not own.benefit_periods.exists():
        benefit_of(own)
    activity = activity_of(cast.project, "Kalejdo C3")
    for month in (BOOKED, BOOKABLE):
        locked_certificate_of(own, month, by=cast.leader, activity=activity)
    given = {"line": in_kind_of(cast.project), "call": "", "booked_on": BOOKED, "by": cast.leader}
    booking = book_month(cast.project, BOOKED, **given)
    scan_without_file(booking.lines.get().certificate, by=cast.leader)
    return booking
