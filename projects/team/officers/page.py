"""Data for the page of an organisation's officers."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import Organisation, User
from esfportal.database.swedish_order import by_shown_name, swedish_order
from projects.models import Project
from projects.team.models import Membership
from projects.team.officers.access import colleagues_of, funded_projects, funders_of, invitations_of, roles_of


@dataclass(frozen=True)
class Row:
    """A role of an officer; `may_end` is False for the reader's own."""

    membership: Membership
    may_end: bool

    @property
    def starts_later(self):
        return self.membership.starts_on > timezone.localdate()

    @property
    def is_responsible(self):
        return self.membership.responsible_for_id is not None

    @property
    def may_become_responsible(self):
        held = self.membership
        return held.role == "funder" and not self.is_responsible and not self.starts_later


@dataclass(frozen=True)
class Funded:
    project: Project
    rows: list[Row]


@dataclass(frozen=True)
class Colleague:
    user: User
    count: int
    is_reader: bool


def page_context(organisation, reader):
    roles = roles_of(organisation).not_over().order_by(swedish_order("user__full_name"), "pk")
    rows = [Row(each, each.user_id != reader.pk) for each in roles]
    by_project, by_user = defaultdict(list), defaultdict(set)
    for row in rows:
        by_project[row.membership.project_id].append(row)
        by_user[row.membership.user_id].add(row.membership.project_id)
    projects = funded_projects(organisation).order_by(by_shown_name())
    colleagues = colleagues_of(organisation).order_by(swedish_order("full_name"))
    return {
        "organisation": organisation,
        "projects": [Funded(project, by_project[project.pk]) for project in projects],
        "colleagues": [Colleague(each, len(by_user[each.pk]), each.pk == reader.pk) for each in colleagues],
        "invitations": list(invitations_of(organisation).open()),
    }


@dataclass(frozen=True)
class OfFunder:
    """The officers of one funder in a project, as far as the reader may know them."""

    organisation: Organisation
    responsible: User | None
    others: list[User]
    may_take: bool
    roles: list[Membership]  # for the version of the button


def officers_of_project(request, project):
    """Return the context of the overview: `officers`, one for each organisation that funds the project."""
    by_organisation = defaultdict(list)
    for each in (
        funders_of(project).select_related("user__organisation").order_by(swedish_order("user__full_name"))
    ):
        by_organisation[each.user.organisation].append(each)
    return {
        "officers": [
            _of_funder(organisation, roles, request.user) for organisation, roles in by_organisation.items()
        ]
    }


def _of_funder(organisation, roles, reader):
    responsible = next((each for each in roles if each.responsible_for_id == organisation.pk), None)
    return OfFunder(
        organisation,
        responsible=responsible and responsible.user,
        others=[each.user for each in roles if each is not responsible],
        may_take=any(each.user_id == reader.pk and each is not responsible for each in roles),
        roles=roles,
    )
