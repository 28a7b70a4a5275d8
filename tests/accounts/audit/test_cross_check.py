"""An entry of the history that no change stands behind is found by `verify_audit`."""

import pytest

from accounts.audit import hash_chain
from accounts.audit.cross_check import unfounded_entries
from projects.models import Target, TargetHistory
from tests.accounts.audit.tampering import execute, unguarded
from tests.factories import ParticipationFactory, TargetFactory
from tests.sample_objects import FullProject

pytestmark = pytest.mark.django_db
TABLE = TargetHistory._meta.db_table
COLUMNS = [f.column for f in TargetHistory._meta.local_fields if f.name != "pgh_id"]


def test_a_project_with_everything_has_no_unfounded_entry(cast):
    FullProject(cast)
    assert list(unfounded_entries()) == []


def found():
    hash_chain.extend_chain()
    return [(each.kind, each.log_table, each.count) for each in hash_chain.verify_chain().breaks]


def forge(**values):
    """Copy the newest entry with other values, as a false trigger would write it before the chain is extended."""
    columns = ", ".join(COLUMNS)
    copied = ", ".join(values.get(name, name) for name in COLUMNS)
    with unguarded(TABLE):
        execute(f"INSERT INTO {TABLE} ({columns}) SELECT {copied} FROM {TABLE} ORDER BY pgh_id DESC LIMIT 1")


@pytest.fixture
def target():
    ParticipationFactory()
    target = TargetFactory(value=10)
    Target.objects.update(value=11)
    return target


def test_history_that_the_triggers_wrote_agrees_with_the_rows(target):
    assert found() == []
    Target.objects.all().delete()
    assert found() == []


@pytest.mark.parametrize(
    "false_entry",
    [
        {"value": "99"},
        {"pgh_label": "'delete'"},
        {"id": "id + 1000"},  # of a row that never existed
        {"value": "NULL"},
    ],
)
def test_an_entry_that_no_change_stands_behind_is_found(target, false_entry):
    forge(**false_entry)
    assert found() == [("unfounded", TABLE, 1)]


def test_an_entry_after_a_deletion_is_found(target):
    target.delete()
    forge(pgh_label="'update'")
    assert found() == [("unfounded", TABLE, 1)]


def test_a_change_without_an_entry_is_found(target):
    with unguarded("projects_target"):
        execute("UPDATE projects_target SET value = 12")
    assert found() == [("unfounded", TABLE, 1)]


def test_a_column_that_was_added_later_is_not_compared_before_it_is_recorded(target):
    with unguarded(TABLE):
        execute(f"UPDATE {TABLE} SET value = NULL")
    assert found() == []
