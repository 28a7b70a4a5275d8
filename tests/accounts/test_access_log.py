"""Access log entries."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.access import memberships_of
from accounts.access_log import log_access
from accounts.models import AccessLogEntry
from accounts.permissions import Role
from tests.factories import MembershipFactory, ParticipationFactory


@pytest.fixture
def people(cast):
    return ParticipationFactory.create_batch(3, project=cast.project)


def test_logging_takes_one_insert_and_no_other_query(cast, people):
    memberships_of(cast.case_worker)
    with CaptureQueriesContext(connection) as queries:
        log_access("listed", by=cast.case_worker, project=cast.project, participations=people)
    assert [query["sql"].split()[0] for query in queries] == ["INSERT"]


def test_an_entry_has_actor_role_project_kind_and_subjects(cast, people):
    (entry,) = log_access("opened", by=cast.leader, project=cast.project, participations=people[:1])
    entry.refresh_from_db()
    assert (entry.actor, entry.role, entry.project) == (cast.leader, Role.PROJECT_LEADER, cast.project)
    assert (entry.kind, entry.purpose, entry.subjects, entry.count) == (
        "opened",
        "casework",
        [people[0].pk],
        1,
    )


def test_a_stated_reason_replaces_the_pages_purpose(cast, people):
    (entry,) = log_access(
        "opened", by=cast.leader, project=cast.project, participations=people, purpose="Möte"
    )
    assert (entry.purpose_text, entry.count) == ("Möte", 3)


@pytest.mark.parametrize("blind", ["auditor", "funder"])
def test_the_logged_role_is_one_that_permits_viewing(cast, people, blind):
    # In any order of the user's roles.
    user = MembershipFactory(project=cast.project, **{blind: True}).user
    MembershipFactory(user=user, project=cast.project)
    for order in (1, -1):
        user._memberships_in_force = memberships_of(user)[::order]
        (entry,) = log_access("opened", by=user, project=cast.project, participations=people)
        assert entry.role == Role.CASE_WORKER


def test_a_page_over_several_projects_writes_an_entry_for_each(cast, people):
    MembershipFactory(user=cast.leader, project=cast.other_project)
    elsewhere = ParticipationFactory(project=cast.other_project)
    memberships_of(cast.leader)
    with CaptureQueriesContext(connection) as queries:
        log_access("searched", by=cast.leader, participations=[*people, elsewhere])
    assert len(queries) == 1
    found = {entry.project: (entry.role, entry.count) for entry in AccessLogEntry.objects.all()}
    assert found == {
        cast.project: (Role.PROJECT_LEADER, 3),
        cast.other_project: (Role.CASE_WORKER, 1),
    }


def test_an_empty_search_writes_an_entry(cast):
    (entry,) = log_access("searched", by=cast.leader)
    assert (entry.project, entry.subjects, entry.count) == (None, [], 0)


def test_the_operator_has_no_role(people, cast):
    (entry,) = log_access("exported", by=None, project=cast.project, participations=people)
    assert (entry.actor, entry.role) == (None, "")


def test_an_unknown_kind_is_refused(cast, people):
    with pytest.raises(ValueError, match="glanced"):
        log_access("glanced", by=cast.leader, project=cast.project, participations=people)


@pytest.mark.parametrize(
    "change", ["UPDATE accounts_accesslogentry SET subjects = '{}'", "DELETE FROM accounts_accesslogentry"]
)
def test_entries_are_append_only(cast, people, change):
    log_access("opened", by=cast.leader, project=cast.project, participations=people)
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
