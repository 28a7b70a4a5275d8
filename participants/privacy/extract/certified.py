"""Facts of the extract: week sheets, certificates, their steps, booked hours, and rows of monthly files."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.certificates.access import certificates_of
from participants.certificates.document.texts import row_texts
from participants.certificates.models import CertificateEvent
from participants.certificates.pages import content_or_none, note_of
from participants.privacy.extract.column_facts import NOTHING, fact, facts_of, json_value
from participants.register.identity.merged_records import record_keys
from participants.week_sheets.access import sheets_of
from participants.week_sheets.pages import sheet_texts
from reporting.cofinancing.models import Line
from reporting.statistics.access import rows_about
from reporting.statistics.pages import LABELS, value_text

UNREADABLE = gettext_lazy("The text can't be read. Tell the portal's operator.")


def content(participation):
    certificates = certificates_of(participation).order_by("pk")
    events = CertificateEvent.objects.filter(certificate__in=certificates).select_related("by")
    booked = Line.objects.filter(certificate__in=certificates).order_by("pk")
    return {
        "certificates": [_certificate(each) for each in certificates.select_related("recorded_by", "scan")],
        "certificate_steps": [_event(each) for each in events.order_by("pk")],
        "week_sheets": [_sheet(each) for each in sheets_of(participation).order_by("pk")],
        "booked_hours": [facts_of(each) for each in booked.select_related("booking", "rate", "certificate")],
        "monthly_files": [
            _reported(file, row)
            for file, row in rows_about(participation.project, record_keys(participation))
        ],
    }


def _sheet(sheet):
    said = "\n".join(sheet_texts(sheet)) if sheet.is_readable else UNREADABLE
    return [*facts_of(sheet), fact("text", _("What it says"), str(said), str(said))]


def _reported(file, row):
    own = ((name, label) for name, label in LABELS.items() if name != "is_substitute")
    sent = file.sent_on and file.sent_on.isoformat()
    return [
        fact("month", _("Month"), file.month.isoformat(), file.display_name),
        fact("version", _("Version"), file.version),
        fact("sent_on", _("Sent"), sent, sent or NOTHING),
        *(fact(name, label, json_value(getattr(row, name)), value_text(name, row)) for name, label in own),
    ]


def _certificate(certificate):
    frozen = content_or_none(certificate)
    said = "\n".join(row_texts(frozen)) if frozen else str(UNREADABLE)
    return [*facts_of(certificate), fact("text", _("What it says"), said, said)]


def _event(event):
    note = note_of(event)
    return [*facts_of(event), fact("note", _("Note"), note or None, note or NOTHING)]
