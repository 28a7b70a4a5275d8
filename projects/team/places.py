"""What somebody may give in a project: the roles, and the parts to give them in, as choices of a form."""

from itertools import groupby

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.memberships import covers, held_for_team
from accounts.models import Membership, Role
from accounts.permissions import ROLES_WITHOUT_PART
from projects.models import Municipality

WHOLE = ""
KINDS = ("sub_project", "municipality", "intervention")


def key_of(grant):
    """The choice that a membership's or an invitation's part is: "municipality-0882"; "" for the whole."""
    found = [(kind, getattr(grant, f"{kind}_id")) for kind in KINDS]
    return next((f"{kind}-{pk}" for kind, pk in found if pk), WHOLE)


def put(grant, key):
    """Limit a membership or an invitation to the part that was chosen."""
    chosen, _dash, pk = key.partition("-")
    for kind in KINDS:
        as_stored = Membership._meta.get_field(kind).target_field.to_python
        setattr(grant, f"{kind}_id", as_stored(pk) if kind == chosen else None)


def choices(by, project):
    """The parts that the user's own memberships cover: [("", whole project), (kind, [(key, name), …])]."""
    held = held_for_team(by, project.pk)
    reached = [(kind, grant) for kind, grant in _parts(project) if any(covers(mine, grant) for mine in held)]
    grouped = [
        (str(kind), [(key_of(grant), _name(grant.part)) for _kind, grant in rows])
        for kind, rows in groupby(reached, key=lambda row: row[0])
    ]
    if any(not m.is_limited_to_part for m in held):
        return [(WHOLE, _("The whole project")), *grouped]
    return grouped


def _parts(project):
    """(kind in words, a grant in that part) for every part of the project."""
    municipalities = Municipality.objects.filter(projects=project).order_by("name")
    for kind, words, rows in (
        ("sub_project", _("Sub-projects"), project.sub_projects.all()),
        ("municipality", _("Municipalities"), municipalities),
        ("intervention", _("Interventions"), project.interventions.all()),
    ):
        for row in rows:
            yield words, Membership(project=project, role=Role.CASE_WORKER, **{kind: row})


def _name(part):
    return getattr(part, "display_name", part.name)


def roles(by, project):
    """The roles that the user may give: those without a part only by whoever leads the whole project."""
    leads_all = any(not m.is_limited_to_part for m in held_for_team(by, project.pk))
    given = [role for role in Role if role != Role.ADMINISTRATOR]
    if not leads_all:
        given = [role for role in given if role not in ROLES_WITHOUT_PART]
    return [(role.value, capfirst(role.label)) for role in given]
