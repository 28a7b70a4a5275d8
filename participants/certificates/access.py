from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.permissions import Permission
from participants.certificates.models import Certificate
from participants.certificates.states import TRANSITIONS
from participants.register.access import get_participation, visible_participations

YEARS, MONTHS = range(2000, 2100), range(1, 13)


def get_participation_to_certify(user, slug, public_id):
    return get_participation(user, slug, public_id, Permission.PARTICIPANT_EDIT)


def certificates_of(participation):
    """Return the certificates of the participation, and of records that were merged into it."""
    return Certificate.objects.of_record(participation)


def get_certificate(participation, pk):
    """Return a certificate with its steps; its page is the participation's."""
    found = certificates_of(participation).select_related("recorded_by", "replaces", "scan__file")
    certificate = get_object_or_404(found, pk=pk)
    certificate.page_of = participation
    return certificate


def find_certificate(user, pk, mark):
    """Return the certificate of a printed address, if the user may see its participant."""
    found = get_object_or_404(Certificate.objects.with_record(), pk=pk, digest__startswith=mark)
    found.page_of = get_object_or_404(visible_participations(user).select_related("project"), pk=found.record)
    return found


def get_month(year, month):
    """Return the first day of a month of an address."""
    if year not in YEARS or month not in MONTHS:
        raise Http404
    return date(year, month, 1)


def get_step(name):
    for row in TRANSITIONS:
        if row.step == name:
            return row.step
    raise Http404
