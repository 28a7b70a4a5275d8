"""Technologies that would need protection of their own, and that the portal does not use."""

import ast
import re
from pathlib import Path

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.urls import get_resolver

from tests.addresses import addresses

ROOT = Path(__file__).parents[2]
APPS = ("accounts", "esfportal", "participants", "projects", "reporting")
CODE = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts]
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
LOCK = (ROOT / "requirements-production.lock").read_text()
PACKAGES = set(re.findall(r"^([a-z0-9_.-]+)==", LOCK, re.MULTILINE))


def calls(path):
    """Yield (name, keywords) of each call."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), {each.arg: each.value for each in node.keywords}


def imports(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_code_is_made_of_text():
    run = {"eval", "exec", "compile", "__import__"}
    assert [(path, name) for path in CODE for name, _given in calls(path) if name in run] == []


def test_no_command_goes_through_a_shell():
    shells = {"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"}
    found = [
        (path, name)
        for path in CODE
        for name, given in calls(path)
        if name in shells or ("shell" in given and ast.unparse(given["shell"]) != "False")
    ]
    assert found == []


def test_no_format_that_makes_objects_is_read():
    unsafe = ("pickle", "marshal", "shelve", "yaml", "dill", "jsonpickle")
    assert [(path, n) for path in CODE for n in imports(path) if n.split(".")[0] in unsafe] == []


def test_weak_hashes_are_not_used():
    weak = re.compile(r"\b(md5|sha1|sha-1|DES|RC4|ECB)\b")
    # Codes of authenticator apps are HMAC-SHA-1 by their standard (RFC 6238); the demo prints some.
    allowed = ROOT / "esfportal" / "demo" / "code.py"
    assert [path for path in CODE if path != allowed and weak.search(path.read_text())] == []


def test_chance_that_protects_comes_from_the_operating_system():
    # Made-up people of the demo, the sample of a log whose seed comes from `secrets`, and the draws of forecasts.
    predictable = {
        f"esfportal/demo/{name}.py"
        for name in ("data/access_log", "data/build", "information", "person_plans")
    }
    predictable |= {"participants/privacy/log_review/sampling.py", "reporting/forecasts/forecast.py"}
    found = {str(p.relative_to(ROOT)) for p in CODE for n in imports(p) if n.split(".")[0] == "random"}
    assert found == predictable


def test_passwords_are_stretched_by_the_first_of_djangos_hashers():
    from django.conf import global_settings

    assert global_settings.PASSWORD_HASHERS[0].endswith(".PBKDF2PasswordHasher")
    assert "PASSWORD_HASHERS" not in (ROOT / "esfportal" / "settings.py").read_text()
    assert PBKDF2PasswordHasher.iterations >= 600_000
    assert PBKDF2PasswordHasher.algorithm == "pbkdf2_sha256"


@pytest.mark.parametrize(
    "packages",
    [
        {"python-ldap", "ldap3", "django-auth-ldap"},
        {"lxml", "elementpath", "defusedxml"},
        {"markdown", "jinja2", "mako", "bleach", "nh3"},
        {"pylibmc", "pymemcache", "python-memcached"},
        {"graphene", "graphene-django", "strawberry-graphql", "ariadne"},
        {"channels", "daphne", "websockets", "uvicorn", "aiortc"},
        {"django-oauth-toolkit", "djangorestframework-simplejwt"},
        {"pysaml2", "python3-saml", "djangosaml2"},
        {"twilio", "vonage", "phonenumbers"},
    ],
    ids=lambda packages: sorted(packages)[0],
)
def test_no_package_of_this_kind_is_installed(packages):
    assert len(PACKAGES) > 30
    assert PACKAGES & packages == set()


def test_authlib_is_used_as_a_client():
    used = {name for path in CODE for name in imports(path) if name.startswith("authlib.")}
    assert used == {
        "authlib.common.errors.AuthlibBaseError",
        "authlib.integrations.requests_client.OAuth2Session",
        "authlib.oidc.core.CodeIDToken",
    }


def test_the_server_speaks_plain_requests_only():
    assert not (ROOT / "esfportal" / "asgi.py").exists()
    assert "gunicorn" in PACKAGES


def test_scripts_of_the_portal_write_no_markup_and_open_no_channel():
    unsafe = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|postMessage|"
        r"WebSocket|EventSource|RTCPeer|localStorage|sessionStorage|indexedDB|__proto__"
    )
    assert len(SCRIPTS) > 2
    assert [path.name for path in SCRIPTS if unsafe.search(path.read_text())] == []


def test_scripts_come_from_the_portal_alone():
    pages = [path.read_text() for path in sorted((ROOT / "templates").rglob("*.html"))]
    assert not any(
        re.search(r"<(script|link|img|iframe|object|embed)[^>]*(//|data:)", page) for page in pages
    )


def test_no_address_gives_tokens_to_other_programs():
    assert get_resolver().url_patterns
    names = {address.name for address in addresses()}
    assert not any(re.search(r"token|authorize|introspect|revocation|jwks", name) for name in names)
