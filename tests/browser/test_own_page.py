"""A participant's own page on a small phone without JavaScript: open it, confirm a month, refuse another."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, follow
from tests.factories import ParticipationFactory
from tests.participants.attendance.examples import activity_of, enrolment_of, session_of
from tests.participants.contact.examples import EMAIL, contact_details_of
from tests.participants.own_page.samples import CODE, link_of, token_of
from tests.participants.own_page.test_by_mail import mailed_code
from tests.participants.own_page.test_months import certified

BY_MAIL = ("/me/contact/", "/me/contact/address/", "/me/link/")
SMALL = {"width": 320, "height": 640}


def test_a_participant_confirms_and_refuses_on_a_phone_without_scripts(
    cast, new_page, open_as, assert_good_page
):
    participation = ParticipationFactory(project=cast.project)
    course = activity_of(cast.project, "Grundkurs i svetsning, slipning och elektriska handverktyg")
    enrolment_of(participation, course, starts_on=timezone.localdate())
    session_of(course, timezone.localdate() + timedelta(days=1), place="Verkstaden, Södra Långgatan 12")
    for month in (3, 4):
        certified(participation, by=cast.leader, month=month)
    link_of(participation)
    page = new_page(viewport=SMALL, java_script_enabled=False)
    page.goto(f"/me/open/{token_of(participation)}/")
    page.get_by_label("Kod").fill(CODE)
    follow(page.get_by_role("button", name="Öppna min sida"))
    expect(page.get_by_text("Södra Långgatan 12")).to_be_visible()
    follow(page.get_by_role("link", name="Mars 2018"))
    follow(page.get_by_role("button", name="Det här stämmer"))
    expect(page.get_by_text("bekräftad av dig")).to_be_visible()
    follow(page.get_by_role("link", name="Min sida").last)
    follow(page.get_by_role("link", name="April 2018"))
    follow(page.get_by_role("link", name="Något är fel"))
    follow(page.get_by_role("button", name="Skicka"))
    expect(page.get_by_text("Skriv vad som är fel.").first).to_be_visible()
    page.get_by_label("Vad är fel?").fill("Jag var där hela dagen")
    follow(page.get_by_role("button", name="Skicka"))
    expect(page.get_by_text("du har skrivit vad som är fel")).to_be_visible()
    follow(page.get_by_role("button", name="Logga ut"))
    expect(page.get_by_role("heading", name="Du är inte inloggad")).to_be_visible()


def test_a_mailed_link_opens_on_a_phone_without_scripts(cast, new_page):
    participation = ParticipationFactory(project=cast.project)
    contact_details_of(participation, language="sv")
    link_of(participation, method="mail", code_hash="", sent_to="y…@example.org")
    page = new_page(viewport=SMALL, java_script_enabled=False)
    page.goto(f"/me/open/{token_of(participation)}/")
    follow(page.get_by_role("button", name="Skicka en kod till mig"))
    expect(page.get_by_role("button", name="Skicka en annan kod")).to_be_visible()
    page.get_by_label("Kod").fill(mailed_code())
    follow(page.get_by_role("button", name="Öppna min sida"))
    follow(page.get_by_role("link", name="Mina kontaktuppgifter"))
    expect(page.get_by_text(EMAIL)).to_be_visible()


def test_the_pages_are_good(cast, new_page, open_as, assert_good_page, assert_fits):
    participation = ParticipationFactory(project=cast.project)
    certificate = certified(participation, by=cast.leader, month=3)
    link_of(participation)
    page = new_page(viewport=SMALL)
    page.goto(f"/me/open/{token_of(participation)}/")
    assert_good_page(page, axe_in=[NARROW])
    page.get_by_label("Kod").fill(CODE)
    follow(page.get_by_role("button", name="Öppna min sida"))
    months = f"/me/months/{certificate.pk}/"
    for address in ("/me/", months, f"{months}refuse/", "/me/record/", "/me/readers/", *BY_MAIL):
        page.goto(address)
        assert_good_page(page, axe_in=[NARROW])
        page.set_viewport_size(SMALL)
        assert_fits(page)
    page.goto("/me/record/")
    follow(page.get_by_role("button", name="Lättläst"))
    for heading in page.locator("summary").all():
        heading.click()
    expect(page.get_by_text("Är något fel?")).to_be_visible()
    assert_fits(page)
    follow(page.get_by_role("button", name="Begär ett utdrag"))
    expect(page.get_by_text("Du begärde det")).to_be_visible()
    staff = open_as(cast.leader)
    staff.goto(reverse("own_page:person", args=[cast.project.slug, participation.public_id]))
    follow(staff.get_by_role("button", name="Gör en ny länk"))
    expect(staff.get_by_role("img", name="Adressen som bild")).to_be_visible()
    assert_good_page(staff, axe_in=[NARROW])
