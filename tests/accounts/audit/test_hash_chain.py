"""Altered, removed and inserted log entries are found by the hash chain."""

import re
import textwrap
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts import access_log, tasks
from accounts.audit import hash_chain
from accounts.audit.log import audit
from accounts.audit.models import ChainLink
from projects.models import Target, TargetHistory
from tests.accounts.audit.tampering import execute, unguarded
from tests.factories import ParticipationFactory, TargetFactory, UserFactory

pytestmark = pytest.mark.django_db

LOG_TABLE = TargetHistory._meta.db_table


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """Try again until PostgreSQL has vacuumed a log, which locks it for longer than a link waits."""
    monkeypatch.setattr(hash_chain, "TRIES", 200)


@pytest.fixture
def linked():
    """Make three linked entries; return their keys."""
    target = TargetFactory(value=10)
    for value in (11, 12):
        Target.objects.update(value=value)
    audit("target_changed", target, by=None)
    hash_chain.extend_chain()
    return list(TargetHistory.objects.order_by("pgh_id").values_list("pgh_id", flat=True))


def kinds(**options):
    return [(found.kind, found.log_table) for found in hash_chain.verify_chain(**options).breaks]


def test_an_untouched_chain_has_no_breaks(linked):
    found = hash_chain.verify_chain()
    assert found.breaks == []
    assert found.unlinked == {}
    assert found.links == found.checked >= 3
    assert found.latest == hash_chain.latest_link().digest


def test_every_log_is_linked(cast):
    participation = ParticipationFactory(project=cast.project)
    access_log.log_access("opened", by=cast.leader, project=cast.project, participations=[participation])
    audit("entry_corrected", participation, by=None)
    linked = hash_chain.extend_chain()
    assert {"audit_auditentry", "accounts_accesslogentry"} < set(linked)
    assert {log_table for log_table, count in linked.items() if count} >= {
        "audit_auditentry",
        "accounts_accesslogentry",
        "accounts_userhistory",
        "team_membershiphistory",
        "register_participationhistory",
        "register_personhistory",
        "register_spellhistory",
        "projects_projecthistory",
    }
    assert hash_chain.verify_chain().unlinked == {}


def test_linking_again_adds_nothing(linked):
    count = ChainLink.objects.count()
    assert set(hash_chain.extend_chain().values()) == {0}
    assert ChainLink.objects.count() == count


def test_a_long_log_gets_several_links(monkeypatch):
    monkeypatch.setattr(hash_chain, "MAX_ENTRIES", 2)
    TargetFactory()
    for value in range(4):
        Target.objects.update(value=value)
    hash_chain.extend_chain()
    counts = list(ChainLink.objects.filter(log_table=LOG_TABLE).values_list("count", flat=True))
    assert counts == [2, 2, 1]
    assert hash_chain.verify_chain().breaks == []


@pytest.mark.parametrize(
    "column", ["value = value + 1", "pgh_actor_id = 7", "pgh_created_at = now() - interval '1 day'"]
)
def test_an_altered_entry_is_found(linked, column):
    with unguarded(LOG_TABLE):
        execute(f"UPDATE {LOG_TABLE} SET {column} WHERE pgh_id = %s", linked[1])
    assert kinds() == [("altered", LOG_TABLE)]


@pytest.mark.parametrize("position", [0, 1, 2])
def test_a_removed_entry_is_found(linked, position):
    with unguarded(LOG_TABLE):
        execute(f"DELETE FROM {LOG_TABLE} WHERE pgh_id = %s", linked[position])
    newest = position == len(linked) - 1  # then the row differs from what is left of its history, too
    assert kinds() == [("removed", LOG_TABLE), *[("unfounded", LOG_TABLE)] * newest]


def test_an_inserted_entry_is_found(linked):
    with unguarded(LOG_TABLE):
        columns = ", ".join(f'"{f.column}"' for f in TargetHistory._meta.local_fields if f.column != "pgh_id")
        execute(
            f"INSERT INTO {LOG_TABLE} (pgh_id, {columns}) SELECT -5, {columns} FROM {LOG_TABLE} WHERE pgh_id = %s",
            linked[0],
        )
    assert kinds() == [("inserted", LOG_TABLE)]


def test_swapped_entries_are_found(linked):
    first, second, _third = linked
    with unguarded(LOG_TABLE):
        for old, new in ((first, -1), (second, first), (-1, second)):
            execute(f"UPDATE {LOG_TABLE} SET pgh_id = %s WHERE pgh_id = %s", new, old)
    assert kinds() == [("altered", LOG_TABLE)]


