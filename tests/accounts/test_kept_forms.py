"""Typed values survive a lost session and a stale form, for its own user only, and are never saved unseen."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone, translation

from esfportal.security import kept_forms
from tests.addresses import addresses
from tests.factories import ParticipationFactory
from tests.sample_objects import FullProject
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
PASSWORD = "tre ord och en fyra"
TYPED = "Långt Skrivet"


@pytest.fixture
def people(cast):
    # No second factor is asked of them here: the form is what matters.
    for user in (cast.leader, cast.stranger):
        user.set_password(PASSWORD)
        user.save()
    return cast


@pytest.fixture
def participation(cast):
    return ParticipationFactory(project=cast.project, given_name="Elsa", family_name="Lind")


def form_page(client, url):
    """Return the hidden owner and version of the form, as the browser has them."""
    page = client.get(url).content.decode()
    return {
        name: re.search(rf'name="{name}" value="([^"]+)"', page).group(1)
        for name in ("form-owner", "version")
    }


def sent(client, url):
    form = client.get(url).context["form"]
    values = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, "", False)}
    return values | form_page(client, url) | {"given_name": TYPED}


def post(client, url, data, **extra):
    return client.post(url, data, HTTP_REFERER=f"http://testserver{url}", **extra)


def signed_in_again(client, user):
    """Sign the user in with this client's session, as the sign-in page does."""
    return signed_in(user, client=client)


def edit_url(participation):
    return participation.get_absolute_url() + "edit/"


def test_typed_values_are_back_after_signing_in_again(people, participation, sign_in):
    url = edit_url(participation)
    client = sign_in(people.leader)
    data = sent(client, url)
    client.cookies.pop(settings.SESSION_COOKIE_NAME)

    response = post(client, url, data)

    assert response["Location"].startswith("/accounts/login/?next=")
    page = signed_in_again(client, people.leader).get(url)
    text = page.content.decode()
    assert f'value="{TYPED}"' in text
    assert "Det du hade skrivit är tillbaka" in text
    participation.refresh_from_db()
    assert participation.given_name == "Elsa"  # shown, not saved
    assert TYPED not in client.get(url).content.decode()  # shown once
    assert client.post(url, data).status_code == 302
    participation.refresh_from_db()
    assert participation.given_name == TYPED


def test_a_session_that_has_ended_keeps_them_too(people, participation, sign_in, monkeypatch):
    url = edit_url(participation)
    client = sign_in(people.leader)
    data = sent(client, url)
    monkeypatch.setattr("accounts.signing_in.sessions.seconds_left", lambda session: 0)
    post(client, url, data)
    monkeypatch.undo()
    assert TYPED in signed_in_again(client, people.leader).get(url).content.decode()


def test_another_user_never_sees_them(people, participation, sign_in):
    url = edit_url(participation)
    client = sign_in(people.leader)
    data = sent(client, url)
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    post(client, url, data)

    assert TYPED not in signed_in_again(client, people.case_worker).get(url).content.decode()
    assert kept_forms.SESSION_KEY not in client.session


def test_they_are_encrypted_and_kept_for_half_an_hour(people, participation, sign_in, monkeypatch):
    url = edit_url(participation)
    client = sign_in(people.leader)
    data = sent(client, url)
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    post(client, url, data)

    kept = client.session[kept_forms.SESSION_KEY]
    assert "Skrivet" not in str(kept)
    signed_in_again(client, people.leader)
    later = timezone.now() + kept_forms.LIFETIME * 1.01
    monkeypatch.setattr(kept_forms.timezone, "now", lambda: later)
    assert TYPED not in client.get(url).content.decode()


def test_a_stale_form_of_a_signed_in_user_is_shown_again(people, participation):
    url = edit_url(participation)
    client = signed_in(
        people.leader, client=Client(enforce_csrf_checks=True, headers={"accept-language": "sv"})
    )
    data = sent(client, url)

    response = post(client, url, data | {"csrfmiddlewaretoken": "x" * 64})

    assert response.status_code == 302
    page = client.get(response["Location"])
    assert f'value="{TYPED}"' in page.content.decode()
    participation.refresh_from_db()
    assert participation.given_name == "Elsa"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_without_any_cookie_the_form_knows_its_language(people, participation, sign_in, language):
    url = edit_url(participation)
    client = sign_in(people.leader)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    data = sent(client, url)
    other = "en" if language == "sv" else "sv"
    fresh = Client(enforce_csrf_checks=True, headers={"accept-language": other})

    login = fresh.get(post(fresh, url, data)["Location"])

    with translation.override(language):
        assert translation.gettext("Sign in") in login.content.decode()
    assert login.headers["Content-Language"] == language
    assert TYPED in signed_in_again(fresh, people.leader).get(url).content.decode()


@pytest.mark.parametrize("damage", ["no owner", "wrong owner", "another's", "another site", "no page"])
def test_what_is_not_the_users_own_form_is_not_kept(people, participation, sign_in, damage):
    url = edit_url(participation)
    data = sent(sign_in(people.case_worker if damage == "another's" else people.leader), url)
    client = signed_in(
        people.leader, client=Client(enforce_csrf_checks=True, headers={"accept-language": "sv"})
    )
    if damage == "no owner":
        del data["form-owner"]
    elif damage == "wrong owner":
        data["form-owner"] += "x"
    page = {"another site": f"https://evil.example{url}", "no page": ""}.get(
        damage, f"http://testserver{url}"
    )

    response = client.post(url, data, HTTP_REFERER=page)

    assert response.status_code == 403
    assert "Formuläret är för gammalt" in response.content.decode()
    assert kept_forms.SESSION_KEY not in client.session
    assert TYPED not in client.get(url).content.decode()


def test_a_change_by_a_colleague_meanwhile_is_asked_about(people, participation, sign_in):
    url = edit_url(participation)
    client = sign_in(people.leader)
    data = sent(client, url)
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    post(client, url, data)
    type(participation).objects.filter(pk=participation.pk).update(given_name="Åsa")

    page = signed_in_again(client, people.leader).get(url)

    assert [each.stored for each in page.context["form"].differences] == ["Åsa"]
    assert "Ändrat efter att du öppnade formuläret" in page.content.decode()


def test_a_large_form_is_not_kept(people, participation, sign_in):
    url = edit_url(participation)
    client = sign_in(people.leader)
    data = sent(client, url) | {"given_name": "x" * kept_forms.MAX_SIZE}
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    assert post(client, url, data).status_code == 302
    assert kept_forms.SESSION_KEY not in client.session


def test_no_form_with_a_secret_has_an_owner(people, sign_in):
    full_project = FullProject(people)
    with_owner = set()
    for address in addresses():
        # A session for each, because some addresses end it.
        response = sign_in(people.leader).get(full_project.path(address))
        text = response.content.decode(errors="replace") if not response.streaming else ""
        for form in text.split("<form")[1:]:
            if 'name="form-owner"' in form:
                with_owner.add(address.name)
                assert 'type="password"' not in form, address.name
                assert "one-time-code" not in form, address.name
    assert {"register:register", "register:edit", "projects:edit", "team:invite"} <= with_owner
    assert not any(name.startswith(("account_", "mfa_")) for name in with_owner)
