"""The read log: one INSERT an occasion, the role somebody had, and nothing changed afterwards."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.access import memberships_of
from accounts.access_log import log_access
from accounts.models import ReadEntry
from accounts.roles import Role
from tests.factories import MembershipFactory, ParticipationFactory


@pytest.fixture
def people(cast):
    return ParticipationFactory.create_batch(3, project=cast.project)


def test_it_takes_one_insert_and_no_question(cast, people):
    memberships_of(cast.case_worker)
    with CaptureQueriesContext(connection) as queries:
        log_access("listed", by=cast.case_worker, project=cast.project, participations=people)
    assert [query["sql"].split()[0] for query in queries] == ["INSERT"]


def test_it_says_who_where_what_and_about_whom(cast, people):
    (entry,) = log_access("opened", by=cast.leader, project=cast.project, participations=people[:1])
    entry.refresh_from_db()
    assert (entry.actor, entry.role, entry.project) == (cast.leader, Role.PROJECT_LEADER, cast.project)
    assert (entry.kind, entry.purpose, entry.subjects, entry.count) == (
        "opened",
        "casework",
        [people[0].pk],
        1,
    )


def test_a_stated_reason_stands_instead_of_the_pages_purpose(cast, people):
    (entry,) = log_access(
        "opened", by=cast.leader, project=cast.project, participations=people, purpose="Möte"
    )
    assert (entry.purpose_text, entry.count) == ("Möte", 3)


@pytest.mark.parametrize("blind", ["auditor", "funder"])
def test_the_role_is_the_one_that_gives_sight(cast, people, blind):
    """Whichever of somebody's roles comes first."""
    user = MembershipFactory(project=cast.project, **{blind: True}).user
    MembershipFactory(user=user, project=cast.project)
    for order in (1, -1):
        user._memberships_in_force = memberships_of(user)[::order]
        (entry,) = log_access("opened", by=user, project=cast.project, participations=people)
        assert entry.role == Role.CASE_WORKER


def test_a_page_over_several_projects_leaves_an_entry_in_each(cast, people):
    MembershipFactory(user=cast.leader, project=cast.other_project)
    elsewhere = ParticipationFactory(project=cast.other_project)
    memberships_of(cast.leader)
    with CaptureQueriesContext(connection) as queries:
        log_access("searched", by=cast.leader, participations=[*people, elsewhere])
    assert len(queries) == 1
    found = {entry.project: (entry.role, entry.count) for entry in ReadEntry.objects.all()}
    assert found == {
        cast.project: (Role.PROJECT_LEADER, 3),
        cast.other_project: (Role.CASE_WORKER, 1),
    }


def test_a_search_that_finds_nobody_leaves_an_entry(cast):
    (entry,) = log_access("searched", by=cast.leader)
    assert (entry.project, entry.subjects, entry.count) == (None, [], 0)


def test_the_operator_has_no_role(people, cast):
    (entry,) = log_access("exported", by=None, project=cast.project, participations=people)
    assert (entry.actor, entry.role) == (None, "")


def test_an_unknown_kind_is_refused(cast, people):
    with pytest.raises(ValueError, match="glanced"):
        log_access("glanced", by=cast.leader, project=cast.project, participations=people)


@pytest.mark.parametrize(
    "change", ["UPDATE accounts_readentry SET subjects = '{}'", "DELETE FROM accounts_readentry"]
)
def test_nothing_is_changed_afterwards(cast, people, change):
    log_access("opened", by=cast.leader, project=cast.project, participations=people)
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
