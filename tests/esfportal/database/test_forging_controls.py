"""Positive controls: each check of the access scopes taken away by the owner, and what then succeeds."""

from contextlib import closing

import pytest

from tests.esfportal.database import logins
from tests.esfportal.database.attacker import TABLES, Request, becomes_visible
from tests.esfportal.database.test_forging import SELECTS

pytestmark = pytest.mark.django_db(transaction=True)


def test_without_the_signature_a_select_chooses_its_scope(request_of, keys, taken_away):
    taken_away(
        "is_owners_session",
        "CREATE OR REPLACE FUNCTION esfportal_private.is_owners_session() RETURNS boolean LANGUAGE sql STABLE"
        " AS 'SELECT true'",
    )
    attacker = request_of()
    assert keys["participation"] in {row[0] for row in attacker.attempt(SELECTS[0])}


def test_without_the_transaction_in_the_signature_settings_are_replayed(request_of, keys, taken_away):
    taken_away(
        "signature",
        "CREATE OR REPLACE FUNCTION esfportal_private.signature(name text, value text) RETURNS text LANGUAGE sql"
        " STABLE AS 'SELECT encode(sha256(convert_to(name || value, ''UTF8'')), ''hex'')'",
    )
    victim, attacker = request_of(), request_of()
    victim.enter("user", keys["stranger"])
    victim.cursor.execute("SELECT esfportal_save_scope()")
    attacker.cursor.execute("SELECT esfportal_restore_scope(%s::text[])", victim.cursor.fetchone())
    assert attacker.foreign()


def test_with_a_key_of_its_own_choice_an_attacker_sees_a_newcomer(request_of, keys, newcomer, taken_away):
    taken_away(
        "esfportal_add_visible_participation",
        "CREATE OR REPLACE FUNCTION esfportal_add_visible_participation() RETURNS trigger LANGUAGE plpgsql"
        " SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$ BEGIN"
        " PERFORM esfportal_private.put('visible_participations',"
        " (esfportal_ids('visible_participations') || NEW.id)::text); RETURN NEW; END $$",
    )
    assert becomes_visible(newcomer, request_of, keys)


def test_without_the_user_in_the_signature_a_change_has_no_author(request_of, keys, taken_away):
    taken_away(
        "signature",
        "CREATE OR REPLACE FUNCTION esfportal_private.signature(name text, value text) RETURNS text LANGUAGE sql"
        " STABLE AS 'SELECT encode(sha256(convert_to(name || value || now(), ''UTF8'')), ''hex'')'",
    )
    attacker = request_of()
    attacker.cursor.execute("SELECT set_config('esfportal.user', '', true)")
    attacker.cursor.execute(
        "UPDATE register_participation SET family_name = 'Changed' WHERE id = %s", [keys["own"]]
    )
    assert attacker.cursor.rowcount == 1


def test_without_the_challenge_a_proof_is_replayed(request_of, keys, taken_away):
    taken_away(
        "challenge",
        "CREATE OR REPLACE FUNCTION esfportal_private.challenge() RETURNS text LANGUAGE sql STABLE AS 'SELECT ''1.1'''",
    )
    victim, attacker = request_of(), request_of()
    values = victim.enter("user", keys["stranger"])
    attacker.attempt("SELECT esfportal_enter_scope('{}', '{}', '{}', '{}')".format(*values))
    assert attacker.foreign()


def test_without_the_check_of_the_role_the_web_server_becomes_the_operator(keys, taken_away):
    taken_away(
        "may_operate",
        "CREATE OR REPLACE FUNCTION esfportal_private.may_operate() RETURNS boolean LANGUAGE sql STABLE"
        " AS 'SELECT true'",
    )
    with closing(logins.connect("web")) as own:
        begun = Request(own.cursor(), keys)
        begun.enter("operator", "look_around")
        assert begun.foreign() == set(TABLES)
