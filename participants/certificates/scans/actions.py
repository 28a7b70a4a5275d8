"""Keep the scan of a certificate that was signed on paper."""

from django.db import transaction
from django.utils.translation import gettext as _

from participants.certificates.models import Certificate
from participants.certificates.states import Method, Step
from participants.evidence.actions import keep_scan, store_file
from participants.register.actions.errors import raise_if_problems
from participants.register.actions.locking import lock_participation
from participants.register.rules.entry_rules import Problem


@transaction.atomic
def add_scan(certificate, *, participation, file, by):
    stored = store_file(file)  # no colleague waits for the store
    lock_participation(participation)
    found = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    return attach(found, stored, file.kind, by=by)


def attach(certificate, stored, kind, *, by):
    """Let the locked certificate have the stored file as its scan. Raises ActionRefused."""
    raise_if_problems(_problems(certificate))
    signed_on = confirmed_on_paper(certificate.events.all()).signed_on
    about = {"dated_on": signed_on, "certificate": certificate.pk, "by": by}
    certificate.scan = keep_scan(certificate.participation, stored, kind=kind, **about)
    certificate.save(update_fields=["scan"])
    return certificate.scan


def confirmed_on_paper(events):
    return next((each for each in events if (each.step, each.method) == (Step.CONFIRM, Method.PAPER)), None)


def _problems(certificate):
    if confirmed_on_paper(certificate.events.all()) is None:
        yield Problem("", _("The certificate was not confirmed on paper."))
    elif certificate.scan_in_force:
        yield Problem("", _("There is a scan already. Withdraw it if it is the wrong one."))
