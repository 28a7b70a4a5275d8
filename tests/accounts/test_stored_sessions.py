"""Rows of sessions are of no use to an attacker who reads or writes the database (ADR 108)."""

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.signing_in import sessions
from esfportal.security.hashed_sessions import SessionStore, stored_key
from tests.accounts.test_sessions import PASSWORD, enter, is_in, user  # noqa: F401  (fixture)

pytestmark = pytest.mark.django_db


def with_cookie(key):
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    return client


def database_as_text():
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
        tables = [table for (table,) in cursor.fetchall()]
        texts = []
        for table in tables:
            cursor.execute(f"SELECT {table}::text FROM {table}")
            texts += [row for (row,) in cursor]
    return "\n".join(texts)


def test_no_key_is_stored(user):  # noqa: F811
    client = enter(user)
    assert is_in(client)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert is_in(with_cookie(key))
    stored = database_as_text()
    assert stored_key(key) in stored
    assert key not in stored


def test_the_key_of_a_row_signs_nobody_in(user):  # noqa: F811
    enter(user)
    (row,), (listed,) = Session.objects.all(), UserSession.objects.all()
    assert row.pk == listed.session_key
    assert not is_in(with_cookie(row.pk))


def test_content_copied_to_a_row_with_a_known_key_signs_nobody_in(user):  # noqa: F811
    enter(user)
    row = Session.objects.get()
    chosen = "a" * 32
    Session.objects.create(pk=stored_key(chosen), session_data=row.session_data, expire_date=row.expire_date)
    assert not is_in(with_cookie(chosen))


def test_content_of_an_own_session_replaced_with_anothers_signs_nobody_in(user, cast, sign_in):  # noqa: F811
    enter(user)
    victim = Session.objects.get()
    own = sign_in(cast.case_worker)
    assert is_in(own)
    key = stored_key(own.cookies[settings.SESSION_COOKIE_NAME].value)
    Session.objects.filter(pk=key).update(session_data=victim.session_data)
    assert not is_in(own)


def test_a_session_is_found_by_its_key_only(user):  # noqa: F811
    store = SessionStore()
    store["word"] = "kept"
    store.create()
    assert SessionStore(store.session_key)["word"] == "kept"
    assert SessionStore().exists(store.session_key)
    assert dict(SessionStore(stored_key(store.session_key))) == {}
    store.cycle_key()
    assert [row.pk for row in Session.objects.all()] == [stored_key(store.session_key)]
    store.flush()
    assert not Session.objects.exists()


def test_a_session_of_a_closed_account_is_not_listed(user):  # noqa: F811
    enter(user)
    assert len(sessions.active_sessions(user)) == 1
    user.is_active = False
    user.save()
    assert sessions.active_sessions(user) == []


def test_session_and_user_are_read_in_one_statement(user):  # noqa: F811
    client = enter(user)
    with CaptureQueriesContext(connection) as captured:
        assert is_in(client)
    begin, first, *others = [query["sql"] for query in captured.captured_queries]
    assert begin.startswith("SAVEPOINT")  # in the transaction, whose challenge is read with them
    assert 'FROM "django_session"' in first
    assert 'FROM "accounts_user"' in first
    assert not [sql for sql in others if 'FROM "accounts_user"' in sql]


def test_the_user_is_that_of_the_session_whatever_the_row_of_the_list_says(user, cast):  # noqa: F811
    client = enter(user)
    UserSession.objects.update(user=cast.administrator)
    response = client.get("/account/")
    assert response.wsgi_request.user == user
    UserSession.objects.all().delete()
    response = client.get("/account/")
    assert response.wsgi_request.user == user


def test_a_closed_account_is_not_in_with_its_session(user):  # noqa: F811
    client = enter(user)
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    assert not is_in(client)
