"""Attempts to forge an access scope in SQL, as each role that signs in: none shows another project's people.

The attacker runs SQL of their own in the transaction of a case worker's request, as an SQL injection would.
"""

from contextlib import closing

import psycopg2
import pytest

from accounts.models import UserHistory
from tests.esfportal.database import logins
from tests.esfportal.database.attacker import INSERT_WITH_KEY, TABLES, Request, becomes_visible

pytestmark = pytest.mark.django_db(transaction=True)

# Each is made before people are read, in the same SELECT.
CALLS = [
    "set_config('esfportal.scope', 'operator', true)",
    "set_config('esfportal.people', '{{{project}}}', true)",
    "set_config('esfportal.people', '{{{project}}}', false)",
    # the signature of another setting, of another value, and none
    "set_config('esfportal.people', left(current_setting('esfportal.projects'), 65) || '{{{project}}}', true)",
    "set_config('esfportal.scope', left(current_setting('esfportal.user'), 65) || 'operator', true)",
    "set_config('esfportal.scope', repeat('0', 64) || ' operator', true)",
    "esfportal_restore_scope(ARRAY['operator', '', 'on', '{{{project}}}', '{{{project}}}'])",
    "esfportal_enter_operator_scope('x')",
    "esfportal_enter_project_scope({project})",
    "esfportal_enter_user_scope({stranger})",
    "esfportal_enter_named_scope('operator')",
    "esfportal_enter_link_scope('participant', (SELECT max(id) FROM register_participation))",
    "esfportal_enter_scope('operator', 'x', (esfportal_enter_scope('', '', '', '')).challenge, '')",
    "esfportal_enter_scope('project', '{project}', (esfportal_enter_scope('', '', '', '')).challenge,"
    " encode(sha256('a guess'), 'hex'))",
    "esfportal_private.put('scope', 'operator')",
    "esfportal_count_people((SELECT project_id FROM register_participation LIMIT 1))",  # in the operator's scope
]
SELECTS = [
    *(f"WITH s AS MATERIALIZED (SELECT {call}) SELECT id FROM s, register_participation" for call in CALLS),
    "SELECT id FROM register_participation WHERE 1 = 0 OR set_config('esfportal.scope', 'operator', true) <> ''",
    "SELECT id FROM register_participation ORDER BY set_config('esfportal.scope', 'operator', true)",
    "SELECT (xpath('//id/text()', query_to_xml('SELECT set_config(''esfportal.scope'', ''operator'', true), id"
    " FROM register_participation', true, true, '')))[1]::text::bigint",
]


@pytest.mark.parametrize("select", SELECTS)
def test_no_select_chooses_its_own_scope(request_of, keys, select):
    attacker = request_of()
    found = {row[0] for row in attacker.attempt(select)}
    assert found <= {keys["own"]}
    assert attacker.foreign() == set()


