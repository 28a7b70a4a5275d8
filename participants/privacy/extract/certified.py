"""Facts of the extract: certificates of attendance, and their steps."""

from django.utils.translation import gettext as _

from participants.certificates.access import certificates_of
from participants.certificates.document.texts import row_texts
from participants.certificates.models import CertificateEvent
from participants.certificates.pages import content_or_none, note_of
from participants.privacy.extract.column_facts import NOTHING, fact, facts_of


def content(participation):
    certificates = certificates_of(participation).order_by("pk")
    events = CertificateEvent.objects.filter(certificate__in=certificates).select_related("by")
    return {
        "certificates": [_certificate(each) for each in certificates.select_related("recorded_by")],
        "certificate_steps": [_event(each) for each in events.order_by("pk")],
    }


def _certificate(certificate):
    frozen = content_or_none(certificate)
    said = (
        "\n".join(row_texts(frozen)) if frozen else _("The text can't be read. Tell the portal's operator.")
    )
    return [*facts_of(certificate), fact("text", _("What it says"), said, said)]


def _event(event):
    note = note_of(event)
    return [*facts_of(event), fact("note", _("Note"), note or None, note or NOTHING)]
