"""Sign-in of staff through an OpenID provider, with a real provider running in a thread."""

import time
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
import time_machine
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core import mail
from django.test import Client
from oidc_provider_mock import run_server_in_thread

from accounts.audit.models import AuditEntry
from accounts.identity_providers.models import IdentityProvider
from accounts.signing_in import actions, factors
from accounts.signing_in.provider import OrganisationAdapter
from tests.accounts.altered_tokens import alter_claims, another_algorithm, another_signature
from tests.accounts.identity_providers.support import make_staff_provider
from tests.accounts.test_admin import fields_of, memberships, user_page
from tests.accounts.test_second_factor import SECRET, code

pytestmark = pytest.mark.django_db
SUBJECT = "19780202-2389"  # some providers use the personal identity number


@pytest.fixture(scope="module")
def server():
    with run_server_in_thread(require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def configure(server):
    """Return `configured(**values)`, which changes the row of the provider."""
    provider = make_staff_provider(server)

    def configured(**values):
        IdentityProvider.objects.filter(pk=provider.pk).update(**values)

    return configured


@pytest.fixture
def set_claims(server):
    """Return `put(email=…)`, which sets the provider's claims about a person."""

    def put(sub=SUBJECT, **claims):
        requests.put(f"{server}/users/{sub}", json=claims, timeout=60).raise_for_status()

    return put


def leave(client, next_url="/projects/", key="organisation", **params):
    """Press the button, and return the provider's address."""
    query = urlencode({"next": next_url, **params})
    answer = client.post(f"/accounts/organisation/{key}/?{query}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["Refresh"] == f"0; url={answer.context['provider_url']}"
    return answer.context["provider_url"]


def sign_in_at_provider(client=None, sub=SUBJECT, before=None, next_url="/projects/", key="organisation"):
    """Sign in at the provider; return (client, response, callback path)."""
    client = client or Client(headers={"accept-language": "sv"})
    leaving = leave(client, next_url, key)
    there = requests.post(leaving, data={"sub": sub}, allow_redirects=False, timeout=60)
    back = urlsplit(there.headers["Location"])
    path = f"{back.path}?{back.query}"
    if before:
        before()
    return client, client.get(path), path


def is_in(client):
    return client.get("/account/").status_code == 200


def test_nobody_is_sent_to_the_provider_without_pressing_the_button(configure):
    client, address = Client(enforce_csrf_checks=True), "/accounts/organisation/organisation/?next=/projects/"
    shown = client.get(address)
    for answer in (shown, client.post(address)):  # a link, and a form of another site
        assert "Refresh" not in answer.headers
        assert "socialaccount_states" not in client.session
    answer = client.post(address, {"csrfmiddlewaretoken": str(shown.context["csrf_token"])})
    assert "Refresh" in answer.headers


def test_the_request_has_state_nonce_and_pkce(client, configure):
    asked = parse_qs(urlsplit(leave(client, scope="x", process="connect")).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["response_type"] == ["code"]
    assert set(asked["scope"][0].split()) == {"openid", "email"}
    assert all(len(asked[name][0]) >= 16 for name in ("state", "nonce", "code_challenge"))


def test_a_verified_address_finds_the_account_and_the_subject_finds_it_next_time(
    cast, configure, set_claims, django_capture_on_commit_callbacks
):
    set_claims(email="Funder@example.org", email_verified=True)
    with django_capture_on_commit_callbacks(execute=True):
        client, answer, _path = sign_in_at_provider()
    assert answer.url == "/projects/"
    assert is_in(client)
    assert [message.subject for message in mail.outbox] == ["esfportal: Inloggning genom din organisation"]
    set_claims(email="another@example.org", email_verified=False)
    again, answer, _path = sign_in_at_provider()
    assert answer.url == "/projects/"
    assert again.get("/account/").context["user"] == cast.funder
    entry = AuditEntry.objects.filter(action="signed_in").first()
    assert (entry.actor, entry.details) == (cast.funder, {"how": ["socialaccount"]})


def test_no_personal_data_from_the_provider_is_stored(cast, configure, set_claims):
    set_claims(email="funder@example.org", email_verified=True, name="Finn Finansiär")
    for _time in range(2):  # found by address, then by subject
        sign_in_at_provider()
    stored = SocialAccount.objects.values().get()
    assert stored["extra_data"].keys() == {"acr", "proof"}
    assert stored["extra_data"]["acr"] is None
    assert SUBJECT not in str(stored)
    assert not SocialToken.objects.exists()


@pytest.mark.parametrize("claims", [{"email_verified": False}, {}, {"email_verified": "yes"}])
def test_an_unverified_address_is_not_accepted(cast, configure, set_claims, claims):
    set_claims(email="funder@example.org", **claims)
    client, answer, _path = sign_in_at_provider()
    assert answer.status_code == 403
    assert "Du har inget konto här" in answer.text
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("domains", ["kommunen.example", "xample.org", "org", "sub.example.org"])
def test_an_organisation_vouches_for_its_own_addresses_only(cast, configure, set_claims, domains):
    # Otherwise the operator of one provider could sign in as any other organisation's user.
    configure(domains=domains, is_second_factor_trusted=True)
    set_claims(email="leader@example.org", email_verified=True)
    client, answer, _path = sign_in_at_provider()
    assert (answer.status_code, is_in(client)) == (403, False)
    assert not SocialAccount.objects.exists()


def test_the_domains_of_an_address_are_case_insensitive(cast, configure, set_claims):
    configure(domains="kommunen.example example.org")
    set_claims(email="Funder@Example.ORG", email_verified=True)
    client, _answer, _path = sign_in_at_provider()
    assert is_in(client)


def test_an_unknown_address_creates_no_account(cast, configure, set_claims, django_user_model):
    set_claims(email="unknown@example.org", email_verified=True)
    before = django_user_model.objects.count()
    client, answer, _path = sign_in_at_provider()
    assert (answer.status_code, is_in(client)) == (403, False)
    assert django_user_model.objects.count() == before


def test_a_new_subject_with_a_linked_address_is_refused(cast, configure, set_claims):
    set_claims(email="funder@example.org", email_verified=True)
    sign_in_at_provider()
    set_claims("new-subject", email="funder@example.org", email_verified=True)
    client, answer, _path = sign_in_at_provider(sub="new-subject")
    assert (answer.status_code, is_in(client)) == (403, False)


def test_a_user_who_moved_to_another_organisation_cant_sign_in_through_the_former(
    cast, configure, set_claims
):
    set_claims(email="funder@example.org", email_verified=True)
    assert is_in(sign_in_at_provider()[0])
    cast.funder.email = "funder@kommunen.example"
    cast.funder.save()
    client, answer, _path = sign_in_at_provider()
    assert (answer.status_code, is_in(client)) == (403, False)
    assert "Du har inget konto här" in answer.text


def test_changing_the_address_removes_the_provider_link(cast, configure, set_claims, sign_in):
    set_claims(email="funder@example.org", email_verified=True)
    sign_in_at_provider()
    sent = fields_of(cast.funder) | {"email": "successor@example.org"} | memberships()
    assert sign_in(cast.administrator).post(user_page(cast.funder), sent).status_code == 302
    client, answer, _path = sign_in_at_provider()
    assert (answer.status_code, is_in(client)) == (403, False)
    set_claims("successor", email="successor@example.org", email_verified=True)
    assert is_in(sign_in_at_provider(sub="successor")[0])


def test_a_deactivated_user_cant_sign_in(cast, configure, set_claims):
    set_claims(email="funder@example.org", email_verified=True)
    sign_in_at_provider()
    cast.funder.is_active = False
    cast.funder.save()
    client, answer, _path = sign_in_at_provider()
    assert answer.url == "/accounts/inactive/"
    assert not is_in(client)


def test_a_closed_account_is_not_linked(cast, configure, set_claims):
    cast.funder.is_active = False
    cast.funder.save()
    set_claims(email="funder@example.org", email_verified=True)
    client, answer, _path = sign_in_at_provider()
    assert (answer.status_code, is_in(client)) == (403, False)
    assert not SocialAccount.objects.exists()


def test_a_state_works_once(cast, configure, set_claims):
    set_claims(email="funder@example.org", email_verified=True)
    client, _answer, path = sign_in_at_provider()
    client.post("/accounts/logout/")
    assert_failed(client.get(path), client)


def test_a_state_of_another_browser_does_not_work(cast, configure, set_claims):
    set_claims(email="funder@example.org", email_verified=True)
    _client, _answer, path = sign_in_at_provider()
    other = Client(headers={"accept-language": "sv"})
    assert_failed(other.get(path), other)


def test_another_issuer_is_refused(cast, configure, set_claims, server):
    set_claims(email="funder@example.org", email_verified=True)
    written = server.replace("localhost", "LOCALHOST")  # the same server answers
    client, answer, _path = sign_in_at_provider(before=lambda: configure(issuer=written))
    assert_failed(answer, client)


def test_a_token_for_another_audience_is_refused(cast, configure, set_claims, monkeypatch):
    set_claims(email="funder@example.org", email_verified=True)
    decode = "accounts.signing_in.provider.jwtkit.verify_and_decode"
    real = jwtkit.verify_and_decode
    monkeypatch.setattr(decode, lambda **kwargs: real(**kwargs | {"audience": "another"}))
    client, answer, _path = sign_in_at_provider()
    assert_failed(answer, client)


def test_a_token_with_another_nonce_is_refused(cast, configure, set_claims, monkeypatch):
    set_claims(email="funder@example.org", email_verified=True)

    def before():
        monkeypatch.setattr("accounts.signing_in.provider.derive_nonce", lambda verifier: "another")

    client, answer, _path = sign_in_at_provider(before=before)
    assert_failed(answer, client)


@pytest.mark.parametrize("claim", ["nonce", "exp", "iat"])
def test_a_token_without_a_required_claim_is_refused(cast, configure, set_claims, monkeypatch, claim):
    set_claims(email="funder@example.org", email_verified=True)
    alter_claims(monkeypatch, lambda claims: claims.pop(claim))
    client, answer, _path = sign_in_at_provider()
    assert_failed(answer, client)


@pytest.mark.parametrize(
    "alter",
    [another_signature, another_algorithm("HS256"), another_algorithm("none")],
    ids=["altered", "signed with a public value", "unsigned"],
)
def test_a_token_without_the_providers_signature_is_refused(cast, configure, set_claims, monkeypatch, alter):
    set_claims(email="funder@example.org", email_verified=True)
    real = OrganisationAdapter.get_access_token_data

    def altered(self, *args, **kwargs):
        data = real(self, *args, **kwargs)
        return data | {"id_token": alter(data["id_token"])}

    monkeypatch.setattr(OrganisationAdapter, "get_access_token_data", altered)
    client, answer, _path = sign_in_at_provider()
    assert_failed(answer, client)


def test_user_info_of_another_subject_is_refused(cast, configure, set_claims, monkeypatch):
    set_claims()  # the ID token has no address, so user info is fetched
    claims = {"sub": "another", "email": "funder@example.org", "email_verified": True}
    monkeypatch.setattr(OrganisationAdapter, "_fetch_user_info", lambda self, token: claims)
    client, answer, _path = sign_in_at_provider()
    assert_failed(answer, client)
    monkeypatch.setattr(
        OrganisationAdapter, "_fetch_user_info", lambda self, token: claims | {"sub": SUBJECT}
    )
    assert is_in(sign_in_at_provider()[0])


def test_cancelling_at_the_provider_shows_the_error_page(client, configure):
    state = parse_qs(urlsplit(leave(client)).query)["state"][0]
    answer = client.get(
        "/accounts/organisation/organisation/callback/", {"state": state, "error": "access_denied"}
    )
    assert answer.status_code == 403


def assert_failed(answer, client):
    assert answer.status_code == 403
    assert "Inloggningen fungerade inte" in answer.text
    assert not is_in(client)


# The second factor


def test_the_second_factor_is_asked_for_after_the_provider(cast, configure, set_claims):
    actions.add_app(cast.leader, SECRET, by=cast.leader)
    set_claims(email="leader@example.org", email_verified=True)
    client, answer, _path = sign_in_at_provider()
    assert answer.url == "/accounts/login/code/"
    assert not is_in(client)
    configure(is_in_use=False)  # for those who begin
    assert client.post(answer.url, {"code": code()}).url == "/projects/"
    assert is_in(client)


def test_a_missing_second_factor_is_set_up_after_the_provider(cast, configure, set_claims):
    set_claims(email="leader@example.org", email_verified=True)
    client, _answer, _path = sign_in_at_provider()
    assert client.get("/projects/").url == "/accounts/security/start/"


def test_a_trusted_provider_replaces_the_second_factor(cast, configure, set_claims):
    configure(is_second_factor_trusted=True)
    actions.add_app(cast.leader, SECRET, by=cast.leader)
    set_claims(email="leader@example.org", email_verified=True)
    client, answer, _path = sign_in_at_provider()
    assert answer.url == "/projects/"
    assert client.get("/projects/").status_code == 200


@pytest.mark.parametrize(
    ("acr", "where"),
    [("two", "/projects/"), ("one", "/accounts/login/code/"), (None, "/accounts/login/code/")],
)
def test_a_trusted_provider_needs_one_of_the_configured_acr_values(cast, configure, set_claims, acr, where):
    configure(is_second_factor_trusted=True, acr_values="two")
    actions.add_app(cast.leader, SECRET, by=cast.leader)
    set_claims(email="leader@example.org", email_verified=True, **({"acr": acr} if acr else {}))
    assert sign_in_at_provider()[1].url == where


def test_an_acr_value_of_an_untrusted_provider_is_ignored(cast, configure, set_claims):
    configure(acr_values="two")
    actions.add_app(cast.leader, SECRET, by=cast.leader)
    set_claims(email="leader@example.org", email_verified=True, acr="two")
    assert sign_in_at_provider()[1].url == "/accounts/login/code/"


def test_users_without_a_password_confirm_at_the_provider(cast, configure, set_claims, sign_in):
    set_claims(email="funder@example.org", email_verified=True)
    client = sign_in(cast.funder, ago=700, proofs=["password"])
    asked = client.get("/accounts/security/app/")
    assert asked.url == "/accounts/organisation/organisation/?next=/accounts/security/app/"
    assert "Logga in via Kommunen" in client.get(asked.url).text
    at_the_provider = parse_qs(urlsplit(leave(client, "/accounts/security/app/")).query)
    assert (at_the_provider["prompt"], at_the_provider["max_age"]) == (["login"], ["600"])
    client, answer, _path = sign_in_at_provider(client, next_url="/accounts/security/app/")
    assert answer.url == "/accounts/security/app/"
    assert client.get(answer.url).status_code == 200
    assert not factors.second_factors(cast.funder).exists()


@pytest.mark.parametrize("trusted", [True, False])
@pytest.mark.parametrize("claims", [{"auth_time": 3600}, {"auth_time": None}, {"auth_time": "now"}])
def test_an_old_provider_session_is_not_a_recent_sign_in(
    cast, configure, set_claims, monkeypatch, claims, trusted
):
    # Otherwise a stranger at an open computer could confirm by pressing the button.
    configure(is_second_factor_trusted=trusted)
    set_claims(email="funder@example.org", email_verified=True)
    old = {name: time.time() - age if isinstance(age, int) else age for name, age in claims.items()}
    alter_claims(monkeypatch, lambda claims: claims.update(old))
    client, _answer, _path = sign_in_at_provider()
    assert is_in(client)
    asked = client.get("/accounts/security/app/")
    assert asked.url == "/accounts/organisation/organisation/?next=/accounts/security/app/"


def test_an_auth_time_in_the_future_counts_as_now(cast, configure, set_claims, monkeypatch):
    set_claims(email="funder@example.org", email_verified=True)
    alter_claims(monkeypatch, lambda claims: claims.update(auth_time=time.time() + 24 * 3600))
    client, _answer, _path = sign_in_at_provider()
    assert client.get("/accounts/security/app/").status_code == 200
    with time_machine.travel(time.time() + 700):
        assert client.get("/accounts/security/app/").url.startswith("/accounts/organisation/organisation/")
