"""Form choices of the roles and parts that a user may grant."""

from itertools import groupby

from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.permissions import NOT_GIVEN_BY_LEADERS, ROLES, Role
from projects.models import PART_FIELDS, Municipality
from projects.team.memberships import includes_part, team_managing_memberships
from projects.team.models import Membership

WHOLE_PROJECT = ""


def part_key(grant):
    """Return the choice of a grant's part: "municipality-0882", or ""."""
    keys = [(name, getattr(grant, f"{name}_id")) for name in PART_FIELDS]
    return next((f"{name}-{pk}" for name, pk in keys if pk), WHOLE_PROJECT)


def set_part(grant, key):
    chosen, _dash, pk = key.partition("-")
    for name in PART_FIELDS:
        # The text from the form becomes an int, so that an unchanged part compares as equal.
        to_python = Membership._meta.get_field(name).target_field.to_python
        setattr(grant, f"{name}_id", to_python(pk) if name == chosen else None)


def part_choices(by, project):
    """Return [("", whole project), (group, [(key, name), …])]."""
    held = team_managing_memberships(by, project.pk)
    grantable = [
        (group, grant)
        for group, grant in _grants_by_part(project)
        if any(includes_part(m, grant) for m in held)
    ]
    grouped = [
        (str(group), [(part_key(grant), _part_name(grant.part)) for _group, grant in grants])
        for group, grants in groupby(grantable, key=lambda pair: pair[0])
    ]
    if any(not m.is_limited_to_part for m in held):
        return [(WHOLE_PROJECT, _whole_project(grouped)), *grouped]
    return grouped


def _whole_project(parts):
    return _("The whole project (not for a case worker)") if parts else _("The whole project")


def _grants_by_part(project):
    municipalities = Municipality.objects.filter(projects=project).order_by("name")
    for name, group, parts in (
        ("sub_project", _("Sub-projects"), project.sub_projects.all()),
        ("municipality", _("Municipalities"), municipalities),
        ("intervention", _("Interventions"), project.interventions.all()),
    ):
        for part in parts:
            yield group, Membership(project=project, role=Role.CASE_WORKER, **{name: part})


def _part_name(part):
    return getattr(part, "display_name", part.name)


def role_choices():
    given = {role for role in Role if role != Role.ADMINISTRATOR} - NOT_GIVEN_BY_LEADERS
    return [(role.value, _explained(role)) for role in Role if role in given]


def _explained(role):
    return format_html(
        '{}<span class="choice-note quiet small">{}</span>', capfirst(role.label), ROLES[role].description
    )
