"""The demo's password and codes open the demo, and nothing else."""

import subprocess
import sys
import time

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings as django_settings
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from esfportal.demo.code import current_code

pytestmark = pytest.mark.django_db
PASSWORD = "demo-1234-5678-9abc"


@pytest.fixture
def user():
    return get_user_model().objects.create_user("a@example.se", PASSWORD, full_name="A")


def test_demo_password_signs_in_to_the_demo(user):
    assert authenticate(None, email="a@example.se", password=PASSWORD) == user


def test_demo_password_does_not_sign_in_to_production(user, settings):
    settings.PRODUCTION = True
    assert authenticate(None, email="a@example.se", password=PASSWORD) is None
    user.set_password("another one entirely")
    user.save()
    assert authenticate(None, email="a@example.se", password="another one entirely") == user


def test_demo_password_cannot_be_chosen_in_production(settings):
    validate_password(PASSWORD)
    settings.PRODUCTION = True
    with pytest.raises(ValidationError):
        validate_password(PASSWORD)


@pytest.mark.parametrize("at", [59, 1_111_111_109, 2_000_000_000])
def test_codes_match_the_totp_library(at, monkeypatch):
    secret = django_settings.DEMO_CODE_SECRET
    monkeypatch.setattr(time, "time", lambda: at)
    assert totp.validate_totp_code(secret, current_code(secret))
    assert current_code(secret, at) == totp.format_hotp_value(totp.hotp_value(secret, at // 30))


def test_a_published_code(tmp_path):
    """RFC 6238, appendix B: 94287082 at second 59, of which an app shows the last six digits."""
    assert current_code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 59) == "287082"


def test_no_code_without_a_demo(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "esfportal.demo.code"],
        env={"ESFPORTAL_VAR": str(tmp_path), "PATH": ""},
        cwd=django_settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "make demo" in done.stderr
    assert not list(tmp_path.iterdir())


def test_the_demo_is_refused_in_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="not for production"):
        call_command("load_demo")
    assert not get_user_model().objects.exists()
