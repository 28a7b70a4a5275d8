"""Made-up week sheets of an internship in the running project: one in each state, and one that was opened again."""

from datetime import time, timedelta

from django.db import transaction
from django.utils import timezone

from esfportal.demo.data import running_project
from participants.attendance.actions import add_activity
from participants.attendance.enrolling import enrol
from participants.attendance.models import Activity
from participants.register.models import Protection, Spell
from participants.week_sheets import actions
from participants.week_sheets.days import Day, days_of_week
from participants.week_sheets.links import make_link
from participants.week_sheets.models import WeekSheet
from projects.models import Project

MUNICIPALITY = "2180"
TUTOR = "Demo Handledare"
SHIFT = {"starts_at": time(8), "ends_at": time(15), "break_minutes": 45}
WEEKDAYS = 5
OTHERS = 8  # who are in the other activities of the municipality


@transaction.atomic
def build_week_sheets(*, by):
    """Write the sheets of the last whole week; a project with sheets is left unchanged."""
    project = Project.objects.get(slug=running_project.SLUG)
    employer = project.employers.order_by("pk").first()
    if employer is None or WeekSheet.objects.filter(project=project).exists():
        return
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday() + 7)
    activity = Activity(
        project=project,
        name=f"Praktik hos {employer.name}",
        kind=Activity.Kind.INTERNSHIP,
        municipality_id=MUNICIPALITY,
        employer=employer,
        leader=by,
    )
    add_activity(activity, by=by)
    people = _people(project, monday)
    enrol(activity, people, starts_on=monday, ends_on=None, by=by)
    for participation, go_on in zip(
        people, (_leave_open, _send, _confirm, _record, _open_again), strict=False
    ):
        sheet = WeekSheet(participation=participation, activity=activity, monday=monday)
        days = [Day(day, **SHIFT) for day in days_of_week(monday)[:WEEKDAYS]]
        sheet = actions.save_days(sheet, participation=participation, days=days, by=by)
        go_on(sheet, participation, by)


def _people(project, monday):
    spells = Spell.objects.filter(
        participation__project=project,
        participation__person__protection=Protection.NONE,
        municipality=MUNICIPALITY,
        entry_date__lt=monday,
        exit_date=None,
    )
    spells = spells.select_related("participation__project", "participation__person").order_by("pk")
    return [spell.participation for spell in spells[OTHERS : OTHERS + 5]]


def _leave_open(sheet, participation, by):
    pass


def _send(sheet, participation, by):
    make_link(sheet, participation=participation, address=lambda token: "", email="", by=by)


def _confirm(sheet, participation, by):
    """Confirm as the tutor does, whose link no one has kept."""
    _send(sheet, participation, by)
    sheet.refresh_from_db()
    on = timezone.localdate().isoformat()
    actions.confirm(sheet, {"means": "link", "name": TUTOR, "on": on, "kept": "", "shown_as": ""})
    sheet.link_hash = sheet.link_expires_at = None
    sheet.save()


def _record(sheet, participation, by):
    signed = {
        "name": TUTOR,
        "signed_on": timezone.localdate(),
        "note": "Pärmen för praktik på projektkontoret",
    }
    return actions.confirm_on_paper(sheet, participation=participation, **signed, by=by)


def _open_again(sheet, participation, by):
    recorded = _record(sheet, participation, by)
    actions.reopen(recorded, participation=participation, note="Tiderna på fredagen stämmer inte.", by=by)
