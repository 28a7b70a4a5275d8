"""A participant answers a survey on a phone without scripts, in easy-to-read Swedish."""

from playwright.sync_api import expect

from participants.surveys.models import Response
from tests.browser.conftest import NARROW, follow
from tests.factories import ParticipationFactory
from tests.participants.surveys.examples import link_of, survey_of


def test_a_participant_answers_on_a_phone(cast, open_as, assert_fits):
    survey = survey_of(cast.project, by=cast.leader, contact="Lena")
    token = link_of(survey, ParticipationFactory(project=cast.project), by=cast.leader)
    # Signed in with the same browser: the link shows the survey all the same, and no menu.
    page = open_as(cast.leader, viewport=NARROW, java_script_enabled=False)
    page.goto(f"/survey/{token}/")
    assert_fits(page)
    follow(page.get_by_role("link", name="Lätt svenska"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Frågor till dig som slutar")
    expect(page.get_by_role("link", name="Min dag")).to_have_count(0)
    follow(page.get_by_role("button", name="Skicka svaren"))
    expect(page.get_by_role("alert")).to_contain_text("Du har inte svarat.")
    help_enough = page.get_by_role("group", name="Jag får den hjälp jag behöver.")
    help_enough.get_by_label("ja, ganska mycket").check()
    page.get_by_label("Vad kan bli bättre?").fill("Maten")
    assert_fits(page)
    follow(page.get_by_role("button", name="Skicka svaren"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Tack!")
    (response,) = Response.objects.all()
    assert [*response.content["values"].values()] == [4]
