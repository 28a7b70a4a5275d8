"""Two at once: of what must be one thing or stay one, one is left."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.socialaccount.models import SocialAccount
from django.db import connection

from accounts.signing_in import actions, factors
from tests.accounts.test_second_factor import SECRET
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def both(*deeds):
    """Done at the same time, each on a connection of its own: what came of each, an error too."""

    def run(deed):
        try:
            return deed()
        except (actions.LastFactorRequired, actions.NoAccount) as error:
            return type(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_of_two_factors_taken_away_at_once_one_stays(monkeypatch):
    user = UserFactory(is_superuser=True)
    app = factors.replace_app(user, SECRET)
    passkey = user.authenticator_set.create(type="webauthn", data={"name": "dator", "credential": {}})
    is_last_required = factors.is_last_required

    def slowly(factor):
        found = is_last_required(factor)
        time.sleep(0.3)  # as long as the other one needs to look, too
        return found

    monkeypatch.setattr(factors, "is_last_required", slowly)
    came_of_it = both(*[lambda each=each: actions.remove_factor(each, by=user) for each in (app, passkey)])
    assert actions.LastFactorRequired in came_of_it
    assert factors.second_factors(user).count() == 1


def test_of_two_subjects_with_one_address_at_once_one_is_linked(monkeypatch):
    """An address that a provider gives to two people opens the account to one of them."""
    user = UserFactory()
    save = SocialAccount.save

    def slowly(self, *args, **kwargs):
        time.sleep(0.3)
        return save(self, *args, **kwargs)

    monkeypatch.setattr(SocialAccount, "save", slowly)
    accounts = [SocialAccount(provider="organisation", uid=uid) for uid in ("one", "another")]
    came_of_it = both(*[lambda each=each: actions.link_provider(each, [user.email]) for each in accounts])
    assert actions.NoAccount in came_of_it
    assert SocialAccount.objects.filter(user=user).count() == 1
