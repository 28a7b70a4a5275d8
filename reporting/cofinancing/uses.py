"""Bookings of a certificate's hours, and the claims of bookings, which upper apps name."""

from collections import defaultdict

from django.utils.translation import gettext as _

from accounts.access import may
from accounts.permissions import Permission
from esfportal.registry import Registry
from esfportal.ui.formats import date_text
from participants.certificates.corrections.uses import Use
from reporting.cofinancing.models import Booking

# Functions of (keys of entries, user, project) that return {key of an entry: Use}.
CLAIMS = Registry()


def claims_of(bookings, user, project):
    """Let each booking have `claimed_in` and `undone_in`, the claims of its two entries, or None."""
    keys = {key for each in bookings for key in (each.entry_id, each.undone_by_id) if key}
    found = {}
    for claims in CLAIMS:
        found |= claims(keys, user, project)
    for each in bookings:
        each.claimed_in, each.undone_in = found.get(each.entry_id), found.get(each.undone_by_id)


def bookings_with(certificates, user, project):
    """Return {key of a certificate: [Use]} of the bookings with its hours."""
    found = Booking.objects.filter(lines__certificate__in=certificates).order_by("pk").distinct()
    rows = found.values_list("lines__certificate", "pk", "entry__booked_on", "undone_by")
    may_open, uses = may(user, Permission.EVIDENCE_VIEW, project), defaultdict(list)
    for certificate, pk, day, undone_by in rows:
        text = _("booking of %(day)s, undone") if undone_by else _("booking of %(day)s")
        url = Booking(pk=pk, project=project).get_absolute_url() if may_open else ""
        uses[certificate].append(Use(text % {"day": date_text(day)}, url))
    return uses
