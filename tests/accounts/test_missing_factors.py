"""Pages about a second factor, recovery codes or a session that is there no more: words, and the way on."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.urls import reverse

from accounts.signing_in import actions, factors

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SECURITY = reverse("mfa_index")
# The pages that need a factor or codes to be there, with the methods they answer.
PAGES = {
    "mfa_deactivate_totp": ("get", "post"),
    "mfa_edit_webauthn": ("get", "post"),
    "mfa_remove_webauthn": ("get", "post"),
    "mfa_view_recovery_codes": ("get",),
    "mfa_download_recovery_codes": ("get",),
    "recovery_codes_saved": ("post",),
    "mfa_generate_recovery_codes": ("post",),
}
CALLS = [(name, method) for name, methods in PAGES.items() for method in methods]


@pytest.fixture
def user(cast):
    """Return a user who needs no second factor, with an app, a passkey and recovery codes."""
    actions.add_app(cast.funder, SECRET, by=cast.funder)
    actions.add_passkey(cast.funder, "dator", {}, by=cast.funder)
    actions.make_recovery_codes(cast.funder, by=cast.funder)
    return cast.funder


def path_of(name, user):
    passkey = factors.get_passkeys(user).first()
    return reverse(name, args=[passkey.pk] if name in ("mfa_edit_webauthn", "mfa_remove_webauthn") else [])


def page_after(client, method, path):
    page = getattr(client, method)(path, {"name": "ny"} if method == "post" else None, follow=True)
    assert page.status_code == 200, (method, path)
    return page


@pytest.mark.parametrize(("name", "method"), CALLS)
def test_after_a_reset_the_page_says_that_an_administrator_did_it(user, cast, sign_in, name, method):
    path = path_of(name, user)
    actions.reset_factors(user, by=cast.administrator)
    page = page_after(sign_in(user), method, path)
    assert page.redirect_chain[-1][0] == SECURITY
    assert "En administratör tog bort din tvåstegsverifiering" in page.text
    assert 'href="/accounts/security/app/"' in page.text
    assert cast.administrator.full_name not in page.text


@pytest.mark.parametrize(("name", "method"), CALLS)
def test_after_the_last_factor_is_removed_the_page_says_so(user, sign_in, name, method):
    path = path_of(name, user)
    for factor in factors.second_factors(user):
        actions.remove_factor(factor, by=user)
    assert not Authenticator.objects.filter(user=user).exists()
    page = page_after(sign_in(user), method, path)
    assert page.redirect_chain[-1][0] == SECURITY
    expected = "Du har ingen tvåstegsverifiering" if "codes" in name else "Du tog bort det redan"
    assert expected in page.text


@pytest.mark.parametrize(("name", "method"), CALLS)
def test_the_words_are_there_in_english(user, cast, sign_in, name, method):
    path = path_of(name, user)
    actions.reset_factors(user, by=cast.administrator)
    client = sign_in(user)
    client.post(reverse("set_language"), {"language": "en"})
    assert "An administrator removed your second factors" in page_after(client, method, path).text


@pytest.mark.parametrize(("name", "method"), [call for call in CALLS if "webauthn" not in call[0]])
def test_users_who_never_had_factors_are_led_to_them(cast, sign_in, name, method):
    page = page_after(sign_in(cast.stranger, proofs=("password",)), method, reverse(name))
    assert page.redirect_chain
    assert 'href="/accounts/security/app/"' in page.text


def test_codes_that_are_not_shown_again_lead_to_making_new_ones(user, sign_in):
    client = sign_in(user)
    client.post(reverse("recovery_codes_saved"))
    page = page_after(client, "get", reverse("mfa_download_recovery_codes"))
    assert page.redirect_chain[-1][0] == reverse("mfa_view_recovery_codes")
    assert "Koderna visas bara när de skapas" in page.text
    Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
    page = page_after(client, "get", reverse("mfa_view_recovery_codes"))
    assert page.redirect_chain[-1][0] == SECURITY
    assert "Du har inga återställningskoder" in page.text


def test_a_session_that_an_administrator_ended_is_said_to_be_ended(user, cast, sign_in):
    row = UserSession.objects.create(user=user, ip="127.0.0.1", session_key="x" * 32)
    path = reverse("end_session", args=[row.pk])
    actions.end_session(row, by=cast.administrator)
    page = page_after(sign_in(user), "post", path)
    assert "En administratör avslutade sessionen" in page.text


def test_nothing_is_said_of_another_users_factors(user, cast, sign_in):
    path = path_of("mfa_edit_webauthn", user)
    actions.reset_factors(user, by=cast.administrator)
    assert sign_in(cast.stranger).get(path).status_code == 404