SEQUENCES = {
    "set": ["SET LOCAL esfportal.scope = 'operator'", "SET esfportal.people = '{{{project}}}'"],
    "reset": ["RESET ALL", "SET esfportal.scope = 'operator'", "SET esfportal.user = '{stranger}'"],
    "roles": [
        "SET ROLE esfportal",
        "SET LOCAL ROLE esfportal_reporting",
        "SET SESSION AUTHORIZATION esfportal",
    ],
    "block": ["DO $$ BEGIN PERFORM set_config('esfportal.scope', 'operator', true); END $$"],
    "cursor": [
        "DECLARE people CURSOR WITH HOLD FOR SELECT id FROM register_participation"
        " WHERE set_config('esfportal.scope', 'operator', true) <> ''",
        "FETCH ALL FROM people",
    ],
    "savepoint": [
        "SAVEPOINT outer_one",
        "SELECT set_config('esfportal.scope', 'operator', true)",
        "ROLLBACK TO SAVEPOINT outer_one",
        "RELEASE SAVEPOINT outer_one",
    ],
    "prepared statement": [
        "PREPARE wider AS SELECT set_config('esfportal.scope', 'operator', true)",
        "EXECUTE wider",
    ],
    "prepared transaction": ["PREPARE TRANSACTION 'kept'", "SET esfportal.scope = 'operator'"],
    "next transaction": ["COMMIT", "SET esfportal.scope = 'operator'"],
    "forgotten keys": ["DISCARD SEQUENCES", "SET LOCAL esfportal.scope = 'operator'"],
    "own functions": [
        "SET LOCAL search_path = pg_temp, public",
        "CREATE FUNCTION pg_temp.esfportal_scope() RETURNS text LANGUAGE sql AS $$ SELECT 'operator' $$",
        "CREATE FUNCTION pg_temp.verified(name text) RETURNS text LANGUAGE sql AS $$ SELECT 'operator' $$",
    ],
    "own sequences": [
        "CREATE TEMP SEQUENCE session_key_1",
        "CREATE TEMP SEQUENCE session_key_2",
        "SELECT setval('session_key_1', 999983), setval('session_key_2', 999983)",
        "SET LOCAL search_path = pg_temp, esfportal_private, public",
    ],
    "the keys": [
        "SELECT * FROM esfportal_private.proof_keys",
        "INSERT INTO esfportal_private.proof_keys"
        " SELECT decode(repeat('36', 64), 'hex'), decode(repeat('5c', 64), 'hex')",
        "SELECT currval('esfportal_private.session_key_1')",
        "SELECT setval('esfportal_private.session_key_1', 999983)",
        "CREATE OR REPLACE FUNCTION esfportal_private.is_owners_session() RETURNS boolean"
        " LANGUAGE sql AS 'SELECT true'",
        "ALTER FUNCTION esfportal_scope() SECURITY INVOKER",
    ],
    "a part's new participation": [INSERT_WITH_KEY],
    "no user": ["SELECT set_config('esfportal.user', '', true)"],
    "another user": ["SELECT set_config('esfportal.user', '{stranger}', true)"],
    "the number of another project's people": [
        "SELECT {participation} WHERE esfportal_count_people({project}) > 0",
        "SELECT set_config('esfportal.part_projects', '{{{project}}}', true)",
        "SELECT {participation} WHERE esfportal_count_people({project}) > 0",
    ],
    "a trigger of a table of one's own": [
        "CREATE TEMP TABLE mine (id bigint)",
        "CREATE TRIGGER widen BEFORE INSERT ON mine"
        " FOR EACH ROW EXECUTE FUNCTION esfportal_add_visible_participation()",
        "INSERT INTO mine VALUES ({participation})",
    ],
    "a role of one's own": [
        "INSERT INTO team_membership (user_id, project_id, role, starts_on, created_at) VALUES"
        " ({user}, {project}, 'project_leader', '2020-01-01', now())",
        "UPDATE team_membership SET project_id = {project}",
        "SELECT esfportal_enter_user_scope({user})",
    ],
}


@pytest.mark.parametrize("statements", SEQUENCES.values(), ids=SEQUENCES)
def test_no_sequence_of_statements_chooses_its_own_scope(request_of, keys, statements):
    attacker = request_of()
    for statement in statements:
        returned = attacker.attempt(statement)
        assert keys["participation"] not in {value for row in returned for value in row}
        assert attacker.foreign() == set(), statement


def test_a_new_participation_shows_no_protected_record_access(request_of, keys, cast):
    # These rows are found by the scope's participations alone, whatever the project is.
    attacker = request_of()
    attacker.cursor.execute(INSERT_WITH_KEY.format(**keys))
    attacker.cursor.execute(
        "SELECT %s = ANY (esfportal_ids('visible_participations'))", [keys["participation"]]
    )
    assert attacker.cursor.fetchone()[0] is False


def test_a_participation_that_is_not_committed_yet_stays_foreign(request_of, keys, newcomer):
    assert not becomes_visible(newcomer, request_of, keys)


AUTHORS = ["", "{stranger}", "x {stranger}"]


@pytest.mark.parametrize("author", AUTHORS)
def test_no_sql_writes_an_audit_entry_for_another(request_of, keys, author):
    attacker = request_of()
    attacker.cursor.execute("SELECT set_config('esfportal.user', %s, true)", [author.format(**keys)])
    with pytest.raises(psycopg2.errors.InsufficientPrivilege, match="audit_auditentry"):
        attacker.cursor.execute(ENTRY, [keys["stranger"]])


def test_no_sql_writes_an_audit_entry_without_a_name(request_of, keys):
    attacker = request_of()
    with pytest.raises(psycopg2.errors.InsufficientPrivilege, match="audit_auditentry"):
        attacker.cursor.execute(ENTRY, [None])


def test_no_sql_makes_a_former_password_valid_again(request_of, keys, cast):
    cast.case_worker.set_password("en lång mening om havet")
    cast.case_worker.save()
    attacker = request_of()
    asked = "SELECT password FROM accounts_user WHERE id = {user}"
    ((stored,),) = attacker.attempt(asked)
    change = "UPDATE accounts_user SET password = %s WHERE id = %s"
    attacker.cursor.execute(change, ["1:bmV3", keys["user"]])
    for statement in [
        f"UPDATE accounts_user SET password = '{stored}' WHERE id = {{user}}",
        "DELETE FROM esfportal_private.former_passwords",
        "ALTER TABLE accounts_user DISABLE TRIGGER accounts_guard_password_change",
        "SET session_replication_role = replica",
        f"UPDATE accounts_user SET password = '{stored}' WHERE id = {{user}}",
    ]:
        attacker.attempt(statement)
        assert attacker.attempt(asked) == [("1:bmV3",)]
    with pytest.raises(psycopg2.errors.InsufficientPrivilege, match="former password"):
        attacker.cursor.execute(change, [stored, keys["user"]])


