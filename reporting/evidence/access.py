from django.http import Http404

from accounts.access import memberships_with
from accounts.models import ReadEntry, Role
from accounts.permissions import Permission
from participants.access import get_participation
from reporting.access import get_report
from reporting.evidence import trail
from reporting.evidence.codes import by_code


def evidence_of(user, slug, public_id):
    """The submitted report, for those who may trace it: Http404 for a draft, which proves nothing yet."""
    report = get_report(user, slug, public_id, Permission.EVIDENCE_VIEW)
    if not report.is_submitted or report.counted is None:
        raise Http404
    return report


def person_behind(report, code):
    """The participation with this code in this report; Http404 for any other code."""
    try:
        return trail.person_in(report, by_code(report)[code])
    except KeyError:
        raise Http404 from None


def opening_of(user, report, participation):
    """The visit in which a protected identity's trail is open to whoever works in the project: they know its
    people, and would recognise somebody by days and results. Closed without one; None where none is needed."""
    if participation.person.is_protected and not is_auditor(user, report):
        return get_participation(user, report.project.slug, participation.public_id).opening
    return None


def purpose_of(user, report):
    """What the read log says it was for: an auditor's stated reason, else reporting."""
    audits = _audits(user, report)
    return audits[0].reason if audits else ReadEntry.Purpose.REPORTING


def is_auditor(user, report):
    return bool(_audits(user, report))


def _audits(user, report):
    held = memberships_with(user, Permission.EVIDENCE_VIEW)
    return [m for m in held if m.role == Role.AUDITOR and m.project_id == report.project_id]
