"""A password is taken exactly as it is typed, by every form that asks for one."""

import re

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth import get_user_model
from django.test import Client

from tests.addresses import addresses
from tests.factories import UserFactory
from tests.sample_objects import FullProject
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
OLD = "elva gula cyklar i regnet"
LONG = "Örlogsfartyget VASA seglade  aldrig till Kalmar, men 3 hästar & en get gjorde det en gång!"
FIELD = re.compile(r"<input[^>]*name=\"(?:old)?password\d?\"[^>]*>")


@pytest.fixture
def user():
    found = UserFactory(email="anna@example.org", full_name="Anna Andersson")
    found.set_password(OLD)
    found.save()
    return found


def test_a_long_password_signs_in_only_as_it_was_typed(user):
    form = {"oldpassword": OLD, "password1": LONG, "password2": LONG}
    assert signed_in(user).post("/accounts/password/change/", form).status_code == 302
    assert len(LONG) > 64
    altered = (LONG[:-1], LONG[:64], LONG[:72], LONG.lower(), LONG.replace("  ", " "), f" {LONG}", f"{LONG} ")
    user.refresh_from_db()
    assert not any(user.check_password(each) for each in altered)
    sent = {"login": user.email, "password": LONG}
    assert Client().post("/accounts/login/", sent).status_code == 302


def test_spaces_at_the_ends_belong_to_the_password(user):
    spaced = "  korgar stolar lampor "
    form = {"oldpassword": OLD, "password1": spaced, "password2": spaced}
    assert signed_in(user).post("/accounts/password/change/", form).status_code == 302
    user.refresh_from_db()
    assert user.check_password(spaced)
    assert not user.check_password(spaced.strip())


def test_every_password_field_is_masked_and_open_to_password_managers(user):
    key = (
        f"/accounts/password/reset/key/{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}/"
    )
    pages = [
        Client().get("/accounts/login/"),
        Client().get(key, follow=True),
        signed_in(user).get("/accounts/password/change/"),
        signed_in(user, proofs=["password"]).get("/accounts/reauthenticate/"),
    ]
    fields = [field for page in pages for field in FIELD.findall(page.text)]
    assert len(fields) >= 6
    for field in fields:
        assert 'type="password"' in field
        assert re.search(r'autocomplete="(current|new)-password"', field)
        assert "onpaste" not in field
        assert "maxlength" not in field


def test_a_new_installation_has_no_accounts():
    assert not get_user_model().objects.exists()


def test_every_page_names_its_type_and_character_set(cast):
    full_project, client = FullProject(cast), signed_in(cast.leader)
    seen = set()
    for address in addresses():
        if address.is_administration or "logout" in address.name:
            continue
        response = client.get(full_project.path(address))
        assert "Access-Control-Allow-Origin" not in response
        if response.status_code == 200 and not response.streaming and response.content:
            kind = response["Content-Type"]
            seen.add(kind.partition(";")[0])
            assert not kind.startswith("text/") or "charset=utf-8" in kind.lower(), address.label
            is_page = response.content.lstrip()[:14].lower() == b"<!doctype html"
            assert is_page == kind.startswith("text/html"), address.label
    assert "text/html" in seen
