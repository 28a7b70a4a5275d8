"""SQL in a user's scope, or without one, leaves other users' addresses and second factors as they are (ADR 112)."""

from contextlib import nullcontext

import pytest
from allauth.mfa.models import Authenticator
from django.db import ProgrammingError, connection, transaction

from accounts.database_access import system_scope, user_scope
from accounts.signing_in import actions
from tests.accounts.test_second_factor import SECRET

pytestmark = pytest.mark.django_db

STATEMENTS = {
    "address": "UPDATE accounts_user SET email = 'eve@example.org' WHERE id = %s",
    "removal": "DELETE FROM mfa_authenticator WHERE user_id = %s",
    "another kind": "UPDATE mfa_authenticator SET type = 'recovery_codes' WHERE user_id = %s",
    "another user": "UPDATE mfa_authenticator SET user_id = (SELECT id FROM accounts_user"
    " WHERE email = 'oskarshamn@example.org') WHERE user_id = %s",
    "addition": "INSERT INTO mfa_authenticator (user_id, type, data, created_at) VALUES (%s, 'webauthn', '{}', now())",
}


@pytest.fixture
def leader(cast):
    actions.add_app(cast.leader, SECRET, by=cast.leader)
    return cast.leader


def run(statement, user):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [user.pk])
        assert cursor.rowcount == 1


@pytest.mark.parametrize("what", STATEMENTS)
@pytest.mark.parametrize("scope", ["case_worker", "nobody", "system"])
def test_no_statement_changes_how_another_user_signs_in(cast, leader, what, scope):
    user = cast.case_worker if scope == "case_worker" else None
    inner = system_scope() if scope == "system" else nullcontext()
    with user_scope(user), inner, pytest.raises(ProgrammingError, match="only"):
        run(STATEMENTS[what], leader)
    leader.refresh_from_db()
    assert leader.email == "leader@example.org"
    assert Authenticator.objects.filter(user=leader).get().type == "totp"


@pytest.mark.parametrize("what", STATEMENTS)
def test_administrators_change_it(cast, leader, what):
    with user_scope(cast.administrator):
        run(STATEMENTS[what], leader)


def test_users_change_their_own_factors_but_not_their_address(cast, leader):
    with user_scope(leader):
        run(STATEMENTS["addition"], leader)
        with pytest.raises(ProgrammingError, match="only an administrator"):
            run(STATEMENTS["address"], leader)


def test_using_a_factor_needs_no_scope(leader):
    with user_scope(None):
        Authenticator.objects.get(user=leader).record_usage()
    assert Authenticator.objects.get(user=leader).last_used_at
