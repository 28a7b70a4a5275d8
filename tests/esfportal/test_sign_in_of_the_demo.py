"""The demo's password opens the demo, and nothing else."""

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

pytestmark = pytest.mark.django_db
PASSWORD = "demo-1234-5678-9abc"


@pytest.fixture
def user():
    return get_user_model().objects.create_user("a@example.se", PASSWORD, full_name="A")


def test_it_signs_in_to_the_demo(user):
    assert authenticate(None, email="a@example.se", password=PASSWORD) == user


def test_it_does_not_sign_in_to_production(user, settings):
    settings.PRODUCTION = True
    assert authenticate(None, email="a@example.se", password=PASSWORD) is None
    user.set_password("another one entirely")
    user.save()
    assert authenticate(None, email="a@example.se", password="another one entirely") == user


def test_nobody_may_choose_it_in_production(settings):
    validate_password(PASSWORD)
    settings.PRODUCTION = True
    with pytest.raises(ValidationError):
        validate_password(PASSWORD)
