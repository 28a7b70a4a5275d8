"""Parallel changes of second factors and provider links."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import connection

from accounts.signing_in import actions, factors
from tests.accounts.test_second_factor import PASSWORD, SECRET, code, enter_password
from tests.at_once import Meeting, wait_until
from tests.factories import UserFactory, make_superuser

pytestmark = pytest.mark.django_db(transaction=True)


def run_in_parallel(*calls):
    """Run the calls on a connection each; return results or exception classes."""

    def run(call):
        try:
            return call()
        except (actions.LastFactorRequired, actions.NoAccount) as error:
            return type(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_removing_two_factors_in_parallel_leaves_one(monkeypatch):
    user = make_superuser()
    app = factors.replace_app(user, SECRET)
    passkey = user.authenticator_set.create(type="webauthn", data={"name": "dator", "credential": {}})
    meeting, is_last_required = Meeting(), factors.is_last_required

    def slowly(factor):
        found = is_last_required(factor)
        meeting.wait()  # so that the other thread checks in the meantime, unless it waits for the lock
        return found

    monkeypatch.setattr(factors, "is_last_required", slowly)
    results = run_in_parallel(
        *[lambda each=each: actions.remove_factor(each, by=user) for each in (app, passkey)]
    )
    assert actions.LastFactorRequired in results
    assert factors.second_factors(user).count() == 1


@pytest.fixture
def sign_in_while_the_app_is_removed(cast, monkeypatch):
    user = cast.funder  # needs no second factor
    user.set_password(PASSWORD)
    user.save()
    app = actions.add_app(user, SECRET, by=user)
    client, _answer = enter_password(user.email)
    meeting, record_usage = Meeting(), Authenticator.record_usage

    def slowly(factor):
        meeting.wait()
        record_usage(factor)

    def remove():
        wait_until(lambda: meeting.come)  # the code is found right
        removed = actions.remove_factor(app, by=user)
        meeting.wait()
        return removed == app

    monkeypatch.setattr(Authenticator, "record_usage", slowly)
    sent = {"code": code()}
    return lambda: run_in_parallel(
        lambda: client.post("/accounts/login/code/", sent).status_code,
        remove,
    )


def test_an_app_that_is_removed_during_its_sign_in_is_removed_after_it(sign_in_while_the_app_is_removed):
    assert sign_in_while_the_app_is_removed() == [302, True]


def test_without_the_lock_the_sign_in_would_fail(sign_in_while_the_app_is_removed, monkeypatch):
    monkeypatch.setattr(factors, "lock_factors", lambda user_pk: None)
    with pytest.raises(Authenticator.NotUpdated):
        sign_in_while_the_app_is_removed()


def test_linking_two_subjects_with_one_address_in_parallel_links_one(monkeypatch):
    # A provider may give one address to two people.
    user = UserFactory()
    meeting, save = Meeting(), SocialAccount.save

    def slowly(self, *args, **kwargs):
        meeting.wait()
        return save(self, *args, **kwargs)

    monkeypatch.setattr(SocialAccount, "save", slowly)
    accounts = [SocialAccount(provider="organisation", uid=uid) for uid in ("one", "another")]
    results = run_in_parallel(
        *[lambda each=each: actions.link_provider(each, [user.email]) for each in accounts]
    )
    assert actions.NoAccount in results
    assert SocialAccount.objects.filter(user=user).count() == 1
