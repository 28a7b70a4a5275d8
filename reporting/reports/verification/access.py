from django.http import Http404

from accounts.access import memberships_with
from accounts.models import AccessLogEntry
from accounts.permissions import Permission, Role
from participants.register.access import get_participation
from reporting.reports.access import get_report
from reporting.reports.verification import person_detail
from reporting.reports.verification.pseudonyms import keys_by_pseudonym


def get_verifiable_report(user, slug, public_id):
    """Return the submitted report for users who may verify it; Http404 for a draft."""
    report = get_report(user, slug, public_id, Permission.EVIDENCE_VIEW)
    if not report.is_submitted or report.counted_participations is None:
        raise Http404
    return report


def get_counted_participation(report, code):
    try:
        return person_detail.person_in(report, keys_by_pseudonym(report)[code])
    except KeyError:
        raise Http404 from None


def record_access_of(user, report, participation):
    """Return the user's access to a protected record, or None; raises RecordLocked."""
    # Project staff could recognise a protected person by days and results, so they need access to the record.
    if participation.is_protected and not is_auditor(user, report):
        record = participation.merged_into or participation
        return get_participation(user, report.project.slug, record.public_id).record_access
    return None


def access_purpose(user, report):
    audits = _audits(user, report)
    return audits[0].reason if audits else AccessLogEntry.Purpose.REPORTING


def is_auditor(user, report):
    return bool(_audits(user, report))


def _audits(user, report):
    held = memberships_with(user, Permission.EVIDENCE_VIEW)
    return [m for m in held if m.role == Role.AUDITOR and m.project_id == report.project_id]
