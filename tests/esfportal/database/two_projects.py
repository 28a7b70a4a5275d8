"""The rows that a user may see, computed in Python from memberships and spells, to compare with the database."""

from django.db import connection
from django.utils import timezone

from accounts.permissions import Role
from participants.register.counted_people import naming_counted
from participants.register.models import Participation, Spell
from projects.models import Project
from projects.team.models import Membership

ROLES_WITH_PEOPLE = (Role.PROJECT_LEADER, Role.CASE_WORKER)

# Tables about people, each with the column of the participation's key, or of the person's (BY_PERSON).
ABOUT_PEOPLE = {
    "register_participation": "id",
    "register_spell": "participation_id",
    "register_outcomeevent": "participation_id",
    "register_authorisedcaseworker": "participation_id",
    "register_protectedrecordaccess": "participation_id",
    "register_participationhistory": "id",
    "register_spellhistory": "participation_id",
    "register_outcomeeventhistory": "participation_id",
    "register_person": "id",
    "register_personhistory": "id",
}
BY_PERSON = ("register_person", "register_personhistory")
ABOUT_PROJECTS = {
    "projects_project": "id",
    "projects_intervention": "project_id",
    "projects_projectmunicipality": "project_id",
    "projects_financingline": "project_id",
    "reports_report": "project_id",
    "team_membership": "project_id",
}


def active_memberships(user):
    if not user.is_active:
        return []
    today = timezone.localdate()
    rows = Membership.objects.filter(user=user, starts_on__lte=today)
    return [m for m in rows if m.ends_on is None or m.ends_on >= today]


def visible_participations(user):
    """Return the keys of the participations that the user may see."""
    found = set()
    spells = list(Spell.objects.select_related("participation", "intervention"))
    for membership in active_memberships(user):
        if membership.role not in ROLES_WITH_PEOPLE:
            continue
        if not membership.is_limited_to_part:
            in_project = Participation.objects.filter(project=membership.project_id)
            found.update(in_project.values_list("pk", flat=True))
            continue
        places = _municipalities_of(membership.sub_project)
        found.update(
            spell.participation_id
            for spell in spells
            if spell.participation.project_id == membership.project_id and _within(membership, spell, places)
        )
    return found


def _municipalities_of(sub_project):
    if sub_project is None:
        return set()
    return set(sub_project.project_municipalities.values_list("municipality", flat=True))


def _within(membership, spell, places):
    if membership.municipality_id:
        return spell.municipality_id == membership.municipality_id
    if membership.intervention_id:
        return spell.intervention_id == membership.intervention_id
    if spell.intervention and spell.intervention.sub_project_id:
        return spell.intervention.sub_project_id == membership.sub_project_id
    return spell.municipality_id in places


def visible_project_keys(user):
    keys = {membership.project_id for membership in active_memberships(user)}
    if None in keys:  # an administrator's
        return set(Project.objects.values_list("pk", flat=True))
    return keys


def keys_in(table, counted=None):
    """Return the keys of the participations, people or projects in the visible rows of a table.

    `counted`: a project that the statement says it counts.
    """
    name = ABOUT_PEOPLE.get(table) or ABOUT_PROJECTS[table]
    sql = f"SELECT DISTINCT {name} FROM {table} WHERE {name} IS NOT NULL"
    with connection.cursor() as cursor:
        cursor.execute(naming_counted(sql) if counted else sql, {"project": counted.pk} if counted else None)
        return {key for (key,) in cursor.fetchall()}
