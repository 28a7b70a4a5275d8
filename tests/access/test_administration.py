"""Access to every address of the administration."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.actors import actors_around
from tests.addresses import addresses
from tests.cast import Cast
from tests.sample_objects import FullProject, rolled_back
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
# Signing out is open to all users.
ADDRESSES = [each for each in addresses() if each.is_administration and each.name != "admin:logout"]
OTHERS = ("anonymous", "leader", "case_worker", "funder", "auditor", "administrator_ended", "without_role")


class Office(FullProject):
    def __init__(self):
        super().__init__(Cast())
        users = actors_around(self.cast)
        self.cookies = {who: dict(signed_in(user).cookies) if user else {} for who, user in users.items()}

    def answer(self, who, address, method="get"):
        client = Client(headers={"accept-language": "sv"} if self.cookies[who] else {})
        client.cookies.update(self.cookies[who])
        with rolled_back():
            return getattr(client, method)(self.path(address))


@pytest.fixture(scope="module")
def office(django_db_setup, django_db_blocker, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), rolled_back():
        patch.setattr("django.conf.settings.FILES_ROOT", tmp_path_factory.mktemp("files"))
        yield Office()


@pytest.mark.parametrize("method", ["get", "post"])
def test_others_cant_open_the_administration(office, method):
    wrong = []
    for who in OTHERS:
        for address in ADDRESSES:
            response = office.answer(who, address, method)
            if not is_kept_out(response):
                wrong.append(f"{method} {address.label} as {who}: {response.status_code}")
    assert wrong == []


def is_kept_out(response):
    if response.status_code == 302:
        return response.url.startswith((reverse("admin:login"), reverse("account_login")))
    return response.status_code in (403, 404, 405)


def test_administrators_can_open_the_administration(office):
    found = {
        address.name: office.answer("administrator", address).status_code
        for address in ADDRESSES
        if address.name
    }
    refused = {name: status for name, status in found.items() if status == 403}
    assert {name for name, status in found.items() if status == 200} >= {
        "admin:index",
        "admin:accounts_user_changelist",
        "admin:accounts_user_change",
        "admin:accounts_organisation_change",
        "admin:audit_auditentry_changelist",
    }
    assert refused.keys() >= {"admin:accounts_user_delete", "admin:audit_auditentry_delete"}
    assert max(found.values()) < 500
