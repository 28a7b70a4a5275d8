"""Pages that tell of another's change, of a lost session, and of what is done already."""

from importlib import import_module

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from esfportal.security import kept_forms
from participants.imports import actions
from participants.register.models import Participation
from tests.browser.conftest import follow
from tests.browser.test_team_pages import check_page, invitation_url  # noqa: F401  (a fixture)
from tests.factories import ParticipationFactory
from tests.jobs import run_jobs
from tests.participants.imports.files import csv_file, person

SAVE = ".form-actions button[type=submit], .form-actions input[type=submit]"


@pytest.fixture
def participation(cast):
    return ParticipationFactory(
        project=cast.project, given_name="Elsa", family_name="Lind", created_by=cast.leader
    )


def save(page):
    follow(page.locator(SAVE).first)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_another_users_change_of_a_form_and_of_a_button(
    language,
    cast,
    open_as,
    participation,
    check_page,  # noqa: F811
):
    page, other = open_as(cast.leader, language=language), open_as(cast.leader, language=language)
    url = participation.get_absolute_url()
    for each, name in ((page, "Elsa-Maria"), (other, "Lisa")):
        each.goto(f"{url}edit/")
        each.fill("[name=given_name]", name)
    page.goto(f"{url}edit/")
    page.fill("[name=given_name]", "Elsa-Maria")
    save(other)
    save(page)
    expect(page.locator(".form-conflict")).to_be_visible()
    check_page(page, f"form-conflict-{language}")

    page.goto(f"{url}void/")
    page.fill("[name=reason]", "Fel person")
    other.goto(f"{url}edit/")
    other.fill("[name=family_name]", "Lindh")
    save(other)
    save(page)
    expect(page.locator(".form-conflict")).to_be_visible()
    expect(page.locator("[name=reason]")).to_have_value("Fel person")
    check_page(page, f"row-conflict-{language}")

    invitation_url(cast, "new@example.org", role="project_leader")
    page.goto(reverse("team:team", args=[cast.project.slug]))
    other.goto(reverse("team:team", args=[cast.project.slug]))
    follow(other.locator("form[action$='/send/'] button"))
    follow(page.locator("form[action$='/withdraw/'] button"))
    check_page(page, f"button-conflict-{language}")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_lost_session_and_what_is_done_already(language, cast, open_as, participation, check_page):  # noqa: F811
    cast.leader.set_password("tre ord och en fyra")
    cast.leader.save()
    page, url = open_as(cast.leader, language=language), participation.get_absolute_url()
    session = next(each for each in page.context.cookies() if each["name"] == settings.SESSION_COOKIE_NAME)
    page.goto(f"{url}edit/")
    page.fill("[name=given_name]", "Långt Skrivet")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    save(page)
    check_page(page, f"signed-out-{language}")
    # The sign-in page itself is tested elsewhere: what was kept is moved to a session that is signed in.
    _move_what_was_kept(page, session["value"])
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.context.add_cookies([session])
    page.goto(f"{url}edit/")
    expect(page.locator("[name=given_name]")).to_have_value("Långt Skrivet")
    check_page(page, f"kept-form-{language}")

    page.goto(f"{url}void/")
    page.fill("[name=reason]", "Fel person")
    save(page)
    check_page(page, f"voided-{language}")
    follow(page.locator("form[action$='/restore/'] button"))
    assert Participation.objects.exists()
    check_page(page, f"restored-{language}")

    draft = actions.save_draft(cast.project, "participants", csv_file([person()]), by=cast.leader)
    actions.confirm_draft(draft, by=cast.leader)
    run_jobs("import")
    page.goto(reverse("imports:import_review", args=[cast.project.slug, draft.pk]))
    check_page(page, f"import-ended-{language}")


def _move_what_was_kept(page, key):
    stores = import_module(settings.SESSION_ENGINE)
    lost = next(each for each in page.context.cookies() if each["name"] == settings.SESSION_COOKIE_NAME)
    signed_in = stores.SessionStore(key)
    signed_in[kept_forms.SESSION_KEY] = stores.SessionStore(lost["value"])[kept_forms.SESSION_KEY]
    signed_in.save()
