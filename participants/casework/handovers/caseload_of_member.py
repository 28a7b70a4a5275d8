"""Caseloads of members whose role ends."""

from django.utils.translation import ngettext

from accounts.permissions import Permission, roles_with
from participants.casework.caseload import last_spells
from participants.casework.handovers import handing_over
from participants.register.actions import ActionRefused
from participants.register.models import Participation
from projects.parts import Part
from projects.team import memberships
from projects.team.handover import Handover
from projects.team.models import Membership


def _people(membership):
    """Return the unprotected people whom no other role of the member includes."""
    spells = last_spells().filter(case_worker=membership.user_id, project=membership.project_id)
    others = Membership.objects.in_force().filter(
        user=membership.user_id,
        project=membership.project_id,
        role__in=roles_with(Permission.PARTICIPANT_EDIT),
    )
    for other in others.exclude(pk=membership.pk).with_parts():
        spells = spells.exclude(pk__in=last_spells().filter(Part.of(other).condition()).values("pk"))
    found = Participation.objects.in_project(membership.project)
    return found.filter(pk__in=spells.values("participation")).unprotected()


def _describe(membership):
    number = _people(membership).count()
    if number == 0:
        return ""
    return ngettext("%(number)d participant", "%(number)d participants", number) % {"number": number}


def _hand_over(membership, *, to, by):
    try:
        handing_over.move(_people(membership), to=to, by=by)
    except ActionRefused as error:
        raise memberships.ActionRefused(*(problem.message for problem in error.problems)) from None


def _end_former(membership, *, by):
    """Leave the caseload: it names who worked with the people, and gives no right."""


CASELOAD = Handover(describe=_describe, hand_over=_hand_over, end_former=_end_former)
