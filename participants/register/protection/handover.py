"""Protected records that another member takes over from a case worker whose role ends."""

from django.utils.translation import ngettext

from accounts.database_access import whole_project_access
from participants.register.actions.protection import authorise_case_worker, revoke_case_worker
from participants.register.models import AuthorisedCaseWorker, Participation
from projects.team.handover import Handover


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
    # Also records that the colleague's role does not include, and which they can't open: a refusal, or a number of
    # records left over, would say where protected people take part.
    for record in records.exclude(pk__in=Participation.objects.openable_by(to).values("pk")):
        authorise_case_worker(record, user=to, by=by)


def _end_former(membership, *, by):
    """Revoke the member's authorisations in the project, also those from registering."""
    user = membership.user
    with whole_project_access(membership.project):
        in_project = Participation.objects.filter(project=membership.project_id)
        rows = AuthorisedCaseWorker.objects.filter(user=user)
        registered = in_project.protected().filter(created_by=user)
        registered = registered.exclude(pk__in=rows.values("participation"))
        authorised = in_project.filter(pk__in=rows.in_force().values("participation"))
        for participation in [*authorised.order_by("pk"), *registered.order_by("pk")]:
            revoke_case_worker(participation, user=user, by=by)


PROTECTED_RECORDS = Handover(describe=_describe, hand_over=_hand_over, end_former=_end_former)
