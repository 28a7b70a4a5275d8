"""Signing in, passwords and languages."""

import re
import time

import pytest
import time_machine
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts import tasks
from accounts.actions import choose_language
from accounts.models import User
from tests.factories import UserFactory
from tests.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts")]
PASSWORD = "tre ord och en fyra"
NEW_PASSWORD = "fem helt andra ord"


@pytest.fixture
def user():
    user = UserFactory(email="anna@example.org", full_name="Anna Andersson")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, email="anna@example.org", password=PASSWORD, **extra):
    return client.post("/accounts/login/", {"login": email, "password": password}, **extra)


def test_a_page_leads_to_sign_in_and_back(client, user):
    asked = client.get("/account/")
    assert asked.url == "/accounts/login/?next=/account/"
    answer = client.post(asked.url, {"login": "anna@example.org", "password": PASSWORD})
    assert answer.url == "/account/"
    assert client.get("/account/").context["user"] == user


def test_the_address_is_case_insensitive(client, user):
    assert sign_in(client, "Anna@Example.ORG").status_code == 302


def test_a_wrong_password_and_an_unknown_address_show_the_same_error(client, user):
    wrong = sign_in(client, password="wrong").context["form"].non_field_errors()
    unknown = sign_in(client, email="nobody@example.org").context["form"].non_field_errors()
    assert wrong == unknown
    assert wrong == [
        "E-postadressen och lösenordet hör inte ihop. Försök igen, eller be om ett nytt lösenord."
    ]


def test_a_deactivated_user_cant_sign_in(client, user):
    user.is_active = False
    user.save()
    assert sign_in(client).url == reverse("account_inactive")
    assert "Kontot är stängt" in client.get("/accounts/inactive/").text


def test_a_deactivated_users_session_ends_at_the_next_request(client, user):
    client.force_login(user)
    user.is_active = False
    user.save()
    assert client.get("/account/").status_code == 302


def test_signing_in_does_not_redirect_to_other_sites(client, user):
    answer = client.post(
        "/accounts/login/?next=https://elsewhere.example/", {"login": user.email, "password": PASSWORD}
    )
    assert answer.url == "/"


def test_the_sixth_wrong_attempt_is_paused(client, user):
    for _attempt in range(5):
        sign_in(client, password="wrong")
    answer = sign_in(client)
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_too_many_requests_show_the_portals_own_page(client, user):
    answers = [
        client.post("/accounts/password/reset/", {"email": f"person{n}@example.org"}) for n in range(21)
    ]
    assert answers[-1].status_code == 429
    assert "För många försök" in answers[-1].text


def test_there_is_no_sign_up():
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        ("sv", "esfportal: Nytt lösenord", "inom en timme"),
        ("en", "esfportal: New password", "within an hour"),
    ],
)
def test_a_forgotten_password_is_reset_by_email(client, user, language, subject, words):
    client.cookies["django_language"] = language
    elsewhere = signed_in(user)
    client.post("/accounts/password/reset/", {"email": user.email})
    message = mail.outbox[0]
    assert (message.to, message.subject) == ([user.email], subject)
    assert words in message.body
    form = client.get(re.search(r"http://testserver(\S+)", message.body)[1], follow=True)
    client.post(
        form.redirect_chain[-1][0], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}, follow=True
    )
    for each in (client, elsewhere):  # the link does not sign in, and old sessions end
        assert each.get("/account/").status_code == 302
    assert sign_in(client, password=NEW_PASSWORD).status_code == 302


def link_sent_to(user, client):
    client.post("/accounts/password/reset/", {"email": user.email})
    return re.search(r"http://testserver(\S+)", mail.outbox.pop().body)[1]


@pytest.mark.parametrize(("minutes", "works"), [(58, True), (62, False)])
def test_a_password_link_works_for_an_hour(client, user, minutes, works):
    link = link_sent_to(user, client)
    with time_machine.travel(time.time() + 60 * minutes):
        page = client.get(link, follow=True)
    assert ("password1" in page.text) is works
    assert ("Länken fungerar inte längre" in page.text) is not works


def test_a_password_link_works_once(client, user):
    link = link_sent_to(user, client)
    form = client.get(link).url
    client.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    for browser in (client, Client()):
        assert "Länken fungerar inte längre" in browser.get(link, follow=True).text


