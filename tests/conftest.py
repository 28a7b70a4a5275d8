"""What every test has: strict templates, a plain file store, and the network kept out."""

import pytest


class Undefined(str):
    """What a template writes for a variable that does not exist: nothing, loudly."""

    def __contains__(self, text):
        return text == "%s"  # Django then formats the name of the variable in

    def __mod__(self, variable):
        pytest.fail(f"A template uses {variable}, which does not exist.", pytrace=False)


@pytest.fixture(autouse=True)
def strict_templates(settings):
    """A variable that a template misspells fails the test, but where it is tested or defaulted."""
    templates = [dict(engine) for engine in settings.TEMPLATES]
    templates[0]["OPTIONS"] = templates[0]["OPTIONS"] | {"string_if_invalid": Undefined("%s")}
    settings.TEMPLATES = templates


@pytest.fixture(autouse=True)
def files_of_their_own(settings, tmp_path):
    """Reports of tests never lie among others."""
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Passwords are hashed for safety, and in tests for speed."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
