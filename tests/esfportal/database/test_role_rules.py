"""The roles of accounts.permissions.ROLES and those in the SQL function esfportal_enter_user_scope."""

import pytest

from accounts.database_access import user_scope
from accounts.permissions import ROLES, Permission, Role
from tests.esfportal.database.sql import column
from tests.factories import MembershipFactory, ProjectFactory

pytestmark = pytest.mark.django_db

SETTINGS = ("people", "part_projects", "manages_any_part", "manages_whole_project", "funds")


def expected_settings(role, *, is_limited):
    permissions = ROLES[role].permissions
    works, manages = Permission.PARTICIPANT_EDIT in permissions, Permission.TEAM_MANAGE in permissions
    values = (
        *(works and not is_limited, works and is_limited, manages, manages and not is_limited),
        Permission.REPORT_PLAN in permissions and not manages,
    )
    return {name for name, value in zip(SETTINGS, values, strict=True) if value}


@pytest.mark.parametrize("is_limited", [False, True], ids=["whole project", "part"])
@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_the_scope_follows_the_roles_permissions(role, is_limited):
    project = ProjectFactory()
    part = {"municipality_id": "0880"} if is_limited else {}
    membership = MembershipFactory(project=project, role=role, **part)
    with user_scope(membership.user):
        found = {name for name in SETTINGS if column("SELECT esfportal_ids(%s)", name) == [[project.pk]]}
        assert column("SELECT esfportal_ids('projects')") == [[project.pk]]
        assert column("SELECT esfportal_administers()") == [False]
    assert found == expected_settings(role, is_limited=is_limited)


def test_an_administrator_opens_every_project_and_no_people():
    project = ProjectFactory()
    membership = MembershipFactory(administrator=True)
    with user_scope(membership.user):
        assert column("SELECT esfportal_administers()") == [True]
        assert project.pk in column("SELECT esfportal_ids('projects')")[0]
        assert [column("SELECT esfportal_ids(%s)", name) for name in SETTINGS] == [[None]] * len(SETTINGS)
