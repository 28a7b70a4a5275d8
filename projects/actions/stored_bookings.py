"""Bookings of a project to compare new ones with, so that nothing is booked twice."""

from collections import Counter, defaultdict

from django.utils.translation import gettext as _

from esfportal.ui.formats import money
from projects.models import FinancingEntry


def key_of(entry):
    return entry.line_id, entry.booked_on, entry.amount, entry.voucher.casefold()


class StoredBookings:
    def __init__(self, entries):
        self.keys = defaultdict(list)  # primary keys, by key
        self._amounts = defaultdict(Counter)  # of a source's voucher in a year
        for entry in entries.order_by("pk"):
            self.keys[key_of(entry)].append(entry.pk)
            if entry.voucher:
                self._amounts[_voucher_of(entry)][entry.amount] += 1

    def doubt_about_voucher(self, entry):
        """Return the question about a voucher that is booked with other amounts, or an empty text."""
        amounts = self._amounts.get(_voucher_of(entry)) if entry.voucher else None
        if not amounts:
            return ""
        text = _("The voucher is booked on the source already, with %(amounts)s.")
        return text % {"amounts": ", ".join(money(amount) for amount in sorted(amounts.elements()))}

    def doubt(self, entry):
        """Return the question about an entry that may be booked already, or an empty text."""
        if text := self.doubt_about_voucher(entry):
            return text
        return self.doubt_about_repetition(entry) if self.keys.get(key_of(entry)) else ""

    @staticmethod
    def doubt_about_repetition(entry):
        text = _("%(amount)s is booked on the source already for this day, without a voucher number.")
        return text % {"amount": money(entry.amount)}


def _voucher_of(entry):
    # Series of vouchers begin again each year.
    return entry.line_id, entry.booked_on.year, entry.voucher.casefold()


def bookings_on(line):
    return StoredBookings(FinancingEntry.objects.filter(line=line))


def bookings_in(project):
    return StoredBookings(FinancingEntry.objects.in_project(project))
