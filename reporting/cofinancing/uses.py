"""Bookings with the hours of a certificate."""

from collections import defaultdict

from django.utils.translation import gettext as _

from accounts.access import may
from accounts.permissions import Permission
from esfportal.ui.formats import date_text
from participants.certificates.corrections.uses import Use
from reporting.cofinancing.models import Booking


def bookings_with(certificates, user, project):
    """Return {key of a certificate: [Use]} of the bookings with its hours (participants.certificates.corrections)."""
    found = Booking.objects.filter(lines__certificate__in=certificates).order_by("pk").distinct()
    rows = found.values_list("lines__certificate", "pk", "entry__booked_on", "undone_by")
    may_open, uses = may(user, Permission.EVIDENCE_VIEW, project), defaultdict(list)
    for certificate, pk, day, undone_by in rows:
        text = _("booking of %(day)s, undone") if undone_by else _("booking of %(day)s")
        url = Booking(pk=pk, project=project).get_absolute_url() if may_open else ""
        uses[certificate].append(Use(text % {"day": date_text(day)}, url))
    return uses
