"""A participant's months, and a certificate with its steps."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.audit.row_history import Label
from esfportal.security.encryption import Unreadable
from esfportal.ui.formats import month_text
from participants.attendance.models import Attendance
from participants.certificates.access import certificates_of
from participants.certificates.closing import problems_of
from participants.certificates.corrections.uses import Use, uses_of, uses_of_month
from participants.certificates.document.content import changes, content_of
from participants.certificates.document.texts import row_text, table_of
from participants.certificates.forms import VERBS
from participants.certificates.models import Certificate, CertificateHistory
from participants.certificates.scans.actions import confirmed_on_paper
from participants.certificates.states import State, Step, transitions_from
from participants.register.pages.page_context import HistorySource

HURTING = (Step.REFUSE, Step.TAKE_BACK, Step.SUPERSEDE)  # as quiet links


@dataclass(frozen=True)
class MonthRow:
    month: date
    certificate: Certificate | None  # the latest version; None: the month was never closed
    earlier: list[Certificate]
    close_url: str  # "": it is closed
    uses: list[Use]  # of the certificate's hours

    @property
    def text(self):
        return capfirst(month_text(self.month))


@dataclass(frozen=True)
class StepLink:
    step: Step
    text: str
    url: str
    is_main: bool


def month_rows(participation, user):
    found = {}
    for certificate in certificates_of(participation).order_by("month", "version", "pk"):
        certificate.page_of = participation
        found.setdefault(certificate.month, []).append(certificate)
    attended = Attendance.objects.of_record(participation).order_by()
    for month in attended.values_list("session__held_on__year", "session__held_on__month").distinct():
        found.setdefault(date(*month, 1), [])
    latest = [certificates[-1] for certificates in found.values() if certificates]
    uses = uses_of(latest, user, participation.project)
    return [_month_row(participation, month, found[month], uses) for month in sorted(found, reverse=True)]


def _month_row(participation, month, certificates, uses):
    *earlier, latest = certificates or [None]
    is_open = latest is None or not latest.is_in_force
    args = [participation.project.slug, participation.public_id, month.year, month.month]
    close_url = reverse("certificates:close", args=args) if is_open else ""
    return MonthRow(month, latest, earlier, close_url, uses.get(latest.pk, []) if latest else [])


def preview(month, found):
    """Return what closing the month would freeze, and why it can't be closed."""
    return {
        "table": table_of(content_of({}, found.attendances, found.benefits)),
        "problems": problems_of(month, found, today=timezone.localdate()),
    }


def certificate_context(certificate, user, *, may_edit):
    events = list(certificate.events.select_related("by"))
    content, before = content_or_none(certificate), content_before(certificate)
    return {
        "certificate": certificate,
        "month": month_text(certificate.month),
        "table": table_of(content) if content else None,
        "changes": [row_text(each) for each in changes(before, content)] if before and content else [],
        "events": [{"event": event, "note": note_of(event)} for event in events],
        "steps": step_links(certificate) if may_edit else [],
        "uses": uses_of_month(certificate, user),
        "is_on_paper": confirmed_on_paper(events) is not None,
        "scan": certificate.scan_in_force,
        "may_edit": may_edit,
    }


def content_or_none(certificate):
    try:
        return certificate.content
    except Unreadable:
        return None


def content_before(certificate):
    return content_or_none(certificate.replaces) if certificate.replaces else None


def note_of(event):
    try:
        return event.note
    except Unreadable:
        return _("The text can't be read. Tell the portal's operator.")


def step_links(certificate):
    rows = transitions_from(certificate.state, is_countersigned=certificate.is_countersigned)
    return [
        StepLink(row.step, VERBS[row.step], step_url(certificate, row.step), row.step not in HURTING)
        for row in rows
    ]


def state_now(certificate):
    certificate.refresh_from_db(fields=["state"])
    return certificate.get_state_display()


def step_url(certificate, step):
    participation = certificate.page_of
    return reverse(
        "certificates:step", args=[participation.project.slug, participation.public_id, certificate.pk, step]
    )


def history_source():
    return HistorySource(CertificateHistory, _describe)


def _describe(_history_text, event, _before):
    about = {"month": month_text(event.month), "state": State(event.state).label}
    if event.pgh_label == Label.INSERT:
        yield _("closed %(month)s") % about
    elif "scan" in (event.pgh_hidden or ()):
        yield _("added a scan of the certificate of %(month)s") % about
    else:
        yield _("certificate of %(month)s: %(state)s") % about
