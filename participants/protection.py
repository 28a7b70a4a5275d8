"""Protected identities: who is named for a record, and what may be said of somebody's place.

Which participations a user is named for is ParticipationQuerySet.openable_by's to say; here the same is
asked from the other end, for the page on which a leader names case workers.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, When

from accounts.access import memberships_of
from accounts.models import Membership, Role, User
from accounts.permissions import Permission, roles_with
from participants.models import Participation, Protection


@dataclass(frozen=True)
class Authorisation:
    """Somebody named for a record; `named_by` is None for whoever registered the person.

    may_open: whether their membership still lets them; somebody who has left is named in vain.
    """

    user: User
    since: datetime
    authorised_by: User | None
    may_open: bool


def is_case_worker(user, participation):
    """Whether somebody works with the project as a case worker, and so is named without a word when
    they register or first protect a person. A leader is named by a deed of its own, for all to see."""
    project = participation.project_id
    return user is not None and any(
        m.role == Role.CASE_WORKER and m.project_id == project for m in memberships_of(user)
    )


def authorised_case_workers(participation):
    """Everybody who is named for the record, in the order they were."""
    rows = list(participation.named_case_workers.select_related("user", "named_by"))
    named = [
        Authorisation(row.user, row.named_at, row.named_by, _may_open(row.user, participation))
        for row in rows
        if row.ended_at is None
    ]
    registrar = participation.created_by
    if is_case_worker(registrar, participation) and registrar not in [row.user for row in rows]:
        named.insert(
            0, Authorisation(registrar, participation.created_at, None, _may_open(registrar, participation))
        )
    return named


def _may_open(user, participation):
    visible = Participation.objects.visible_to(user).openable_by(user)
    return user.is_active and visible.filter(pk=participation.pk).exists()


def members_to_authorise(participation):
    """The project's members who may write about participants and are not named yet."""
    members = Membership.objects.in_force().filter(
        project=participation.project_id, role__in=roles_with(Permission.PARTICIPANT_EDIT)
    )
    named = [each.user.pk for each in authorised_case_workers(participation)]
    return User.objects.filter(is_active=True, pk__in=members.values("user")).exclude(pk__in=named)


def value_unless_protected(field):
    """A place as figures tell it by part: a protected person counts in the project, and in none of
    its municipalities, interventions and sub-projects, where a small number could lead to them."""
    return Case(When(person__protection=Protection.NONE, then=field))
