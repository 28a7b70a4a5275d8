"""Made-up enrolments of the running project, and attendance at the sessions that were held."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from esfportal.demo.data import running_project
from participants.attendance.enrolling import enrol
from participants.attendance.forms.presence import NO_VALUES
from participants.attendance.models import Attendance, Enrolment
from participants.attendance.recording import record_attendance
from participants.register.models import Spell
from projects.models import Project

WITH_ATTENDANCE = ("Jobbsökargruppen", "Svenska i arbetet")
ENROLLED = 8
# What some of them were, by turns; the others were present.
OTHERWISE = {
    3: {"state": "absent", "reason": "ill"},
    7: {"state": "late", "missed_minutes": 20},
    11: {"state": "absent", "reason": "interview"},
    17: {"state": "present", "stated_minutes": 60, "note": "Gick på möte hos Arbetsförmedlingen"},
    19: {"state": "absent", "reason": "unknown"},
}


@transaction.atomic
def build_attendance(*, by):
    """Enrol participants and record all sessions except the latest; a project with enrolments is left unchanged."""
    project = Project.objects.get(slug=running_project.SLUG)
    if Enrolment.objects.filter(project=project).exists():
        return
    turn = 0
    for activity in project.activities.filter(municipality__isnull=False).order_by("pk"):
        people = _enrolled(activity, by)
        if activity.name not in WITH_ATTENDANCE:
            continue
        held = activity.sessions.planned().filter(held_on__lt=timezone.localdate())
        present = []
        for session in list(held)[:-1]:
            for person in people:
                turn += 1
                if values := OTHERWISE.get(turn % 20):
                    record_attendance(session, person, values=NO_VALUES | values, seen="", by=by)
                else:
                    present.append(_present(person, session, by))
        Attendance.objects.bulk_create(present)


def _present(person, session, by):
    values = {"state": Attendance.State.PRESENT, "minutes": session.minutes, "recorded_by": by}
    return Attendance(participation=person, session=session, **values)


def _enrolled(activity, by):
    first = activity.sessions.order_by("held_on").first().held_on - timedelta(7)
    spells = Spell.objects.filter(
        participation__in=activity.project.participations.unprotected(),
        municipality=activity.municipality_id,
        entry_date__lte=first,
        exit_date__isnull=True,
    )
    people = [
        spell.participation for spell in spells.select_related("participation").order_by("pk")[:ENROLLED]
    ]
    enrol(activity, people, starts_on=first, ends_on=None, by=by)
    return people
