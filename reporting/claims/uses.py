"""Claims that have an entry, or the hours of a certificate."""

from collections import defaultdict

from django.utils.translation import gettext as _

from accounts.access import may
from accounts.permissions import Permission
from participants.certificates.corrections.uses import Use
from reporting.claims.models import Claim, ClaimLine
from reporting.cofinancing.models import Booking


def claims_with(certificates, user, project):
    found = Booking.objects.filter(lines__certificate__in=certificates).order_by("pk").distinct()
    rows = found.values_list("lines__certificate", "entry", "undone_by")
    entries = {entry for _certificate, *both in rows for entry in both if entry}
    claimed = claims_of_entries(entries, user, project) if entries else {}
    uses = defaultdict(list)
    for certificate, entry, undone_by in rows:
        if entry in claimed:
            uses[certificate].append(claimed[entry])
        if undone_by in claimed:
            text = _("undone in %(claim)s") % {"claim": claimed[undone_by].text}
            uses[certificate].append(Use(text, claimed[undone_by].url))
    return uses


def claims_of_entries(entries, user, project):
    rows = ClaimLine.objects.filter(entry__in=entries).order_by("pk")
    may_open = may(user, Permission.MONEY_VIEW, project)
    return {
        entry: Use(
            _("claim %(number)s") % {"number": number},
            Claim(number=number, project=project).get_absolute_url() if may_open else "",
        )
        for entry, number in rows.values_list("entry", "claim__number")
    }
