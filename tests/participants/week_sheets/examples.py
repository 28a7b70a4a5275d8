"""Week sheets for tests."""

from datetime import date, time

from django.utils import timezone

from esfportal.security.secret_tokens import new_token
from participants.week_sheets import days
from participants.week_sheets.days import Day
from participants.week_sheets.links import VALID_FOR
from participants.week_sheets.models import WeekSheet
from tests.participants.attendance.examples import activity_of, enrolment_of

MONDAY = date(2018, 3, 5)
# For tests/sample_objects.py: values of the parameters of addresses.
OF_WEEK_SHEETS = {
    ("week_sheets", "pk"): lambda full_project: full_project.week_sheet.activity_id,
    ("week_sheets", "activity"): lambda full_project: full_project.week_sheet.activity_id,
    **{
        (f"week_sheets:{page}", "pk"): lambda full_project: full_project.week_sheet.pk
        for page in ("step", "link")
    },
    ("week_sheets", "token"): lambda full_project: full_project.tutors_token,
    ("week_sheets", "step"): lambda full_project: "paper",
}


def sheet_of(participation, activity=None, *, by=None, monday=MONDAY):
    """Return an open sheet of an internship, with a Monday from eight to twelve."""
    if activity is None:
        activity = activity_of(participation.project, "Praktik hos Boda", kind="internship")
        enrolment_of(participation, activity)
    sheet = WeekSheet(participation=participation, activity=activity, monday=monday, recorded_by=by)
    written = [Day(monday, time(8), time(12))]
    sheet.write_content(sheet.content | {"days": days.stored(written)})
    sheet.save(force_insert=True)
    return sheet


def token_of(sheet):
    """Return the token of a new link of the sheet."""
    token, sheet.link_hash = new_token()
    sheet.link_expires_at = timezone.now() + VALID_FOR
    shown = {"name": "Anna L.", "days": [day.date.isoformat() for day in sheet.days]}
    sheet.write_content(sheet.content | {"link": shown})
    sheet.save()
    return token


def fill_week_sheet(full_project):
    """Set `week_sheet` and `tutors_token` of the project of tests/sample_objects.py."""
    full_project.week_sheet = sheet_of(full_project.own, by=full_project.cast.leader)
    full_project.tutors_token = token_of(full_project.week_sheet)
