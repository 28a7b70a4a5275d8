"""The people of a case worker: those whose latest period names the worker, or a colleague who is away."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.access import memberships_of, memberships_with
from accounts.models import User
from accounts.permissions import Permission, Role, roles_with
from esfportal.database.swedish_order import swedish_order
from participants.casework.models import AbsenceCover
from participants.register.models import Participation, Spell
from projects.team.models import Membership

MINE, ALL, NO_ONES = "mine", "all", "none"


def works_with_people(user):
    return any(membership.role == Role.CASE_WORKER for membership in memberships_of(user))


def listed_people(user):
    """Return the people of whom a list may tell the user: unprotected, or opened."""
    return Participation.objects.visible_to(user).unprotected_or_opened_by(user)


def last_spells(people=None):
    """Return the latest period of each of the people."""
    later = Spell.objects.filter(
        participation=OuterRef("participation"), entry_date__gt=OuterRef("entry_date")
    )
    found = Spell.objects.filter(~Exists(later))
    return found if people is None else found.filter(participation__in=people).order_by("participation")


def of_workers(people, condition):
    """Filter the people whose latest period meets the condition on its case worker."""
    latest = last_spells().filter(condition)
    return people.filter(pk__in=latest.values("participation"))


def people_of(user, whose):
    """Return the people of MINE, ALL, NO_ONES or a worker's key, as far as the user may see them in lists."""
    people = listed_people(user)
    match whose:
        case "all":
            return people
        case "none":
            return of_workers(people, Q(case_worker__isnull=True))
        case "mine":
            return of_workers(people, Q(case_worker=user) | Q(_is_covered_by(user)))
    return of_workers(people, Q(case_worker=whose))


def own_people(user):
    """Return the people of MINE without those of a colleague who is away."""
    return of_workers(listed_people(user), Q(case_worker=user))


def _is_covered_by(user):
    # A condition on periods. It gives no right: `listed_people` holds for the cover as for all.
    covers = AbsenceCover.objects.in_force(timezone.localdate()).filter(cover_worker=user)
    return Exists(covers.filter(project=OuterRef("project"), absent_worker=OuterRef("case_worker")))


def users_in(covers):
    """Return the users whom the covers name."""
    named = Q(pk__in=covers.order_by().values("absent_worker"))
    return User.objects.filter(named | Q(pk__in=covers.order_by().values("cover_worker")))


def colleagues(user):
    """Return the users who work with participants in the user's projects, by name."""
    projects = [each.project_id for each in memberships_with(user, Permission.PARTICIPANT_VIEW)]
    members = Membership.objects.in_force().filter(
        project__in=projects, role__in=roles_with(Permission.PARTICIPANT_EDIT)
    )
    found = User.objects.filter(is_active=True, pk__in=members.values("user")).exclude(pk=user.pk)
    return found.order_by(swedish_order("full_name"))


def colleagues_in(project):
    """Return the users who may write about the project's participants today, by name."""
    members = Membership.objects.in_force().filter(
        project=project, role__in=roles_with(Permission.PARTICIPANT_EDIT)
    )
    found = User.objects.filter(is_active=True, pk__in=members.values("user"))
    return found.order_by(swedish_order("full_name"))


def former_worker(whose, known):
    """Return [the user] of the key if it is none of the known: a member whose role has ended."""
    if not whose.isdecimal() or int(whose) in {each.pk for each in known}:
        return []
    # Named only to those who see one of the user's participants.
    named = Spell.objects.filter(case_worker=int(whose), participation__in=listed_people(known[0]))
    return list(User.objects.filter(pk__in=named.values("case_worker")))
