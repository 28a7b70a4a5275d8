"""Week sheets: written, confirmed on paper, counted once as attendance, opened again, and what is refused."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from accounts.audit.models import AuditEntry
from esfportal.files.qr_codes import qr_path
from participants.attendance.models import Attendance, Session
from participants.certificates import closing
from participants.register.actions import ActionRefused
from participants.week_sheets import days, links
from participants.week_sheets.days import Day
from participants.week_sheets.models import WeekSheet
from tests.answers import outside_tags
from tests.factories import ParticipationFactory
from tests.participants.attendance.examples import activity_of, attendance_of, enrolment_of, session_of
from tests.participants.week_sheets.examples import MONDAY, sheet_of
from tests.reporting.reports.attachment_files import PDF

TODAY = date(2018, 3, 9)
times = some.times().map(lambda moment: moment.replace(second=0, microsecond=0)) | some.none()
written_days = some.builds(
    Day,
    some.dates(MONDAY, MONDAY + timedelta(6)),
    times,
    times,
    some.integers(0, 480),
    some.sampled_from(["", "ill"]),
)


@given(written_days)
def test_a_day_is_refused_or_has_hours_that_it_can_have(day):
    problems = list(days.problems(day, today=TODAY))
    assert days.read(days.stored([day])) == ([day] if day.is_written else [])
    if day.is_written and not problems:
        assert day.starts_at < day.ends_at
        assert day.date <= TODAY
        assert 0 < day.lasts < 24 * 60
        assert day.minutes == (0 if day.reason else day.lasts)


def typed(day, starts_at="", ends_at="", pause="", reason=""):
    values = {"starts_at": starts_at, "ends_at": ends_at, "break_minutes": pause, "reason": reason}
    return {days.field_name(MONDAY + timedelta(day), name): value for name, value in values.items()}


def post(client, page, **values):
    """Send the form of a page as a browser does; return the answer."""
    form = client.get(page).context["form"]
    html = form.version_html()
    version = html.split('name="version" value="')[1].split('"')[0] if "version" in html else ""
    return client.post(page, values | {"version": version})


@pytest.fixture
def person(cast):
    person = ParticipationFactory(project=cast.project, spell__entry_date=date(2018, 1, 8))
    enrolment_of(person, activity_of(cast.project, "Praktik hos Boda", kind="internship"))
    return person


def page_of(person):
    activity = person.enrolments.get().activity
    return reverse("week_sheets:sheet", args=[person.project.slug, person.public_id, activity.pk, 2018, 10])


@pytest.mark.django_db
def test_a_sheet_becomes_attendance_once_and_is_opened_again(cast, sign_in, person):
    client, page = sign_in(cast.leader), page_of(person)
    activity = person.enrolments.get().activity
    for wrong, text in (
        (typed(0, "08:00"), "Ange tiden."),
        (typed(0, "16:00", "08:00"), "Slutet är inte efter början."),
        (typed(0, "08:00", "09:00", "60"), "Rasten är lika lång som tillfället."),
    ):
        assert text in client.post(page, wrong).text
    assert not WeekSheet.objects.exists()
    client.post(page, typed(0, "8", "16.30", "30") | typed(1, "08:00", "12:00", reason="ill"))
    sheet = WeekSheet.objects.get()
    assert (sheet.minutes, sheet.project, sheet.state) == (480, cast.project, "open")

    # Another participant has the same times, and a third is at a course then.
    other = ParticipationFactory(project=cast.project, spell__entry_date=date(2018, 1, 8))
    enrolment_of(other, activity)
    client.post(page_of(other), typed(0, "8", "16.30", "30"))
    paper = {"name": "Karin Tutor", "signed_on": "2018-03-09", "note": "Pärm 3"}
    for each in WeekSheet.objects.all():
        step = reverse(
            "week_sheets:step",
            args=[cast.project.slug, each.participation.public_id, each.pk, "paper"],
        )
        assert "senare" in post(client, step, **paper | {"signed_on": "2018-03-01"}).text
        assert post(client, step, **paper).status_code == 302
    found = Attendance.objects.filter(participation=person).order_by("session__held_on")
    assert [(each.state, each.reason, each.minutes) for each in found] == [
        ("present", "", 480),
        ("absent", "ill", 0),
    ]
    text = client.get(page).text
    assert "Karin Tutor" in text
    assert "Pärm 3" in text
    add = reverse(
        "week_sheets:scan", args=[cast.project.slug, person.public_id, WeekSheet.objects.first().pk]
    )
    assert add in text
    assert post(client, add, file=SimpleUploadedFile("Karin.pdf", PDF)).status_code == 302
    (proof,) = person.proofs.all()
    assert proof.dated_on == date(2018, 3, 9)
    text = client.get(page).text
    assert reverse("evidence:download", args=[cast.project.slug, person.public_id, proof.pk]) in text
    assert add not in text
    assert "finns redan en skanning" in post(client, add, file=SimpleUploadedFile("Karin.pdf", PDF)).text
    assert client.post(page, typed(0, "08:00", "09:00")).status_code == 200  # no form
    month = closing.months_of([person], date(2018, 3, 1))[person.pk]
    assert (len(month.attendances), month.unrecorded) == (2, 0)  # none of the other participant
    assert not Session.objects.exists()  # lists, calendars and the attendance to enter have none of them

    sheet.refresh_from_db()
    reopen = reverse("week_sheets:step", args=[cast.project.slug, person.public_id, sheet.pk, "reopen"])
    closing.close_month(person, date(2018, 3, 1), by=cast.leader)
    assert "stängd" in post(client, reopen, note="Fel dag").text
    person.certificates.all().update(state="taken_back")
    assert post(client, reopen, note="Fel dag").status_code == 302
    assert not found.all().exists()
    assert Session.with_sheets.count() == 1
    assert "Fel dag" in client.get(page).text
    post(client, page, **typed(1, "08:00", "12:00"))
    sheet = WeekSheet.objects.get(pk=sheet.pk)
    assert [day.date.day for day in sheet.days] == [6]
    month = closing.months_of([person], date(2018, 3, 1))[person.pk]
    (problem,) = closing.problems_of(
        date(2018, 3, 1), month._replace(attendances=[1]), today=TODAY.replace(month=4)
    )
    assert "1 veckoblad" in problem.message
    actions = AuditEntry.objects.filter(action__startswith="week_sheet").order_by("pk")
    assert [
        each.action.removeprefix("week_sheet_") for each in actions if each.object_id == str(person.pk)
    ] == [
        *("saved", "confirmed", "recorded", "reopened", "saved"),
    ]
    rows = client.get(reverse("week_sheets:week", args=[cast.project.slug, activity.pk, 2018, 10]))
    assert [row.state for row in rows.context["rows"]].count("registrerat som närvaro") == 1
    listed = client.get(reverse("week_sheets:person", args=[cast.project.slug, person.public_id])).text
    assert "veckoblad saknas" in listed


@pytest.mark.django_db
def test_impossible_weeks_are_refused(cast, sign_in, person):
    client, page = sign_in(cast.leader), page_of(person)
    course = activity_of(cast.project)
    enrolment_of(person, course)
    attendance_of(person, session_of(course, MONDAY))  # from nine to twelve
    sheet = sheet_of(person, person.enrolments.get(activity__kind="internship").activity)
    step = reverse("week_sheets:step", args=[cast.project.slug, person.public_id, sheet.pk, "paper"])
    answer = post(client, step, name="K", signed_on="2018-03-09", note="P")
    assert "Kalejdo A1" in answer.text
    assert WeekSheet.objects.get().state == "open"
    assert not Session.with_sheets.filter(is_from_sheet=True).exists()
    # Before the enrolment the week has no sheet; after the last day a day has no fields.
    assert client.get(page.replace("2018/10", "2017/10")).status_code == 404
    person.enrolments.update(ends_on=MONDAY + timedelta(1))
    assert len(client.get(page).context["form"].dates) == 2


@pytest.mark.django_db
def test_a_tutor_confirms_by_a_link_and_sees_one_sheet(cast, sign_in, person, mailoutbox):
    staff, browser = sign_in(cast.leader), Client()
    sheet = sheet_of(person, person.enrolments.get().activity)
    steps = reverse("week_sheets:step", args=[cast.project.slug, person.public_id, sheet.pk, "link"])
    first = post(staff, steps, email="").context["address"]
    made = post(staff, steps, email="tutor@example.org")
    address = made.context["address"]
    assert f'<path d="{qr_path(address).path}"' in made.text
    (mail,) = mailoutbox
    assert mail.body.startswith("Hej!")
    assert address in mail.body
    assert not {person.given_name, person.family_name} & set(mail.body.split())
    assert browser.get(first).status_code == 404  # ended by the second

    # Opening changes nothing; a browser that is signed in has no more than another.
    assert browser.get(address).status_code == 200
    days_page = browser.post(address).url
    shown = browser.get(days_page)
    assert f"{person.given_name} {person.family_name[0]}." in outside_tags(shown.text)
    assert person.family_name not in outside_tags(shown.text)
    assert "Praktik hos Boda" not in shown.text
    assert Client().get(days_page).status_code == 404
    assert "inte efter" in browser.post(days_page, typed(0, "12:00", "8:00")).text
    post(browser, days_page, **typed(0, "08:00", "16:00", "60") | typed(2, "9", "12"))
    confirm = reverse("week_sheets:tutor_confirm")
    seen = browser.get(confirm).context["form"]["seen"].value()
    assert "ändrats" in browser.post(confirm, {"name": "Karin Ek", "seen": "x"}).text
    assert "Tack" in browser.post(confirm, {"name": "Karin Ek", "seen": seen}).text
    assert browser.get(confirm).status_code == 404
    assert browser.get(address).status_code == 404

    sheet = WeekSheet.objects.get()
    assert (sheet.state, sheet.minutes, sheet.link_hash) == ("confirmed", 600, None)
    assert not Attendance.objects.exists()  # until staff record it
    assert AuditEntry.objects.filter(action="week_sheet_confirmed", actor=None).exists()
    page = staff.get(page_of(person)).text
    assert "Karin Ek" in page
    assert "Arbetsgivarens handledare" in staff.get(person.get_absolute_url()).text
    assert post(staff, steps.replace("link", "record")).status_code == 302
    assert Attendance.objects.count() == 2


@pytest.mark.django_db
def test_no_link_for_a_protected_identity_nor_after_its_end(cast, sign_in, person):
    sheet = sheet_of(person, person.enrolments.get().activity)
    given = {"participation": person, "by": cast.leader}
    token = links.make_link(sheet, address=lambda token: token, email="", **given)
    with time_machine.travel(timezone.now() + links.VALID_FOR):
        assert links.sheet_with_token(token) is None
    assert links.sheet_with_token(token)
    links.withdraw_link(sheet, **given)
    assert links.sheet_with_token(token) is None
    person.person.protection = "confidentiality_mark"
    person.person.save()
    with pytest.raises(ActionRefused) as refused:
        links.make_link(sheet, address=lambda token: token, email="", **given)
    assert "skyddad" in refused.value.problems[0].message
