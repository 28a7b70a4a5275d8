"""Several OpenID providers of staff: a button each, and each vouches for its own organisations."""

from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from accounts.audit.models import AuditEntry
from accounts.identity_providers.claims import ORGANISATION_NUMBER
from tests.accounts.identity_providers.support import make_provider, make_staff_provider
from tests.accounts.test_single_sign_on import (
    SUBJECT,
    assert_failed,
    configure,
    is_in,
    leave,
    server,
    set_claims,
    sign_in_at_provider,
)

__all__ = ["configure", "server", "set_claims"]  # fixtures
pytestmark = pytest.mark.django_db


def test_each_provider_of_staff_that_is_in_use_has_a_button(client, server, configure):
    make_staff_provider(server, "region", name="Regionen", name_en="The region")
    make_provider(server)  # of participants
    page = client.get("/accounts/login/?next=/projects/").text
    assert ("Logga in via Kommunen" in page, "Logga in via Regionen" in page) == (True, True)
    assert 'action="/accounts/organisation/region/?next=' in page
    assert "bankid" not in page
    assert (
        "Sign in through The region" in client.get("/accounts/login/", headers={"accept-language": "en"}).text
    )
    configure(is_in_use=False)
    assert "/accounts/organisation/organisation/" not in client.get("/accounts/login/").text
    for key in ("organisation", "bankid", "unknown"):
        assert client.get(f"/accounts/organisation/{key}/").status_code == 404
        assert client.get(f"/accounts/organisation/{key}/callback/").status_code == 404


@pytest.mark.parametrize("claims", [{ORGANISATION_NUMBER: "2120001111"}, {ORGANISATION_NUMBER: None}, {}])
def test_a_provider_of_several_organisations_signs_in_those_that_are_stated(
    cast, configure, set_claims, claims
):
    configure(organisation_numbers="2120000761 2120000779")
    about = {"email": "funder@example.org", "email_verified": True}
    set_claims(**about, **{ORGANISATION_NUMBER: "2120000779"})
    assert is_in(sign_in_at_provider()[0])
    set_claims(**about, **claims)
    client, answer, _path = sign_in_at_provider()
    assert_failed(answer, client)


def test_providers_are_kept_apart(cast, server, configure, set_claims):
    make_staff_provider(server, "region")
    set_claims(email="funder@example.org", email_verified=True)
    client, answer, _path = sign_in_at_provider()
    assert is_in(client)
    client = Client(headers={"accept-language": "sv"})
    there = requests.post(leave(client), data={"sub": SUBJECT}, allow_redirects=False, timeout=60)
    answer = client.get(
        f"/accounts/organisation/region/callback/?{urlsplit(there.headers['Location']).query}"
    )
    assert_failed(answer, client)  # the state is of another provider
    set_claims("other", email="funder@example.org", email_verified=True)
    assert is_in(sign_in_at_provider(sub="other", key="region")[0])  # an account has a link to each
    assert not is_in(sign_in_at_provider(sub="other")[0])
    assert {*SocialAccount.objects.values_list("provider", "user")} == {
        ("organisation", cast.funder.pk),
        ("region", cast.funder.pk),
    }
    linked = AuditEntry.objects.about(cast.funder).filter(action="provider_linked").order_by("pk")
    assert [entry.details["provider"] for entry in linked] == ["organisation", "region"]
