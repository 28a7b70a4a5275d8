"""Access log of the demo: two months of ordinary work in one project, with a few findings."""

from datetime import datetime, time, timedelta
from random import Random

from django.utils import timezone

from accounts.models import AccessLogEntry
from accounts.permissions import Role
from esfportal.swedish_days import is_working_day, last_of_month
from participants.privacy.log_review import actions
from participants.privacy.log_review.months import ended_months
from participants.privacy.models import LogReview
from participants.register.models import Participation, Spell
from projects.models import Project

SEED = "esfportal demo, reading"
PROJECT = "kalmar"
LEADER = "projektledare.kalmar"
# login → whose spells they work with, and how many people they open on a day
READERS = {
    "handlaggare.oskarshamn": ({"municipality": "0882"}, 9),
    "handlaggare.vastervik": ({"intervention__code": "sokandelots"}, 6),
    "handlaggare.kalmar": ({"municipality": "0880"}, 8),
}
EVENING, MANY = time(20, 40), 29
NOTE = "Gick igenom stickprovet och listorna. Läsningarna på kvällen den första veckan var ett akut ärende."


def build_access_log(users):
    """Write the log and sign off the first month; return the number of entries."""
    project = Project.objects.get(slug=PROJECT)
    if AccessLogEntry.objects.in_project(project).exists():
        return 0
    # Entries are dated before today, so that the log looks current whenever the demo is loaded.
    rng = Random(SEED)  # noqa: S311  (made-up work, no secret)  # nosec B311
    entries = [entry for month in _months() for entry in _month(month, project, users, rng)]
    AccessLogEntry.objects.bulk_create(sorted(entries, key=lambda entry: entry.at), batch_size=500)
    actions.draw_samples()
    first = LogReview.objects.open().filter(project=project).earliest("month")
    actions.sign_off(first, note=NOTE, by=users[LEADER])
    return len(entries)


def _months():
    return ended_months(timezone.localdate())[-2:]


def _month(month, project, users, rng):
    days = [month + timedelta(n) for n in range(last_of_month(month).day)]
    working = [day for day in days if is_working_day(day)]
    people_of = {login: list(_people(project, spells)) for login, (spells, _usual) in READERS.items()}
    for login, (_spells, usual) in READERS.items():
        people = people_of[login]
        for day in working:
            yield from _working_day(day, users[login], project, people, usual, rng)
    for person in rng.sample(people_of["handlaggare.oskarshamn"], 2):
        yield _entry(working[2], EVENING, users["handlaggare.oskarshamn"], project, [person])
    for number, person in enumerate(rng.sample(people_of["handlaggare.vastervik"], MANY)):
        moment = time(9 + number // 6, number % 6 * 10)
        yield _entry(working[-3], moment, users["handlaggare.vastervik"], project, [person])
    yield from _protected(working[4], project, users, rng)


def _working_day(day, reader, project, people, usual, rng):
    yield _entry(day, time(8, rng.randrange(60)), reader, project, people[:50], AccessLogEntry.Kind.LISTED)
    for person in rng.sample(people, rng.randint(max(1, usual - 4), usual)):
        yield _entry(day, time(rng.randint(8, 16), rng.randrange(60)), reader, project, [person])


def _protected(day, project, users, rng):
    # The case worker of the protected person, with the stated reason.
    protected = Participation.objects.in_project(project).protected()
    for person in protected:
        login = next(
            (login for login in READERS if users[login] == person.created_by), "handlaggare.oskarshamn"
        )
        moment = time(13, rng.randrange(60))
        yield _entry(day, moment, users[login], project, [person], purpose="kontakt med deltagaren: möte")


def _people(project, spells):
    own = Spell.objects.filter(**spells).values("participation")
    return Participation.objects.in_project(project).unprotected().filter(pk__in=own).order_by("pk")


def _entry(day, moment, reader, project, people, kind=AccessLogEntry.Kind.OPENED, purpose=""):
    return AccessLogEntry(
        at=timezone.make_aware(datetime.combine(day, moment)),
        actor=reader,
        role=Role.CASE_WORKER,
        project=project,
        kind=kind,
        purpose=purpose or AccessLogEntry.Purpose.CASEWORK,
        subjects=[person.pk for person in people],
        count=len(people),
    )
