"""Signing in through an organisation's own provider: a real one, run here, that tells what we make it tell."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import time_machine
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core import mail
from django.test import Client
from oidc_provider_mock import run_server_in_thread

from accounts.audit.models import AuditEntry
from accounts.signing_in import actions, factors
from accounts.signing_in.provider import OrganisationAdapter
from esfportal.security import single_sign_on
from tests.accounts.altered_tokens import alter_claims, another_algorithm, another_signature
from tests.accounts.test_admin import fields_of, memberships, user_page
from tests.accounts.test_second_factor import SECRET, code

pytestmark = pytest.mark.django_db
SUBJECT = "19780202-2389"  # some providers give the personal number


@pytest.fixture(scope="module")
def server():
    with run_server_in_thread(require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def configure(settings, server):
    def configured(issuer=server, **kwargs):
        provider = single_sign_on.SingleSignOn(
            issuer=issuer, client_id="portal", secret="s", label="Kommunen", **kwargs
        )
        settings.SINGLE_SIGN_ON = provider
        settings.SOCIALACCOUNT_PROVIDERS = single_sign_on.providers(provider)

    configured()
    return configured


@pytest.fixture
def known(server):
    """`known(email=…, email_verified=True)`: what the provider says of the person."""

    def tell(sub=SUBJECT, **claims):
        requests.put(f"{server}/users/{sub}", json=claims, timeout=10).raise_for_status()

    return tell


def go(client=None, sub=SUBJECT, before=None, next_url="/projects/"):
    """Press the button, be somebody at the provider, come back; (client, the answer, the way back)."""
    client = client or Client(headers={"accept-language": "sv"})
    leaving = client.get("/accounts/organisation/", {"next": next_url})
    assert leaving.status_code == 302, leaving.text
    there = requests.post(leaving.url, data={"sub": sub}, allow_redirects=False, timeout=10)
    back = urlsplit(there.headers["Location"])
    path = f"{back.path}?{back.query}"
    if before:
        before()
    return client, client.get(path), path


def is_in(client):
    return client.get("/account/").status_code == 200


def test_the_button_is_there_only_when_there_is_a_provider(client, settings, configure):
    assert "Logga in via Kommunen" in client.get("/accounts/login/?next=/projects/").text
    settings.SINGLE_SIGN_ON = None
    assert "/accounts/organisation/" not in client.get("/accounts/login/").text
    assert client.get("/accounts/organisation/").status_code == 404
    assert client.get("/accounts/organisation/callback/").status_code == 404


def test_what_is_asked_has_state_nonce_and_pkce(client, configure):
    asked = parse_qs(urlsplit(client.get("/accounts/organisation/?scope=x&process=connect").url).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["response_type"] == ["code"]
    assert set(asked["scope"][0].split()) == {"openid", "email"}
    assert all(len(asked[name][0]) >= 16 for name in ("state", "nonce", "code_challenge"))


def test_a_verified_address_finds_the_account_and_the_subject_finds_it_next_time(
    cast, configure, known, django_capture_on_commit_callbacks
):
    known(email="Funder@example.org", email_verified=True)
    with django_capture_on_commit_callbacks(execute=True):
        client, answer, _path = go()
    assert answer.url == "/projects/"
    assert is_in(client)
    assert [letter.subject for letter in mail.outbox] == ["esfportal: Inloggning genom din organisation"]
    known(email="another@example.org", email_verified=False)
    again, answer, _path = go()
    assert answer.url == "/projects/"
    assert again.get("/account/").context["user"] == cast.funder
    entry = AuditEntry.objects.filter(action="signed_in").first()
    assert (entry.actor, entry.details) == (cast.funder, {"how": ["socialaccount"]})


def test_nothing_of_the_person_is_stored(cast, configure, known):
    known(email="funder@example.org", email_verified=True, name="Finn Finansiär")
    for _time in range(2):  # by the address, and by the subject
        go()
    stored = SocialAccount.objects.values().get()
    assert stored["extra_data"] == {"acr": None}
    assert SUBJECT not in str(stored)
    assert not SocialToken.objects.exists()


@pytest.mark.parametrize("claims", [{"email_verified": False}, {}, {"email_verified": "yes"}])
def test_an_address_that_is_not_verified_finds_nobody(cast, configure, known, claims):
    known(email="funder@example.org", **claims)
    client, answer, _path = go()
    assert answer.status_code == 403
    assert "Du har inget konto här" in answer.text
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("domains", [("kommunen.example",), ("xample.org",), ("org",), ("sub.example.org",)])
def test_an_organisation_vouches_for_its_own_addresses_only(cast, configure, known, domains):
    """Else whoever runs one municipality's provider signs in as another's project leader."""
    configure(domains=domains, trusted=True)
    known(email="leader@example.org", email_verified=True)
    client, answer, _path = go()
    assert (answer.status_code, is_in(client)) == (403, False)
    assert not SocialAccount.objects.exists()


def test_its_own_addresses_are_known_however_they_are_written(cast, configure, known):
    configure(domains=("kommunen.example", "example.org"))
    known(email="Funder@Example.ORG", email_verified=True)
    client, _answer, _path = go()
    assert is_in(client)


def test_an_address_that_nobody_has_opens_no_account(cast, configure, known, django_user_model):
    known(email="somebody.else@example.org", email_verified=True)
    before = django_user_model.objects.count()
    client, answer, _path = go()
    assert (answer.status_code, is_in(client)) == (403, False)
    assert django_user_model.objects.count() == before


def test_an_address_given_to_somebody_new_does_not_bring_the_account_along(cast, configure, known):
    known(email="funder@example.org", email_verified=True)
    go()
    known("somebody-new", email="funder@example.org", email_verified=True)
    client, answer, _path = go(sub="somebody-new")
    assert (answer.status_code, is_in(client)) == (403, False)


def test_somebody_who_has_gone_to_another_organisation_is_no_longer_the_former_ones(cast, configure, known):
    configure(domains=("example.org",))
    known(email="funder@example.org", email_verified=True)
    assert is_in(go()[0])
    cast.funder.email = "funder@kommunen.example"
    cast.funder.save()
    client, answer, _path = go()
    assert (answer.status_code, is_in(client)) == (403, False)
    assert "Du har inget konto här" in answer.text


def test_a_new_address_ends_what_was_linked_by_the_old_one(cast, configure, known, sign_in):
    known(email="funder@example.org", email_verified=True)
    go()
    sent = fields_of(cast.funder) | {"email": "successor@example.org"} | memberships()
    assert sign_in(cast.administrator).post(user_page(cast.funder), sent).status_code == 302
    client, answer, _path = go()
    assert (answer.status_code, is_in(client)) == (403, False)
    known("successor", email="successor@example.org", email_verified=True)
    assert is_in(go(sub="successor")[0])


def test_somebody_deactivated_is_kept_out(cast, configure, known):
    known(email="funder@example.org", email_verified=True)
    go()
    cast.funder.is_active = False
    cast.funder.save()
    client, answer, _path = go()
    assert answer.url == "/accounts/inactive/"
    assert not is_in(client)


def test_a_closed_account_is_not_linked(cast, configure, known):
    cast.funder.is_active = False
    cast.funder.save()
    known(email="funder@example.org", email_verified=True)
    client, answer, _path = go()
    assert (answer.status_code, is_in(client)) == (403, False)
    assert not SocialAccount.objects.exists()


def test_a_state_works_once(cast, configure, known):
    known(email="funder@example.org", email_verified=True)
    client, _answer, path = go()
    client.post("/accounts/logout/")
    assert_failed(client.get(path), client)


def test_a_state_of_another_browser_does_not_work(cast, configure, known):
    known(email="funder@example.org", email_verified=True)
    _client, _answer, path = go()
    other = Client(headers={"accept-language": "sv"})
    assert_failed(other.get(path), other)


def test_an_issuer_that_is_not_the_configured_one_is_not_believed(cast, configure, known, server, settings):
    known(email="funder@example.org", email_verified=True)
    elsewhere = single_sign_on.SingleSignOn("https://other.example", "portal", "s", "Kommunen")

    def before():
        settings.SINGLE_SIGN_ON = elsewhere

    client, answer, _path = go(before=before)
    assert_failed(answer, client)


def test_a_token_for_another_portal_is_not_believed(cast, configure, known, monkeypatch):
    known(email="funder@example.org", email_verified=True)
    decode = "accounts.signing_in.provider.jwtkit.verify_and_decode"
    real = jwtkit.verify_and_decode
    monkeypatch.setattr(decode, lambda **kwargs: real(**kwargs | {"audience": "another"}))
    client, answer, _path = go()
    assert_failed(answer, client)


def test_a_token_with_another_nonce_is_not_believed(cast, configure, known, monkeypatch):
    known(email="funder@example.org", email_verified=True)

    def before():
        monkeypatch.setattr("accounts.signing_in.provider.derive_nonce", lambda verifier: "another")

    client, answer, _path = go(before=before)
    assert_failed(answer, client)


@pytest.mark.parametrize("claim", ["nonce", "exp", "iat"])
def test_a_token_that_leaves_out_what_ties_it_down_is_not_believed(
    cast, configure, known, monkeypatch, claim
):
    known(email="funder@example.org", email_verified=True)
    alter_claims(monkeypatch, lambda claims: claims.pop(claim))
    client, answer, _path = go()
    assert_failed(answer, client)


@pytest.mark.parametrize(
    "alter",
    [another_signature, another_algorithm("HS256"), another_algorithm("none")],
    ids=["altered", "by what everybody knows", "by nobody"],
)
def test_a_token_that_the_provider_has_not_signed_is_not_believed(cast, configure, known, monkeypatch, alter):
    known(email="funder@example.org", email_verified=True)
    real = OrganisationAdapter.get_access_token_data

    def altered(self, *args, **kwargs):
        data = real(self, *args, **kwargs)
        return data | {"id_token": alter(data["id_token"])}

    monkeypatch.setattr(OrganisationAdapter, "get_access_token_data", altered)
    client, answer, _path = go()
    assert_failed(answer, client)


def test_what_is_told_of_another_subject_is_not_believed(cast, configure, known, monkeypatch):
    known()  # the ID token names no address, so the provider is asked for it
    told = {"sub": "another", "email": "funder@example.org", "email_verified": True}
    monkeypatch.setattr(OrganisationAdapter, "_fetch_user_info", lambda self, token: told)
    client, answer, _path = go()
    assert_failed(answer, client)
    monkeypatch.setattr(OrganisationAdapter, "_fetch_user_info", lambda self, token: told | {"sub": SUBJECT})
    assert is_in(go()[0])


def test_who_cancels_may_begin_again(client, configure):
    state = parse_qs(urlsplit(client.get("/accounts/organisation/").url).query)["state"][0]
    answer = client.get("/accounts/organisation/callback/", {"state": state, "error": "access_denied"})
    assert answer.status_code == 403


def assert_failed(answer, client):
    assert answer.status_code == 403
    assert "Inloggningen fungerade inte" in answer.text
    assert not is_in(client)


# The second factor


def test_the_second_factor_follows(cast, configure, known):
    actions.add_app(cast.leader, SECRET, by=cast.leader)
    known(email="leader@example.org", email_verified=True)
    client, answer, _path = go()
    assert answer.url == "/accounts/login/code/"
    assert not is_in(client)
    assert client.post(answer.url, {"code": code()}).url == "/projects/"
    assert is_in(client)


def test_or_is_set_up(cast, configure, known):
    known(email="leader@example.org", email_verified=True)
    client, _answer, _path = go()
    assert client.get("/projects/").url == "/accounts/security/start/"


def test_a_provider_may_be_trusted_with_it(cast, configure, known):
    configure(trusted=True)
    actions.add_app(cast.leader, SECRET, by=cast.leader)
    known(email="leader@example.org", email_verified=True)
    client, answer, _path = go()
    assert answer.url == "/projects/"
    assert client.get("/projects/").status_code == 200


@pytest.mark.parametrize(
    ("acr", "where"),
    [("two", "/projects/"), ("one", "/accounts/login/code/"), (None, "/accounts/login/code/")],
)
def test_for_those_ways_of_signing_in_that_are_named(cast, configure, known, acr, where):
    configure(trusted=True, acr=("two",))
    actions.add_app(cast.leader, SECRET, by=cast.leader)
    known(email="leader@example.org", email_verified=True, **({"acr": acr} if acr else {}))
    assert go()[1].url == where


def test_a_name_for_two_factors_is_worth_nothing_without_trust(cast, configure, known):
    configure(trusted=False, acr=("two",))
    actions.add_app(cast.leader, SECRET, by=cast.leader)
    known(email="leader@example.org", email_verified=True, acr="two")
    assert go()[1].url == "/accounts/login/code/"


def test_whoever_has_no_password_confirms_there(cast, configure, known, sign_in):
    known(email="funder@example.org", email_verified=True)
    client = sign_in(cast.funder, ago=700, proofs=["password"])
    asked = client.get("/accounts/security/app/")
    assert asked.url == "/accounts/organisation/?next=/accounts/security/app/"
    at_the_provider = parse_qs(urlsplit(client.get(asked.url).url).query)
    assert (at_the_provider["prompt"], at_the_provider["max_age"]) == (["login"], ["600"])
    client, answer, _path = go(client, next_url="/accounts/security/app/")
    assert answer.url == "/accounts/security/app/"
    assert client.get(answer.url).status_code == 200
    assert not factors.second_factors(cast.funder).exists()


@pytest.mark.parametrize("trusted", [True, False])
@pytest.mark.parametrize("told", [{"auth_time": 3600}, {"auth_time": None}, {"auth_time": "now"}])
def test_a_provider_that_has_known_the_browser_since_morning_confirms_nothing(
    cast, configure, known, monkeypatch, told, trusted
):
    """Else whoever finds a computer open signs out, presses the button, and has confirmed who they are not."""
    configure(trusted=trusted)
    known(email="funder@example.org", email_verified=True)
    old = {name: time.time() - age if isinstance(age, int) else age for name, age in told.items()}
    alter_claims(monkeypatch, lambda claims: claims.update(old))
    client, _answer, _path = go()
    assert is_in(client)
    asked = client.get("/accounts/security/app/")
    assert asked.url == "/accounts/organisation/?next=/accounts/security/app/"


def test_a_provider_whose_clock_is_ahead_is_not_believed_for_longer(cast, configure, known, monkeypatch):
    known(email="funder@example.org", email_verified=True)
    alter_claims(monkeypatch, lambda claims: claims.update(auth_time=time.time() + 24 * 3600))
    client, _answer, _path = go()
    assert client.get("/accounts/security/app/").status_code == 200
    with time_machine.travel(time.time() + 700):
        assert client.get("/accounts/security/app/").url.startswith("/accounts/organisation/")
