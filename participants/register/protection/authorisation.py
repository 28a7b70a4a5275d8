"""Authorised case workers of protected records."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, When

from accounts.access import may, memberships_of
from accounts.models import User
from accounts.permissions import Permission, Role, roles_with
from participants.register.models import Participation, Protection
from projects.team.models import Membership


@dataclass(frozen=True)
class Authorisation:
    user: User
    since: datetime
    # None for the case worker who registered the person.
    authorised_by: User | None
    # False when the membership has ended or does not include the participation; never shown, because it would say
    # where the person takes part.
    may_open: bool
    # False when the membership in the project has ended.
    has_role: bool


def is_case_worker(user, participation):
    # Case workers are authorised automatically when they register or first protect a person. A project leader
    # needs an explicit authorisation, which is audited.
    project = participation.project_id
    return user is not None and any(
        m.role == Role.CASE_WORKER and m.project_id == project for m in memberships_of(user)
    )


def authorised_case_workers(participation):
    # The same rule as ParticipationQuerySet.openable_by, asked for one record.
    rows = list(participation.authorised_case_workers.select_related("user", "authorised_by"))
    authorised = [
        _authorisation(row.user, row.authorised_at, row.authorised_by, participation)
        for row in rows
        if row.ended_at is None
    ]
    registrar = participation.created_by
    if is_case_worker(registrar, participation) and registrar not in [row.user for row in rows]:
        authorised.insert(0, _authorisation(registrar, participation.created_at, None, participation))
    return authorised


def _authorisation(user, since, by, participation):
    has_role = user.is_active and may(user, Permission.PARTICIPANT_EDIT, participation.project)
    visible = Participation.objects.visible_to(user).openable_by(user)
    may_open = has_role and visible.filter(pk=participation.pk).exists()
    return Authorisation(user, since, by, may_open, has_role)


def members_to_authorise(participation, authorised):
    """Return members who may write about participants and are not among the Authorisations."""
    members = Membership.objects.in_force().filter(
        project=participation.project_id, role__in=roles_with(Permission.PARTICIPANT_EDIT)
    )
    others = User.objects.filter(is_active=True, pk__in=members.values("user"))
    return others.exclude(pk__in=[each.user.pk for each in authorised])


def value_unless_protected(field):
    """Return an SQL expression: the field, or NULL for a protected person."""
    # Figures by part could lead to a protected person, who therefore counts only in the project.
    return Case(When(person__protection=Protection.NONE, then=field))