def test_the_reset_email_is_sent_by_a_worker(client, user, monkeypatch):
    # The response takes as long for an address without an account.
    left = []
    monkeypatch.setattr(tasks.send_password_link, "delay", lambda *arguments: left.append(arguments))
    client.post("/accounts/password/reset/", {"email": user.email})
    assert left == [(user.pk, "http://testserver", "sv")]
    assert mail.outbox == []


def test_an_invalid_link_explains_what_to_do(client, user):
    answer = client.get("/accounts/password/reset/key/1-abc-def/")
    assert "Länken fungerar inte längre" in answer.text
    assert reverse("account_reset_password") in answer.text


def test_an_unknown_address_gets_no_email_and_the_same_page(client, user):
    known = client.post("/accounts/password/reset/", {"email": user.email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert known.url == unknown.url
    assert [message.to for message in mail.outbox] == [[user.email]]


def test_a_new_password_needs_the_present_one_and_ends_the_session(user):
    client = signed_in(user)
    form = {"oldpassword": "wrong", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert "oldpassword" in client.post("/accounts/password/change/", form).context["form"].errors
    client.post("/accounts/password/change/", form | {"oldpassword": PASSWORD})
    assert client.get("/account/").status_code == 302
    assert sign_in(client, password=NEW_PASSWORD).status_code == 302


@pytest.mark.parametrize(("password", "status"), [("kort", 200), ("korgar stol", 200), ("korgar stola", 302)])
def test_a_password_has_twelve_characters_at_least(user, password, status):
    form = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    answer = signed_in(user).post("/accounts/password/change/", form)
    assert answer.status_code == status
    assert status == 302 or answer.context["form"].errors["password1"]


@pytest.mark.parametrize(
    "password",
    [
        *(
            "password1234",
            "123456789012",
            "qwertyuiop123",
            "anna@example.org",
            "Sunshine2026!",
            "abcabcabcabc1",
        ),
        *("sommar202612", "Välkommen2026", "Välkommen123!", "Kommunen2026!", "aaaaaaaaaaaaaaaa", "a" * 500),
        *("Andersson2026!", "200001012384"),
    ],
)
def test_a_guessable_password_is_refused_however_long(user, password):
    form = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert signed_in(user).post("/accounts/password/change/", form).context["form"].errors["password1"]


def test_passwords_need_no_particular_characters(user):
    plain = "korgar stolar lampor"
    form = {"oldpassword": PASSWORD, "password1": plain, "password2": plain}
    assert signed_in(user).post("/accounts/password/change/", form).status_code == 302


def test_signing_out_takes_a_button_not_a_link(client, user):
    client.force_login(user)
    assert "Vill du logga ut?" in client.get("/accounts/logout/").text
    assert client.get("/account/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/account/").status_code == 302


def test_the_portal_opens_in_the_language_chosen_last(client, user):
    choose_language(user, "en", by=user)
    assert sign_in(client).cookies["django_language"].value == "en"
    assert "What you may do" in client.get("/account/").text


def test_users_choose_only_their_own_language(user):
    with pytest.raises(ValueError, match="their own"):
        choose_language(user, "en", by=UserFactory())


@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_language_is_kept_for_next_time(client, user, language):
    client.force_login(user)
    client.post("/language/", {"language": language, "next": "/account/"})
    user.refresh_from_db()
    assert user.language == language


def test_an_unknown_language_is_ignored(client, user):
    client.force_login(user)
    client.post("/language/", {"language": "xx"})
    user.refresh_from_db()
    assert user.language == "sv"


def test_the_account_page_shows_the_users_roles(cast, sign_in):
    text = sign_in(cast.case_worker).get("/account/").text
    assert "Oskarshamn" in text
    assert cast.project.name in text
    assert "tills vidare" in text


def test_the_account_page_without_roles_explains_what_to_do(cast, sign_in):
    assert "Be din administratör om en roll" in sign_in(cast.without_role).get("/account/").text


@pytest.mark.parametrize(
    "password",
    [
        "830257190246228177543391",
        "korgar stola",
        "fem helt andra ord",
        "ÅÄÖxkqvtzöpå",
        "m4!Zt9qLw2#" + "v" * 4096,
    ],
)
def test_any_signs_make_a_password_that_is_hard_to_guess(password):
    validate_password(password, User(email="anna@example.org", full_name="Anna Andersson"))
