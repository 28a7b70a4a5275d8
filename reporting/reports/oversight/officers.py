"""The responsible officers of projects' funders: on reports, in lists, and in their filter."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.access import is_administrator, may, memberships_with
from accounts.permissions import Permission
from esfportal.database.swedish_order import sort_key
from projects.team.officers.access import responsible_officers

OWN, MISSING = "own", "missing"


@dataclass(frozen=True)
class Officer:
    pk: int
    name: str
    organisation: str  # "" of the reader's own

    def __str__(self):
        return f"{self.name} ({self.organisation})" if self.organisation else self.name


def shown_officers(projects, user):
    """Return {project's primary key: [Officer]}, the reader's own organisation first; without projects not shown."""
    shown = {project.pk for project in projects}
    if not is_administrator(user):
        # Former funders keep reports, and are not told who follows the project now.
        shown &= {m.project_id for m in memberships_with(user, Permission.REPORT_VIEW)}
    found: dict[int, list[Officer]] = {pk: [] for pk in shown}
    for held in responsible_officers(shown) if shown else ():
        is_own = held.responsible_for_id == user.organisation_id
        organisation = "" if is_own else held.responsible_for.display_name
        found[held.project_id].append(Officer(held.user_id, held.user.full_name, organisation))
    return {pk: sorted(officers, key=_order) for pk, officers in found.items()}


def officer_choices(officers, user):
    """Return the choices of a filter, without that of all; `officers` by the project's primary key."""
    every = {officer.pk: officer for found in officers.values() for officer in found}
    others = [(str(pk), str(officer)) for pk, officer in every.items() if pk != user.pk]
    own = [(OWN, _("Me"))] if may(user, Permission.REPORT_ANSWER) else []
    return [*own, *sorted(others, key=lambda each: sort_key(each[1])), (MISSING, _("nobody yet"))]


def projects_with_officer(chosen, officers, user):
    """Return the primary keys of the projects with the chosen officer."""
    if chosen == MISSING:
        return [key for key, found in officers.items() if not found]
    pk = user.pk if chosen == OWN else int(chosen)
    return [key for key, found in officers.items() if any(each.pk == pk for each in found)]


def officers_context(project, user):
    """Return the context of `reporting/reports/oversight/_officers.html`."""
    follows = {m.project_id for m in memberships_with(user, Permission.REPORT_PLAN)}
    return {
        "responsible_officers": shown_officers([project], user).get(project.pk, []),
        "names_missing_officer": project.pk in follows,  # auditors, for example, see no officers
    }


def _order(officer):
    return officer.organisation != "", sort_key(officer.organisation), sort_key(officer.name)