def test_physical_row_order_does_not_change_the_digest(linked):
    # A restored dump may have another order.
    with unguarded(LOG_TABLE):
        execute(
            f"WITH gone AS (DELETE FROM {LOG_TABLE} WHERE pgh_id = %s RETURNING *) "
            f"INSERT INTO {LOG_TABLE} SELECT * FROM gone",
            linked[0],
        )
    assert kinds() == []


def test_a_truncated_log_is_found(linked):
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    execute(f"TRUNCATE {LOG_TABLE}")
    assert kinds() == [("removed", LOG_TABLE)]


def test_a_missing_log_table_is_found(linked):
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    execute(f"ALTER TABLE {LOG_TABLE} RENAME TO elsewhere")
    assert ("unreadable", LOG_TABLE) in kinds()


ALTERED = {
    "log_table": "log_table || 'x'",
    "columns": "columns[2:]",
    "sealed_at": "sealed_at - interval '3 days'",
    **dict.fromkeys(["first_id", "last_id", "count"], "{0} + 1"),
    **dict.fromkeys(["content", "previous", "digest"], "encode(sha256(convert_to({0}, 'UTF8')), 'hex')"),
}


@pytest.mark.parametrize(
    "column", [field.column for field in ChainLink._meta.local_fields if field.column != "id"]
)
def test_an_altered_link_is_found(linked, column):
    with unguarded("audit_chainlink"):
        execute(
            f"UPDATE audit_chainlink SET {column} = {ALTERED[column].format(column)} WHERE log_table = %s",
            LOG_TABLE,
        )
    assert "link_altered" in {kind for kind, _log in kinds()}


def test_a_removed_link_is_found(linked):
    with unguarded("audit_chainlink"):
        ChainLink.objects.filter(pk=ChainLink.objects.order_by("pk")[1].pk).delete()
    assert "link_missing" in [kind for kind, _log in kinds()]


def test_a_chain_made_again_lacks_the_anchor(linked):
    # An attacker with write access can make a consistent chain, but not one with the noted digest.
    noted = hash_chain.latest_link().digest
    assert kinds(anchor=noted) == []
    with unguarded(LOG_TABLE, "audit_chainlink"):
        execute(f"UPDATE {LOG_TABLE} SET value = 99 WHERE pgh_id = %s", linked[1])
        ChainLink.objects.all().delete()
    hash_chain.extend_chain()
    assert kinds() == []
    assert kinds(anchor=noted) == [("anchor_missing", "")]


@pytest.fixture
def purged(linked):
    """Purge as in docs/operations.md; return the last deleted digest."""
    oldest = list(ChainLink.objects.all())
    Target.objects.update(value=13)
    audit("target_changed", Target.objects.get(), by=None)
    hash_chain.extend_chain()
    last = oldest[-1]
    purge = re.search(r"DO \$\$.*?\$\$;", (settings.BASE_DIR / "docs/operations.md").read_text(), re.DOTALL)[
        0
    ]
    with unguarded("audit_chainlink", *{seal.log_table for seal in ChainLink.objects.all()}):
        execute(textwrap.dedent(purge).replace("4711", str(last.pk)))
    assert TargetHistory.objects.count() == 1
    return last.digest


def test_a_purge_is_accepted_with_its_last_digest(purged):
    assert [kind for kind, _log in kinds()] == ["link_missing"]
    assert kinds(after=purged) == kinds(after=purged.upper(), anchor=purged) == []
    assert [kind for kind, _log in kinds(after="0" * 64)] == ["link_missing"]

    said = StringIO()
    call_command("verify_audit", "--after", purged, stdout=said)
    assert "The logs are what was written." in said.getvalue()


def test_links_removed_after_a_purge_are_found(purged):
    with unguarded("audit_chainlink"):
        execute("DELETE FROM audit_chainlink WHERE id = (SELECT min(id) FROM audit_chainlink)")
    assert "link_missing" in {kind for kind, _log in kinds(after=purged)}


def test_only_the_append_only_trigger_refuses_a_purge():
    # The fixture disables all triggers; a superuser's purge meets the others.
    refusing = execute(
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal AND tgtype & 8 <> 0"
        " AND tgrelid::regclass::text IN (SELECT audit_logs() UNION SELECT 'audit_chainlink')"
        " AND tgname !~ '^pgtrigger_append_only_'"
    )
    assert refusing == []


def test_a_chain_without_a_purge_starts_after_no_digest(linked):
    assert [kind for kind, _log in kinds(after="0" * 64)] == ["link_missing"]


def test_links_removed_at_the_end_are_found(linked):
    noted = hash_chain.latest_link()
    with unguarded("audit_chainlink"):
        noted.delete()
    assert kinds() == []
    assert kinds(anchor=noted.digest) == [("anchor_missing", "")]
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert kinds() == [("late", noted.log_table)]


