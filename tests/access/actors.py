"""Users for the access table: each role in the project, in another part, in another project, and ended."""

from datetime import timedelta

from django.utils import timezone

from accounts.permissions import Role
from tests.factories import VASTERVIK, MembershipFactory, UserFactory

# Columns of the table. All of OUTSIDERS get the same answers, in the column `outside`.
COLUMNS = (
    "anonymous",
    "leader",
    "part_leader",
    "case_worker",
    "colleague",
    "funder",
    "auditor",
    "representative",
    "administrator",
    "outside",
)
ROLES = (Role.PROJECT_LEADER, Role.CASE_WORKER, Role.FUNDER, Role.AUDITOR, Role.REPRESENTATIVE)
OUTSIDERS = (
    *(f"{role}_elsewhere" for role in ROLES),
    *(f"{role}_ended" for role in ROLES),
    "administrator_ended",
    "without_role",
)
OUTSIDERS_IN_ONE = ("all_roles_elsewhere", "all_roles_ended")


def actors_around(cast):
    """Return {name: user} for all columns and outsiders; None is anonymous."""
    yesterday = timezone.localdate() - timedelta(days=1)
    people = {
        "anonymous": None,
        "leader": cast.leader,
        "part_leader": _member(Role.PROJECT_LEADER, project=cast.project, municipality_id=VASTERVIK),
        "case_worker": cast.case_worker,
        "colleague": cast.colleague,
        "funder": cast.funder,
        "auditor": _member(Role.AUDITOR, project=cast.project),
        "representative": _member(Role.REPRESENTATIVE, project=cast.project),
        "administrator": cast.administrator,
        "administrator_ended": _member(Role.ADMINISTRATOR, project=None, ends_on=yesterday),
        "without_role": cast.without_role,
    }
    for role in ROLES:
        people[f"{role}_elsewhere"] = _member(role, project=cast.other_project)
        people[f"{role}_ended"] = _member(role, project=cast.project, ends_on=yesterday)
    return people


def all_outsiders_in_one(cast):
    """Return {name: user} of users with the roles of many outsiders: an address closed to them is closed to each."""
    yesterday = timezone.localdate() - timedelta(days=1)
    elsewhere, ended = UserFactory(), UserFactory(is_staff=True)
    for role in ROLES:
        _member(role, user=elsewhere, project=cast.other_project)
        _member(role, user=ended, project=cast.project, ends_on=yesterday)
    _member(Role.ADMINISTRATOR, user=ended, project=None, ends_on=yesterday)
    return {"all_roles_elsewhere": elsewhere, "all_roles_ended": ended}


def _member(role, user=None, **membership):
    user = user or UserFactory(is_staff=role == Role.ADMINISTRATOR)
    MembershipFactory(user=user, role=role, auditor=role == Role.AUDITOR, **membership)
    return user


def column_of(actor):
    return "outside" if actor in (*OUTSIDERS, *OUTSIDERS_IN_ONE) else actor
