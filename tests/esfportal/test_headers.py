"""Security headers of all responses under production settings."""

import re
import shutil

import pytest
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse

import esfportal.urls
from esfportal.security import headers
from tests.addresses import addresses
from tests.esfportal.production import met_by_browsers
from tests.sample_objects import FullProject

ORIGIN = "https://testserver"
YEAR = 365 * 24 * 3600
POLICY = {
    "default-src": "'none'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
    **dict.fromkeys(
        ["script-src", "style-src", "img-src", "font-src", "connect-src", "manifest-src"], "'self'"
    ),
    "report-uri": "/policy-reports/",
    "report-to": "policy",
}
EXPECTED = {
    "Strict-Transport-Security": f"max-age={YEAR}; includeSubDomains; preload",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Reporting-Endpoints": 'policy="/policy-reports/"',
}


@login_not_required
def breaks(request):
    raise RuntimeError("a fault")


@login_not_required
def own_policy(request):
    return HttpResponse(headers={"Content-Security-Policy": "default-src 'none'", "Cache-Control": "public"})


def secret(request, token):
    return HttpResponse()


OF_THE_TEST = (breaks, own_policy, secret)
urlpatterns = [
    *esfportal.urls.urlpatterns,
    path("breaks/", breaks),
    path("own-policy/", own_policy),
    path("secret/<str:token>/", secret),
]


@pytest.fixture
def production(db):
    """Use production's settings for headers and cookies."""
    with override_settings(**met_by_browsers(), ROOT_URLCONF=__name__):
        yield


@pytest.fixture
def visitors(production, cast):
    def browser(user=None):
        client = Client(raise_request_exception=False)
        if user is not None:
            client.force_login(user)
        return client

    return {
        "anonymous": browser(),
        "leader": browser(cast.leader),
        "administrator": browser(cast.administrator),
    }


def policy_of(response):
    parts = [part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";")]
    return {name: value for name, _space, value in parts}


def missing_from(response):
    """Return the names of the headers and cookies that are missing or wrong."""
    wrong = [name for name, value in EXPECTED.items() if response.headers.get(name) != value]
    policy = response.headers.get("Content-Security-Policy", "")
    if not policy or policy_of(response) != POLICY:
        wrong.append("Content-Security-Policy")
    if response.headers.get("Permissions-Policy") != headers.PERMISSIONS_POLICY:
        wrong.append("Permissions-Policy")
    if response.headers.get("Referrer-Policy") not in ("same-origin", "strict-origin"):
        wrong.append("Referrer-Policy")
    if not {"no-store", "private"} <= set(re.split(r",\s*", response.headers.get("Cache-Control", ""))):
        wrong.append("Cache-Control")
    return wrong + [
        f"cookie {name}" for name, cookie in response.cookies.items() if not is_good(name, cookie)
    ]


def is_for_all_caches(address, method):
    is_public = address.name in ("robots", "sitemap") or address.name.startswith(("bank:", "bank_en:"))
    return is_public and method == "get"


def is_good(name, cookie):
    """Return whether the cookie obeys the rules of `__Host-` and has the flags that protect it."""
    by_the_prefix = name.startswith("__Host-") and not cookie["domain"] and cookie["path"] == "/"
    is_kept = cookie["httponly"] and cookie["samesite"] in ("Lax", "Strict") and cookie["secure"]
    return by_the_prefix and (is_kept or cookie["max-age"] == 0)


def test_every_address_answers_with_every_header(cast, visitors):
    full_project = FullProject(cast)
    wrong, statuses = [], set()
    for address in addresses():
        if address.callback in OF_THE_TEST:
            continue
        for who, client in visitors.items():
            for method in ("get", "post"):
                if method == "post" and "logout" in address.name:
                    continue  # the session is needed for the rest; its headers are looked at below
                response = getattr(client, method)(full_project.path(address), secure=True)
                statuses.add(response.status_code)
                missing = missing_from(response)
                if is_for_all_caches(address, method):
                    missing.remove("Cache-Control")
                    assert response["Cache-Control"] == "public, max-age=300"
                wrong += [f"{method} {address.label} as {who}: {each}" for each in missing]
    assert wrong == []
    assert statuses >= {200, 302, 403, 404, 405}


@pytest.mark.parametrize(
    ("where", "status", "options"),
    [
        ("/breaks/", 500, {}),
        ("/nowhere/", 404, {}),
        ("/projects", 301, {}),
        ("/accounts/login/", 400, {"HTTP_HOST": "elsewhere.example"}),
        ("/livez", 200, {}),
        ("/readyz", 200, {}),
        ("/static/nothing.js", 404, {}),
    ],
)
def test_other_responses_have_every_header(visitors, where, status, options):
    for client in visitors.values():
        response = client.get(where, secure=True, **options)
        assert response.status_code == status
        # Health checks come from near by, over plain HTTP; HSTS is not theirs to set.
        wrong = [
            each for each in missing_from(response) if where not in ("/livez", "/readyz") or each[0] != "S"
        ]
        assert wrong == []


