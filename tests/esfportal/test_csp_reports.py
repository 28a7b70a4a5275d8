import json
import logging

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as some

from esfportal.operations.rate_limit import RateLimit
from esfportal.security import csp_reports
from tests.sizes import size

OLD, NEW = csp_reports.TYPES
PAGE = (
    "https://portal.example/projects/hemligt/participants/0d6f1f2e-1111-4222-8333-944455566677/?q=Andersson"
)
VIOLATION = {
    "blocked-uri": "https://evil.example:8443/steal.js?who=Andersson",
    "document-uri": PAGE,
    "effective-directive": "script-src-elem",
    "referrer": PAGE,
    "script-sample": "Andersson",
}
ROUTE = "projects/<slug:slug>/participants/<uuid:public_id>/"


@pytest.fixture(autouse=True)
def own_limit(monkeypatch):
    monkeypatch.setattr(csp_reports, "limit", RateLimit(csp_reports.LINES_PER_MINUTE, 60))


def send(content, content_type=OLD, client=None):
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return (client or Client(enforce_csrf_checks=True)).post(
        reverse("policy_reports"), body, content_type=content_type
    )


def logged(caplog):
    return [record.getMessage() for record in caplog.records if record.name == csp_reports.logger.name]


def test_policy_names_the_report_url(settings):
    assert reverse("policy_reports") == settings.POLICY_REPORTS


@pytest.mark.django_db
def test_report_is_logged_without_personal_data(caplog):
    assert send({"csp-report": VIOLATION}).status_code == 204
    assert logged(caplog) == [
        f"The content security policy stopped script-src-elem: https://evil.example on {ROUTE}"
    ]


@pytest.mark.django_db
def test_new_format_may_hold_several_reports(caplog):
    body = {
        "blockedURL": "inline",
        "documentURL": "https://portal.example/",
        "effectiveDirective": "style-src",
    }
    report = {"type": "csp-violation", "age": 10, "url": PAGE, "body": body}
    assert send([report, report], NEW).status_code == 204
    assert logged(caplog) == ["The content security policy stopped style-src: inline on /"] * 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "line"),
    [
        ({}, "unknown: unknown on /"),
        ({"blocked-uri": "data"}, "unknown: data on /"),
        ({"blocked-uri": "chrome-extension://abcdef/x.js"}, "unknown: chrome-extension: on /"),
        ({"blocked-uri": "https://[half"}, "unknown: unknown on /"),
        ({"blocked-uri": "https://a b\nERROR forged: line/"}, "unknown: unknown on /"),
        ({"violated-directive": "img-src 'self'"}, "img-src: unknown on /"),
        ({"effective-directive": "x\nERROR forged"}, "unknown: unknown on /"),
        ({"effective-directive": "<b>"}, "unknown: unknown on /"),
        ({"effective-directive": ["img-src"]}, "unknown: unknown on /"),
        ({"document-uri": "https://portal.example/no/such/page/Andersson/"}, "unknown: unknown on unknown"),
    ],
)
def test_invalid_values_are_not_logged(told, line, caplog):
    send({"csp-report": {"document-uri": "https://portal.example/"} | told})
    assert logged(caplog) == [f"The content security policy stopped {line}"]


@pytest.mark.django_db
@pytest.mark.parametrize("body", [b" ", b"\xff\xfe", b"null", b"7", b'"x"', b"[[[", b"[" * 20_000, b"{}" * 9])
def test_invalid_bodies_are_ignored(body, caplog):
    assert send(body).status_code == 204
    assert logged(caplog) == []


@pytest.mark.django_db
def test_other_content_is_refused():
    assert send(b"x=1", "application/x-www-form-urlencoded").status_code == 415
    assert send(b" " * (csp_reports.MAX_BYTES + 1)).status_code == 413
    assert Client().get(reverse("policy_reports")).status_code == 405


@pytest.mark.django_db
def test_reports_are_rate_limited(caplog):
    statuses = [send([{"body": {}}] * 20, NEW).status_code for _ in range(10)]
    assert (statuses[0], statuses[-1]) == (204, 429)
    assert len(logged(caplog)) == csp_reports.LINES_PER_MINUTE


def test_rate_limit_ends_with_its_window():
    limit = RateLimit(1, seconds=0)
    assert [limit.take(), limit.take()] == [True, True]
    limit = RateLimit(1, seconds=60)
    assert [limit.take(), limit.take()] == [True, False]


values = some.recursive(
    some.none() | some.booleans() | some.floats() | some.integers() | some.text(),
    lambda inner: (
        some.lists(inner) | some.dictionaries(some.sampled_from([*VIOLATION, "body", "csp-report"]), inner)
    ),
    max_leaves=10,
)


@pytest.mark.django_db
@examples(
    max_examples=size(150, 3000),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    body=some.binary(min_size=1, max_size=200) | values.map(lambda value: json.dumps(value).encode()),
    new=some.booleans(),
)
def test_no_body_raises_an_error(body, new, caplog):
    caplog.set_level(logging.CRITICAL, logger="django.request")
    csp_reports.limit.begun = 0.0
    assert send(body, NEW if new else OLD).status_code == 204
    assert all("\n" not in line and len(line) < 400 for line in logged(caplog))
