"""SQL of the application's role neither reads password hashes nor chooses a user's password (ADR 112)."""

from importlib import import_module

import pytest
from django.contrib.auth.hashers import make_password
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from accounts.models import User
from accounts.signing_in.encrypted_columns import PASSWORDS
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD, OWN = "en lång mening om havet", "angriparens eget lösenord"


def execute(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def user_with(password, **fields):
    user = UserFactory(**fields)
    user.set_password(password)
    user.save()
    return user


@pytest.fixture
def victim():
    return user_with(PASSWORD, email="victim@example.org")


@pytest.fixture
def attacker():
    return user_with(OWN, email="attacker@example.org")


def signs_in(email, password):
    client = Client()
    client.post("/accounts/login/", {"login": email, "password": password})
    return client.session.get("_auth_user_id")


def stored(user):
    ((text,),) = execute("SELECT password FROM accounts_user WHERE id = %s", user.pk)
    return text


def test_the_right_password_signs_in_and_another_does_not(victim):
    assert signs_in(victim.email, PASSWORD) == str(victim.pk)
    assert signs_in(victim.email, OWN) is None


def test_no_statement_reads_a_hash(victim):
    algorithm, *_rest, digest = User.objects.get(pk=victim.pk).password.split("$")
    everything = str(
        execute("SELECT u::text FROM accounts_user u UNION ALL SELECT h::text FROM accounts_userhistory h")
    )
    assert stored(victim) in everything
    assert digest not in everything
    assert f"{algorithm}$" not in everything


def test_a_hash_that_sql_writes_is_no_password(victim, caplog):
    execute("UPDATE accounts_user SET password = %s WHERE id = %s", make_password(OWN), victim.pk)
    assert signs_in(victim.email, OWN) is None
    assert signs_in(victim.email, PASSWORD) is None
    assert "can't be read" in caplog.text


def test_another_users_password_is_no_password(victim, attacker):
    execute("UPDATE accounts_user SET password = %s WHERE id = %s", stored(attacker), victim.pk)
    assert signs_in(victim.email, OWN) is None
    # Not with the address, either: the password belongs to the key that memberships refer to.
    execute("UPDATE accounts_user SET email = 'x@example.org' WHERE id = %s", attacker.pk)
    execute("UPDATE accounts_user SET email = 'attacker@example.org' WHERE id = %s", victim.pk)
    assert signs_in("attacker@example.org", OWN) is None


@pytest.mark.parametrize(
    "text", ["", "1:", "1:x", "1:å", "99:AAAA", "x:AAAA", "md5$$d41d8cd98f00b204e9800998ecf8427e"]
)
def test_damaged_text_is_no_password(victim, text):
    execute("UPDATE accounts_user SET password = %s WHERE id = %s", text, victim.pk)
    assert signs_in(victim.email, "") is None
    assert not User.objects.get(pk=victim.pk).has_usable_password()


def test_saving_other_fields_writes_the_same_text(victim):
    before = stored(victim)
    user = User.objects.get(pk=victim.pk)
    assert user.check_password(PASSWORD)
    user.full_name = "Ny Namn"
    user.save()
    user.refresh_from_db()
    user.save()
    assert stored(victim) == before


def test_saving_a_user_whose_password_is_unreadable_keeps_the_text(victim):
    execute("UPDATE accounts_user SET password = '9:AAAA' WHERE id = %s", victim.pk)
    user = User.objects.get(pk=victim.pk)
    assert not user.check_password(PASSWORD)
    user.save()
    assert stored(victim) == "9:AAAA"
    user.set_password(OWN)
    user.save()
    assert signs_in(victim.email, OWN) == str(victim.pk)


def test_a_password_is_never_saved_without_its_user(victim):
    with pytest.raises(ValueError, match="saved with its user"):
        User.objects.filter(pk=victim.pk).update(password=make_password(OWN))


def test_a_hash_of_another_user_is_encrypted_again(victim, attacker):
    victim.password = User.objects.get(pk=attacker.pk).password
    victim.save()
    assert stored(victim) != stored(attacker)
    assert signs_in(victim.email, OWN) == str(victim.pk)


def test_the_session_survives_a_new_key_and_the_old_key_is_not_needed(victim, settings):
    client = Client()
    client.post("/accounts/login/", {"login": victim.email, "password": PASSWORD})
    old = settings.DATA_KEY_VERSION
    settings.DATA_KEYS = {**settings.DATA_KEYS, old + 1: b"n" * 32}
    settings.DATA_KEY_VERSION = old + 1
    assert PASSWORDS.versions()[old] >= 1
    while (batch := PASSWORDS.reencrypt(None, 10)).reencrypted:
        assert batch.unreadable == 0
    assert set(PASSWORDS.versions()) == {old + 1}
    settings.DATA_KEYS = {old + 1: b"n" * 32}
    assert client.get("/account/").status_code == 200
    assert signs_in(victim.email, PASSWORD) == str(victim.pk)


def test_a_user_who_is_added_has_a_readable_password():
    user = User.objects.create_user("ny@example.org", PASSWORD, full_name="Ny")
    assert user.check_password(PASSWORD)
    assert signs_in("ny@example.org", PASSWORD) == str(user.pk)
    assert User.objects.create_user("utan@example.org").has_usable_password() is False


@pytest.mark.django_db(transaction=True)
def test_the_upgrade_encrypts_what_is_stored(victim, owner):
    migration = import_module("accounts.migrations.0008_passwords_are_encrypted")
    execute("UPDATE accounts_user SET password = %s WHERE id = %s", make_password(OWN), victim.pk)
    with connection.schema_editor() as editor:
        migration.encrypt(None, editor)
    assert signs_in(victim.email, OWN) == str(victim.pk)


def test_a_replaced_password_stays_replaced_and_may_be_chosen_again(victim):
    former = stored(victim)
    victim.set_password(OWN)
    victim.save()
    with pytest.raises(ProgrammingError, match="former password"), transaction.atomic():
        execute("UPDATE accounts_user SET password = %s WHERE id = %s", former, victim.pk)
    version, _colon, content = former.partition(":")
    for other_way in (f"0{former}", f"{version}:{content[:8]}\n{content[8:]}", f"{former}="):
        execute("UPDATE accounts_user SET password = %s WHERE id = %s", other_way, victim.pk)
        assert signs_in(victim.email, PASSWORD) is None
    victim.set_password(PASSWORD)
    victim.save()
    assert signs_in(victim.email, PASSWORD) == str(victim.pk)
