import pytest
from django.core.checks import run_checks

from accounts.permissions import ROLES, Role, RoleDefinition

# The checks of models ask the database server for its version.
pytestmark = pytest.mark.django_db


def problems():
    return [problem.msg for problem in run_checks() if problem.id == "accounts.E001"]


def test_every_role_has_permissions():
    assert problems() == []


@pytest.mark.parametrize("role", Role)
def test_a_role_without_permissions_fails_the_check(monkeypatch, role):
    monkeypatch.setitem(ROLES, role, RoleDefinition("Does nothing.", frozenset()))
    assert problems() == [f"The role {role.value} has no permissions: its members could do nothing."]
    monkeypatch.delitem(ROLES, role)
    assert problems() == [f"The role {role.value} has no permissions: its members could do nothing."]
