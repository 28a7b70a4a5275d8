from django.http import Http404

from accounts.access import memberships_with
from accounts.models import ReadEntry, Role
from accounts.permissions import Permission
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


def purpose_of(user, report):
    """What the read log says it was for: an auditor's stated reason, else reporting."""
    held = memberships_with(user, Permission.EVIDENCE_VIEW)
    reasons = [m.reason for m in held if m.role == Role.AUDITOR and m.project_id == report.project_id]
    return reasons[0] if reasons else ReadEntry.Purpose.REPORTING