def test_a_disabled_trigger_is_found(linked):
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    execute(f"ALTER TABLE {LOG_TABLE} DISABLE TRIGGER USER")
    assert kinds() == [("unguarded", LOG_TABLE)]


def test_a_trigger_for_replicas_only_is_found(linked):
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    ((name,),) = execute(
        "SELECT tgname FROM pg_trigger WHERE tgname ~ '^pgtrigger_append_only' AND tgrelid = %s::regclass",
        LOG_TABLE,
    )
    execute(f"ALTER TABLE {LOG_TABLE} ENABLE REPLICA TRIGGER {name}")
    assert kinds() == [("unguarded", LOG_TABLE)]


def test_a_replaced_trigger_function_is_found(linked):
    (name,) = execute(
        "SELECT tgname FROM pg_trigger WHERE tgname ~ '^pgtrigger_history_update' AND"
        " tgrelid = 'projects_target'::regclass"
    )[0]
    execute(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RETURN NULL; END $$"
    )
    assert kinds() == [("unguarded", "projects_target")]


@pytest.mark.parametrize("statement", ["UPDATE audit_chainlink SET count = 0", "DELETE FROM audit_chainlink"])
def test_links_are_append_only(linked, statement):
    with pytest.raises(DatabaseError, match="is append-only"), transaction.atomic():
        execute(statement)


def test_only_a_log_can_be_linked():
    with pytest.raises(DatabaseError, match="is no log"), transaction.atomic():
        execute("SELECT audit_extend_chain('projects_target', 10)")


def test_session_settings_do_not_change_the_digest(linked):
    for setting in ("TIME ZONE 'Asia/Tokyo'", "DateStyle = 'German'", "bytea_output = 'escape'"):
        execute(f"SET LOCAL {setting}")
    found = execute("SELECT is_whole, follows, is_same FROM audit_check_chain('-infinity')")
    assert set(found) == {(True, True, True)}


def test_a_new_column_does_not_change_the_digest(linked):
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    execute(f"ALTER TABLE {LOG_TABLE} ADD COLUMN later text DEFAULT 'x'")
    assert hash_chain.verify_chain().breaks == []


def test_since_limits_the_rows_that_are_read(linked):
    with unguarded(LOG_TABLE):
        execute(f"UPDATE {LOG_TABLE} SET value = 99 WHERE pgh_id = %s", linked[2])
    assert kinds(since=datetime(2100, 1, 1, tzinfo=UTC)) == []
    assert kinds(since=timezone.now() - timedelta(hours=1)) == [("altered", LOG_TABLE)]


def command(*arguments):
    out = StringIO()
    call_command("verify_audit", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_command_reports_an_intact_chain(linked):
    TargetFactory()
    said = command("--anchor", hash_chain.latest_link().digest)
    assert "The logs are what was written." in said
    assert f"{LOG_TABLE}: 1 entry not in the chain yet" in said
    assert f"newest digest: {hash_chain.latest_link().digest}" in said


def test_the_command_fails_and_names_the_rows(linked):
    out = StringIO()
    with unguarded(LOG_TABLE):
        execute(f"DELETE FROM {LOG_TABLE} WHERE pgh_id = %s", linked[1])
    with pytest.raises(CommandError, match=r"1 break\.") as caught:
        call_command("verify_audit", stdout=out)
    assert caught.value.returncode == 1
    assert f"BROKEN {LOG_TABLE} {linked[0]}-{linked[2]}: 1 entry is missing" in out.getvalue()


def test_the_command_reads_rows_of_any_age(linked):
    with unguarded(LOG_TABLE):
        execute(f"UPDATE {LOG_TABLE} SET value = 99 WHERE pgh_id = %s", linked[1])
    with (
        time_machine.travel(timezone.now() + timedelta(days=4000)),
        pytest.raises(CommandError, match=r"1 break\."),
    ):
        command()


@pytest.mark.parametrize("arguments", [["--since", "yesterday"], ["--anchor", "0" * 64]])
def test_the_command_refuses_bad_arguments(linked, arguments):
    with pytest.raises(CommandError):
        command(*arguments)


def test_the_anchor_is_written_to_the_server_log(linked, caplog):
    with caplog.at_level("INFO", logger="accounts.tasks"):
        tasks.log_chain_anchor()
    assert hash_chain.latest_link().digest in caplog.text


def test_celery_beat_extends_the_chain(settings):
    UserFactory()
    schedule = settings.CELERY_BEAT_SCHEDULE
    assert schedule["extend-hash-chain"]["task"] == "accounts.tasks.extend_hash_chain"
    assert "log-chain-anchor" in schedule
    tasks.extend_hash_chain()
    assert hash_chain.verify_chain().unlinked == {}
