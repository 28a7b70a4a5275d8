"""Requests in which an attacker runs SQL of their own, as the roles that sign in."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import psycopg2

from esfportal.database.scope_keys import proof
from tests.esfportal.database.sql import column

TABLES = {  # each with its column of the participation or person
    "register_participation": "id",
    "register_spell": "participation_id",
    "register_person": "id",
    "register_participationhistory": "id",
    "register_personhistory": "id",
}


class Request:
    """A transaction of a case worker's request, in a connection of its own."""

    def __init__(self, cursor, keys):
        self.cursor, self.keys = cursor, keys

    def enter(self, kind, argument, known=None):
        self.cursor.execute("SELECT challenge FROM esfportal_enter_scope('named', '', '', '')")
        challenge = self.cursor.fetchone()[0]
        values = [kind, str(argument), challenge, known or proof(challenge, kind, str(argument))]
        self.cursor.execute("SELECT kept, challenge FROM esfportal_enter_scope(%s, %s, %s, %s)", values)
        return values

    def attempt(self, statement):
        """Run a statement, and return what it returned. A refused one changes nothing."""
        try:
            self.cursor.execute("SAVEPOINT before")
        except psycopg2.errors.NoActiveSqlTransaction:  # an attempt before has ended it
            self.cursor.connection.rollback()
            self.cursor.execute("SAVEPOINT before")
        try:
            self.cursor.execute(statement.format(**self.keys))
            found = self.cursor.fetchall() if self.cursor.description else []
        except psycopg2.Error:
            found = []
            with suppress(psycopg2.Error):  # the statement may have ended the transaction
                self.cursor.execute("ROLLBACK TO SAVEPOINT before")
        return found

    def foreign(self):
        """Return the tables in which a row of the other project is visible."""
        people = {"register_person": "person", "register_personhistory": "person"}
        seen = set()
        for table, found_by in TABLES.items():
            key = self.keys[people.get(table, "participation")]
            seen |= {
                table
                for _row in self.attempt(f"SELECT count(*) FROM {table} WHERE {found_by} = '{key}'")
                if _row[0]
            }
        return seen


# A copy of the attacker's own participation, with a key of their choice.
INSERT_WITH_KEY = (
    "INSERT INTO register_participation ({columns}) SELECT {columns} FROM (SELECT copy.* FROM"
    " register_participation own, jsonb_populate_record(own, jsonb_build_object('id', {participation})) copy"
    " WHERE own.id = {own}) other ON CONFLICT DO NOTHING"
)


def becomes_visible(newcomer, request_of, keys):
    """Insert the newcomer in one session, meanwhile its key in an attacker's, and commit the first."""
    victim, attacker = request_of(), request_of()
    victim.enter("user", keys["stranger"])
    victim.cursor.execute(
        f"INSERT INTO register_participation ({keys['columns']}) SELECT {keys['columns']} FROM (SELECT copy.*"
        " FROM register_participation own, jsonb_populate_record(own, jsonb_build_object('id',"
        " nextval('register_participation_id_seq')) || %s::jsonb) copy WHERE own.id = %s) new RETURNING id",
        newcomer[::-1],
    )
    (new,) = victim.cursor.fetchone()
    statement = INSERT_WITH_KEY.format(**keys | {"participation": new})
    with ThreadPoolExecutor(1) as pool:
        inserted = pool.submit(attacker.cursor.execute, statement)
        while not inserted.done() and not waits_for_a_lock(attacker):
            time.sleep(0.02)
        victim.cursor.connection.commit()
        inserted.result()
    attacker.cursor.execute("SELECT %s = ANY (esfportal_ids('visible_participations'))", [new])
    return attacker.cursor.fetchone()[0]


def waits_for_a_lock(begun):
    pid = begun.cursor.connection.info.backend_pid
    return column("SELECT EXISTS (SELECT FROM pg_locks WHERE pid = %s AND NOT granted)", pid)[0]
