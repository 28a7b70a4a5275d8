"""Extending the chain while other transactions write: no entry is missed."""

import threading
import time
from itertools import count

import pytest
from django.db import DatabaseError, connections, transaction

from accounts.audit import hash_chain
from accounts.audit.log import audit
from accounts.audit.models import ChainLink
from projects.models import Target, TargetHistory
from tests.accounts.audit.tampering import execute
from tests.at_once import PATIENCE
from tests.factories import TargetFactory
from tests.sizes import size

pytestmark = pytest.mark.django_db(transaction=True)

LOG_TABLE = TargetHistory._meta.db_table
WRITERS, WRITES = 4, size(15, 150)


@pytest.fixture
def naive():
    """Make a copy of the SQL function without its locks."""
    (source,) = execute("SELECT pg_get_functiondef('audit_extend_chain(text, integer)'::regprocedure)")[0]
    bare = source.replace("audit_extend_chain(of_log", "extend_chain_without_locks(of_log", 1)
    begin, end = bare.index("LOCK TABLE audit_chainlink"), bare.index("EXCEPTION WHEN lock_not_available")
    execute(bare[:begin] + "NULL;" + bare[end:])
    yield "extend_chain_without_locks"
    execute("DROP FUNCTION extend_chain_without_locks(text, integer)")


def in_thread(work):
    """Run `work` on a connection of its own; return (thread, list of errors)."""
    errors = []

    def run():
        try:
            work()
        except Exception as error:
            errors.append(error)
        finally:
            connections["default"].close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, errors


def commit_late(target, *, written, may_commit):
    """Write in a thread that commits when `may_commit` is set."""

    def work():
        with transaction.atomic():
            Target.objects.filter(pk=target.pk).update(value=1)
            written.set()
            assert may_commit.wait(PATIENCE)

    return in_thread(work)


def link_around_a_late_commit(function):
    # One entry gets its key, a later one commits, the chain is extended, then the first one commits.
    early, late = TargetFactory(), TargetFactory()
    hash_chain.extend_chain()
    written, may_commit = threading.Event(), threading.Event()
    thread, errors = commit_late(early, written=written, may_commit=may_commit)
    assert written.wait(PATIENCE)
    Target.objects.filter(pk=late.pk).update(value=2)
    ((count,),) = execute(f"SELECT {function}('{LOG_TABLE}', 100)")
    may_commit.set()
    thread.join()
    assert errors == []
    return count


def test_linking_waits_for_open_transactions():
    assert link_around_a_late_commit("audit_extend_chain") is None
    assert hash_chain.extend_chain()[LOG_TABLE] == 2
    assert hash_chain.verify_chain().breaks == []


def test_without_the_lock_a_late_commit_is_missed(naive):
    # Positive control: the link ends at the highest key, and the lower one appears later.
    assert link_around_a_late_commit(naive) == 1
    assert [(found.kind, found.log_table) for found in hash_chain.verify_chain().breaks] == [
        ("inserted", LOG_TABLE)
    ]


def test_linking_in_parallel_makes_one_chain():
    # Two logs, so that only the chain's own lock makes the second one wait.
    with transaction.atomic():
        audit("target_changed", TargetFactory(), by=None)
    linked, may_commit = threading.Event(), threading.Event()

    def link_and_wait():
        with transaction.atomic():
            assert execute(f"SELECT audit_extend_chain('{LOG_TABLE}', 100)") == [(1,)]
            linked.set()
            assert may_commit.wait(PATIENCE)

    thread, errors = in_thread(link_and_wait)
    assert linked.wait(PATIENCE)
    second = execute("SELECT audit_extend_chain('audit_auditentry', 100)")
    may_commit.set()
    thread.join()
    assert (second, errors) == ([(None,)], [])
    hash_chain.extend_chain()
    assert hash_chain.verify_chain().breaks == []


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_linking_needs_read_committed(level):
    # An older snapshot would miss rows committed while waiting for the lock.
    TargetFactory()
    with transaction.atomic():
        execute(f"SET TRANSACTION ISOLATION LEVEL {level}")
        with pytest.raises(DatabaseError, match="must see what others commit"), transaction.atomic():
            execute(f"SELECT audit_extend_chain('{LOG_TABLE}', 100)")
    assert not ChainLink.objects.exists()


def test_linking_gives_up_on_a_locked_log():
    target = TargetFactory()
    written, may_commit = threading.Event(), threading.Event()
    thread, errors = commit_late(target, written=written, may_commit=may_commit)
    assert written.wait(PATIENCE)
    begun = time.monotonic()
    assert execute(f"SELECT audit_extend_chain('{LOG_TABLE}', 100)") == [(None,)]
    assert time.monotonic() - begun < PATIENCE / 4  # the other one would go on for much longer
    may_commit.set()
    thread.join()
    assert errors == []


def test_many_writers_while_linking_continuously():
    targets = [TargetFactory() for _ in range(WRITERS)]
    stop, linked_twice = threading.Event(), threading.Event()

    def write(target):
        for value in count():
            if value >= WRITES and linked_twice.is_set():
                return
            with transaction.atomic():
                Target.objects.filter(pk=target.pk).update(value=value)
                time.sleep(0.002)

    def seal():
        links = 0
        while not stop.wait(0.01):
            ((linked,),) = execute(f"SELECT audit_extend_chain('{LOG_TABLE}', 7)")
            links += bool(linked)
            if links == 2:
                linked_twice.set()

    sealer, sealer_errors = in_thread(seal)
    writers = [in_thread(lambda target=target: write(target)) for target in targets]
    for thread, _errors in writers:
        thread.join(PATIENCE)
    stop.set()
    sealer.join()
    assert [errors for _thread, errors in [*writers, (sealer, sealer_errors)] if errors] == []
    during = ChainLink.objects.filter(log_table=LOG_TABLE).count()
    hash_chain.extend_chain()
    found = hash_chain.verify_chain()
    assert found.breaks == []
    assert found.unlinked == {}
    assert during > 1
    linked = sum(ChainLink.objects.filter(log_table=LOG_TABLE).values_list("count", flat=True))
    assert linked == TargetHistory.objects.count() >= WRITERS * WRITES
