"""Signatures of reports: the representatives, the signed content, and the signature as stored."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.permissions import Role
from projects.team.models import Membership
from reporting.indicators.document import Name
from reporting.indicators.signature import Signature
from reporting.reports.life.states import Step


def representatives(project):
    """Return the memberships of those who may sign the project's reports today."""
    found = Membership.objects.in_force().filter(project=project, role=Role.REPRESENTATIVE)
    return found.filter(user__is_active=True).select_related("user__organisation").order_by("pk")


def signed_content(report):
    """Return the checksums of what is signed. What is added to a report later gets one of its own here."""
    # Of the figures and the texts with every number, without who signed or submitted and when.
    return {"figures": report.document.digest}


def signature_json(report, held):
    """Return what a step stores of the signature of the membership `held`."""
    organisation = held.user.organisation
    return {
        "name": held.user.full_name,
        "authority": held.reason,
        "organisation": [organisation.name, organisation.name_en] if organisation else [],
        "content": signed_content(report),
    }


def latest_signature(report):
    """Return the step that signed the report, None where there is none or where it is void."""
    steps = report.events.filter(step__in=(Step.SIGN, Step.REOPEN))
    latest = steps.select_related("by").last()
    return latest if latest and latest.step == Step.SIGN else None


def signature_of(report):
    """Return the signature for the report's documents, None without one."""
    event = latest_signature(report)
    if event is None:
        return None
    stored = event.signature
    organisation = Name(*stored["organisation"]) if stored["organisation"] else report.document.project.owner
    return Signature(
        at=event.at.isoformat(timespec="seconds"),
        organisation=organisation,
        role=_role_name(),
        name=stored["name"],
        authority=stored["authority"],
    )


def _role_name():
    label = Role.REPRESENTATIVE.label
    with override("sv"):
        swedish = str(label)
    with override("en"):
        return Name(swedish, str(label))


def changed_since_signed(report):
    """Return the reason against submitting a signed report whose content is not what was signed."""
    event = latest_signature(report)
    if event is not None and event.signature["content"] == signed_content(report):
        return []
    return [_("The report is not what was signed. Take it back to draft, and have it signed again.")]
