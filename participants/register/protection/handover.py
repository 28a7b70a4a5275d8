"""Protected records that another member takes over from a case worker whose role ends."""

from django.utils.translation import ngettext

from accounts.permissions import Permission
from participants.register.actions.protection import authorise_case_worker
from participants.register.models import Participation
from projects.team.handover import Handover
from projects.team.memberships import ActionRefused


def _records(membership):
    """Return the protected records of the project that the member may open."""
    user = membership.user
    in_project = Participation.objects.filter(project=membership.project_id)
    return in_project.visible_to(user).protected().openable_by(user).order_by("pk")


def _describe(membership):
    number = _records(membership).count()
    if number == 0:
        return ""
    return ngettext("%(number)d protected record", "%(number)d protected records", number) % {
        "number": number
    }


def _hand_over(membership, *, to, by):
    records = _records(membership)
    visible = Participation.objects.visible_to(to, Permission.PARTICIPANT_EDIT)
    outside = records.exclude(pk__in=visible.values("pk")).count()
    if outside:
        raise ActionRefused(
            ngettext(
                "%(name)s's role does not include %(number)d of the protected records. Choose another person.",
                "%(name)s's role does not include %(number)d of the protected records. Choose another person.",
                outside,
            )
            % {"name": to.full_name, "number": outside}
        )
    for record in records.exclude(pk__in=visible.openable_by(to).values("pk")):
        authorise_case_worker(record, user=to, by=by)


PROTECTED_RECORDS = Handover(describe=_describe, hand_over=_hand_over)
