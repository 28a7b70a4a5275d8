"""Work to do with proof, for My day, and the notifications of proof that waits or is rejected."""

from urllib.parse import urlencode

from django.db.models import F
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.database_access import system_scope
from accounts.notifications.actions import notify
from accounts.notifications.kinds import Channel, NotificationKind
from accounts.permissions import Permission, roles_with
from esfportal.ui.formats import date_text
from participants.casework.kinds import RowsKind, of_people
from participants.evidence.choices import FactState, ItemState, Rejection, Reviewer
from participants.evidence.models import ProofItem
from participants.evidence.states import NEEDS_PROOF, outcomes_with_state
from participants.register.models import OutcomeEvent
from participants.register.protection.authorisation import authorised_case_workers
from projects.parts import Part
from projects.team.models import Membership

PROOF_REJECTED = NotificationKind(
    key="evidence.rejected",
    label=gettext_lazy("Proof of yours that was rejected"),
    default=Channel.DIGEST,
    roles=tuple(roles_with(Permission.PARTICIPANT_EDIT)),
    text=lambda row: _("Proof that you added in %(project)s was rejected.") % {"project": row.project_name},
)
PROOF_WAITS = NotificationKind(
    key="evidence.waits",
    label=gettext_lazy("Proof that waits for your review"),
    default=Channel.DIGEST,
    roles=tuple(roles_with(Permission.PARTICIPANT_EDIT)),
    text=lambda row: _("Proof in %(project)s waits for your review.") % {"project": row.project_name},
)


REVIEWED_WITH = {
    Reviewer.OTHER: Permission.PARTICIPANT_EDIT,
    Reviewer.LEADER: Permission.PARTICIPANT_CORRECT,
}


def tell_reviewers(participation, reviewers, *, added_by, by):
    """Notify those who may review new proof where the project asks for another user, once a day and project."""
    asked = {REVIEWED_WITH[each] for each in reviewers if each != Reviewer.ANY}
    users = {user for permission in asked for user in _members_with(permission, participation)} - {added_by}
    project = participation.project
    event = f"{project.pk} {timezone.localdate()}"
    notify(users, kind=PROOF_WAITS, event=event, by=by, project=project, target="casework:day")


@system_scope()
def _members_with(permission, participation):
    """Return the members with the permission in a part of the participation."""
    members = Membership.objects.in_force().filter(
        project=participation.project_id, role__in=roles_with(permission), user__is_active=True
    )
    spells = list(participation.spells.select_related("municipality", "intervention"))
    users = [
        each.user
        for each in members.with_parts()
        if any(Part.of(each).includes(spell.municipality, spell.intervention) for spell in spells)
    ]
    if not participation.is_protected:
        return users
    # To others it would say that the project has a protected person with a result.
    authorised = {each.user.pk for each in authorised_case_workers(participation) if each.may_open}
    return [user for user in users if user.pk in authorised]


def _missing():
    outcomes = OutcomeEvent.objects.in_force().filter(of_people(), kind__in=NEEDS_PROOF)
    outcomes = outcomes_with_state(outcomes).filter(proof_state=FactState.MISSING)
    return outcomes.values_list("participation", "pk", "happened_on", "kind")


def _items(state):
    record = Coalesce("participation__merged_into", "participation")
    items = ProofItem.objects.in_force().annotate(record=record).filter(of_people("record"), state=state)
    return items.annotate(day=TruncDate(Coalesce("reviewed_at", "added_at")))


def _rejected():
    return _items(ItemState.REJECTED).values_list("record", "pk", "day", "rejection")


def _waiting():
    return _items(ItemState.WAITING).values_list("record", "pk", "day", F("fact"))


def _address(name, *, with_subject=False):
    def address(item):
        key = [item.subject] if with_subject else []
        participation = item.participation
        return reverse(f"evidence:{name}", args=[participation.project.slug, participation.public_id, *key])

    return address


def _address_of_new(name):
    """Address the form of a new proof, with the fact chosen that the row's subject names."""
    return lambda item: f"{_address('add')(item)}?{urlencode({name: item.subject})}"


def _missing_text(item):
    about = {"what": OutcomeEvent.Kind(item.detail).label, "date": date_text(item.due)}
    return _("Proof is missing: %(what)s, %(date)s") % about


MISSING = RowsKind(
    key="proof-missing",
    label=gettext_lazy("Results without proof"),
    order=60,
    rows=_missing,
    text=_missing_text,
    address=_address_of_new("fact"),
)
REJECTED = RowsKind(
    key="proof-rejected",
    label=gettext_lazy("Rejected proof"),
    order=65,
    rows=_rejected,
    text=lambda item: _("Proof was rejected: %(why)s") % {"why": Rejection(item.detail).label},
    address=_address_of_new("instead_of"),
)
WAITING = RowsKind(
    key="proof-waiting",
    label=gettext_lazy("Proof to review"),
    order=67,
    rows=_waiting,
    text=lambda item: _("Proof to review since %(date)s") % {"date": date_text(item.due)},
    address=_address("review", with_subject=True),
)
WORK_KINDS = (MISSING, REJECTED, WAITING)
