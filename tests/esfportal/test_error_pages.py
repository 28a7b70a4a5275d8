import pytest
from django.db import DatabaseError
from django.http import Http404, HttpRequest
from django.test import override_settings
from django.urls import path
from django.utils import translation
from django.views import defaults

import esfportal.urls
from accounts.actions import choose_language
from accounts.audit.models import AuditEntry
from projects.models import Project
from tests.signing_in import signed_in


def breaks(request):
    raise RuntimeError("a fault")


def breaks_halfway(request):
    choose_language(request.user, "en", by=request.user)
    raise RuntimeError("a fault")


def is_missing(request):
    choose_language(request.user, "en", by=request.user)
    raise Http404


def handler404(request, exception):
    answer = defaults.page_not_found(request, exception)
    answer["x-projects"] = ",".join(Project.objects.values_list("slug", flat=True))
    return answer


def loses_the_database(request):
    raise DatabaseError("the server closed the connection")


def refuses(request):
    from django.core.exceptions import SuspiciousOperation

    raise SuspiciousOperation("not understood")


urlpatterns = [
    *esfportal.urls.urlpatterns,
    path("breaks/", breaks),
    path("breaks-halfway/", breaks_halfway),
    path("is-missing/", is_missing),
    path("no-database/", loses_the_database),
    path("refuses/", refuses),
]
LANGUAGES = {"sv": "Något gick fel", "en": "Something went wrong"}


@pytest.fixture
def browser(cast):
    client = signed_in(cast.leader, raise_request_exception=False)
    with override_settings(ROOT_URLCONF=__name__):
        yield client


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "heading"), LANGUAGES.items())
@pytest.mark.parametrize("address", ["/breaks/", "/no-database/"])
def test_error_page_says_that_nothing_was_saved(browser, address, language, heading):
    browser.cookies["django_language"] = language
    answer = browser.get(address)
    assert answer.status_code == 500
    assert f"<h1>{heading}</h1>" in answer.text
    assert f'lang="{language}"' in answer.text


@pytest.mark.django_db
def test_error_rolls_back_the_request(browser, cast):
    assert browser.get("/breaks-halfway/").status_code == 500
    cast.leader.refresh_from_db()
    assert cast.leader.language == "sv"
    assert not AuditEntry.objects.about(cast.leader).exists()


@pytest.mark.django_db
def test_error_page_has_the_scope_that_the_view_had(browser, cast):
    answer = browser.get("/is-missing/")
    assert answer.status_code == 404
    assert answer["x-projects"] == cast.project.slug
    cast.leader.refresh_from_db()
    assert cast.leader.language == "sv"


def test_error_page_needs_no_database():
    # Without the `db` fixture a query fails the test.
    with translation.override("sv"):
        answer = defaults.server_error(HttpRequest())
    assert "Något gick fel" in answer.text


@pytest.mark.django_db
def test_a_request_that_is_not_understood(browser):
    answer = browser.get("/refuses/")
    assert answer.status_code == 400
    assert "Begäran gick inte att läsa" in answer.text
    assert "not understood" not in answer.text


@pytest.mark.django_db
def test_a_page_that_is_not_there_keeps_the_way_back(browser):
    answer = browser.get("/nowhere/")
    assert answer.status_code == 404
    assert "Sidan finns inte här" in answer.text
    assert 'action="/accounts/logout/"' in answer.text


def test_missing_page_for_an_anonymous_visitor(client, db):
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "Logga ut" not in answer.text


@pytest.mark.django_db
def test_a_form_without_its_token_explains_itself(cast):
    client = signed_in(cast.leader, enforce_csrf_checks=True)
    answer = client.post("/language/", {"language": "en"})
    assert answer.status_code == 403
    assert "Formuläret är för gammalt" in answer.text


@pytest.mark.django_db
def test_forbidden_page(cast, sign_in):
    answer = sign_in(cast.funder).get("/admin/login/")
    assert answer.status_code == 403
    assert "Du får inte öppna det här" in answer.text
    assert cast.project.name not in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/accounts/login/", "/accessibility/", "/nowhere/"])
def test_pages_obey_their_strict_policy(client, address):
    answer = client.get(address)
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "data:" not in policy
    for forbidden in (" style=", "<style", " onclick=", "<script>"):
        assert forbidden not in answer.text