ENTRY = (
    "INSERT INTO audit_auditentry (at, actor_id, action, object_type, object_id, details)"
    " VALUES (now(), %s, 'report_created', 'reports.report', '1', '{}')"
)


def test_a_visitors_request_writes_who_signs_in(request_of, keys):
    visitor = request_of(scope=False)
    with pytest.raises(psycopg2.errors.InsufficientPrivilege, match="audit_auditentry"):
        visitor.cursor.execute(ENTRY, [keys["stranger"]])
    visitor.cursor.connection.rollback()
    visitor.enter("user", "")
    visitor.cursor.execute(ENTRY, [keys["stranger"]])


@pytest.mark.parametrize("author", AUTHORS)
def test_no_sql_puts_another_name_on_a_change(request_of, keys, cast, author):
    attacker = request_of()
    attacker.cursor.execute("SELECT set_config('esfportal.user', %s, true)", [author.format(**keys)])
    changes = "UPDATE register_participation SET family_name = 'Changed' WHERE id = %s"
    attacker.cursor.execute(changes, [keys["own"]])
    assert attacker.cursor.rowcount == 0  # without the name of its user the scope is none
    attacker.cursor.execute("UPDATE accounts_user SET language = 'en' WHERE id = %s", [keys["user"]])
    attacker.cursor.connection.commit()
    (event,) = UserHistory.objects.filter(id=keys["user"], pgh_label="update")
    assert event.pgh_actor_id is None
    assert event.pgh_source.startswith("role esfportal_")


def test_a_proof_is_worth_nothing_in_another_transaction(request_of, keys):
    victim, attacker = request_of(), request_of()
    for proven in (("user", keys["stranger"]), ("project", keys["project"])):
        values = victim.enter(*proven)  # as pg_stat_activity shows it to the same role
        assert victim.foreign()
        attacker.attempt("SELECT esfportal_enter_scope('{}', '{}', '{}', '{}')".format(*values))
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            attacker.enter(*proven, known=values[-1])
        attacker.cursor.connection.rollback()
        attacker.enter("user", keys["user"])
        assert attacker.foreign() == set()
        victim.cursor.connection.rollback()
        victim.attempt("SELECT esfportal_enter_scope('{}', '{}', '{}', '{}')".format(*values))
        assert victim.foreign() == set()


@pytest.mark.parametrize("later", [False, True], ids=["in another session", "in the next transaction"])
def test_signed_settings_are_worth_nothing_in_another_transaction(request_of, keys, later):
    victim, attacker = request_of(), request_of()
    victim.enter("user", keys["stranger"])
    assert victim.foreign()
    victim.cursor.execute("SELECT esfportal_save_scope()")
    (signed,) = victim.cursor.fetchone()
    if later:
        attacker = victim
        victim.cursor.connection.rollback()
        victim.enter("user", keys["user"])
    attacker.cursor.execute("SELECT esfportal_restore_scope(%s::text[])", [signed])
    assert attacker.foreign() == set()


def test_without_a_scope_no_attempt_shows_anyone(request_of, keys):
    attacker = request_of(scope=False)
    for statement in [*SELECTS, *SEQUENCES["set"], *SEQUENCES["block"], *SEQUENCES["own functions"]]:
        assert attacker.attempt(statement) in ([], [(None,)])
        assert attacker.foreign() == set()


def test_the_role_for_totals_enters_no_scope(keys):
    with closing(logins.connect("totals")) as own:
        attacker = Request(own.cursor(), keys)
        for statement in [*SELECTS, *(each for several in SEQUENCES.values() for each in several)]:
            assert keys["participation"] not in {
                value for row in attacker.attempt(statement) for value in row
            }
            assert attacker.foreign() == set()
        attacker.cursor.connection.rollback()
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            attacker.enter("user", keys["stranger"])


def test_only_commands_and_workers_become_the_operator(keys):
    # With the right proof: the web server holds the key, too.
    for login, is_refused in (("web", True), ("worker", False)):
        with closing(logins.connect(login)) as own:
            begun = Request(own.cursor(), keys)
            if is_refused:
                with pytest.raises(psycopg2.errors.InsufficientPrivilege, match="may not enter the scope"):
                    begun.enter("operator", "look_around")
            else:
                begun.enter("operator", "look_around")
                assert begun.foreign() == set(TABLES)