def test_refused_form_has_every_header(production, cast):
    client = Client(enforce_csrf_checks=True)
    response = client.post("/accounts/login/", {}, secure=True)
    assert (response.status_code, missing_from(response)) == (403, [])


def test_plain_http_redirect_has_every_header_but_hsts(visitors):
    response = visitors["anonymous"].get("/accounts/login/")
    assert (response.status_code, response.url) == (301, f"{ORIGIN}/accounts/login/")
    assert missing_from(response) == ["Strict-Transport-Security"]


def test_static_files_have_every_header_and_may_be_cached(production, tmp_path):
    shutil.copytree(settings.BASE_DIR / "static", tmp_path / "static")
    with override_settings(STATIC_ROOT=tmp_path / "static"):
        response = Client().get("/static/js/portal.js", secure=True)
        icon = Client().get("/static/img/favicon.svg", secure=True)
    for answer in (response, icon):
        assert answer.status_code == 200
        assert missing_from(answer) == ["Cache-Control"]
        assert "public" in answer["Cache-Control"]
        answer.close()


def test_page_may_set_its_own_policy_and_caching(visitors):
    response = visitors["leader"].get("/own-policy/", secure=True)
    assert response["Content-Security-Policy"] == "default-src 'none'"
    assert response["Cache-Control"] == "public"


def test_secret_url_is_not_sent_as_referrer(cast, visitors):
    # Such as a link from an e-mail.
    assert visitors["leader"].get("/secret/abc/", secure=True)["Referrer-Policy"] == "strict-origin"
    full_project = FullProject(cast)
    ours = [each for each in addresses() if each.callback not in OF_THE_TEST]
    secrets = [each for each in ours if headers.SECRETS_IN_ADDRESSES & set(each.parameters)]
    assert "account_reset_password_from_key" in {each.name for each in secrets}
    for address in secrets:
        response = visitors["anonymous"].get(full_project.path(address), secure=True)
        assert response["Referrer-Policy"] == "strict-origin", address.label


def test_signing_out_clears_site_data(cast, visitors):
    client = visitors["leader"]
    assert "Clear-Site-Data" not in client.get(reverse("projects:list"), secure=True)
    response = client.post(reverse("account_logout"), secure=True)
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert response.cookies["__Host-session"].value == ""
    assert missing_from(response) == []


def test_every_cookie_is_bound_to_the_host_and_the_session_to_the_browser(production, cast):
    # All cookies are set here, and no other ones.
    cast.funder.set_password("tre ord och en fyra")
    cast.funder.save()
    client = Client()
    sent = {"login": cast.funder.email, "password": "tre ord och en fyra"}
    answers = [
        client.get("/accounts/login/", secure=True),
        client.post("/account/", secure=True),  # says that what was sent is not saved
        client.post("/accounts/login/", sent, secure=True),
        client.post("/language/", {"language": "en"}, secure=True),
        client.post("/me/language/", {"language": "easy"}, secure=True),
    ]
    assert [missing_from(answer) for answer in answers] == [[]] * 5
    given = [(name, cookie) for answer in answers for name, cookie in answer.cookies.items()]
    assert {name for name, cookie in given if cookie.value} == {
        *(
            "__Host-session",
            "__Host-csrf",
            "__Host-language",
            "__Host-messages",
            "__Host-device",
            "__Host-own-easy",
        )
    }
    sessions = [cookie for name, cookie in given if name == "__Host-session"]
    assert sessions
    assert [cookie["max-age"] or cookie["expires"] for cookie in sessions] == [""] * len(sessions)


def test_only_passkeys_are_permitted_features():
    granted = re.findall(r"([a-z-]+)=\(([a-z]*)\)", headers.PERMISSIONS_POLICY)
    assert len(granted) == len(headers.FEATURES)
    assert {name for name, who in granted if who} == set(headers.PASSKEYS)
    assert {who for _name, who in granted} == {"", "self"}


def test_missing_headers_are_found(visitors, monkeypatch):
    # Positive control: without the middleware headers are missing.
    monkeypatch.setattr(
        headers.HeadersMiddleware, "__call__", lambda self, request: self.get_response(request)
    )
    response = Client().get("/accounts/login/", secure=True)
    assert {"Permissions-Policy", "Cross-Origin-Resource-Policy"} <= set(missing_from(response))
