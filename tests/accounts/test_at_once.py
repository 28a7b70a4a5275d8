"""Parallel changes of second factors and provider links."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.socialaccount.models import SocialAccount
from django.db import connection

from accounts.signing_in import actions, factors
from tests.accounts.test_second_factor import SECRET
from tests.at_once import Meeting
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
