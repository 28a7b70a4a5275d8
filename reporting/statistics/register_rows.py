"""Participants of a project as the months need them."""

from collections import defaultdict
from contextlib import suppress
from types import MappingProxyType

from django.db.models import Max, Min, Q, Sum
from django.db.models.functions import Coalesce

from participants.attendance.hours import reported_hours
from participants.attendance.models import Attendance
from participants.certificates.models import Certificate
from participants.certificates.states import State as CertificateState
from participants.employers.models import Placement, PlacementKind
from participants.register.choices import LabourMarketStatus, Protection
from participants.register.identity.numbers import NumberUnreadable, blind_index, decrypt_number
from participants.register.models import Participation, Person
from reporting.statistics.monthly.facts import Employed, Job, Place
from reporting.statistics.monthly.months import Hours, Participant

CONFIRMED = (CertificateState.CONFIRMED, CertificateState.COUNTERSIGNED, CertificateState.LOCKED)
COLUMNS = (
    *("pk", "person__number_index", "given_name", "family_name", "person__sex", "person__birth_date"),
    *("person__protection", "labour_market_status", "spells__entry_date", "spells__exit_date"),
    *("spells__municipality", "spells__intervention__name", "spells__intervention__sub_project__name"),
)
NO_HOURS = MappingProxyType({})


def participants_of(project):
    """Return the participants of the project; keyed hashes stand for the numbers (numbers_of)."""
    hours, jobs, found = _hours(project), _jobs(project), {}
    periods, places = defaultdict(list), defaultdict(dict)
    rows = Participation.objects.in_project(project).order_by("pk", "spells__entry_date")
    for key, index, *about, protection, status, start, end, code, part, of_part in rows.values_list(*COLUMNS):
        found[key] = (_text(index), *about, protection != Protection.NONE), _employed(status)
        if start:
            periods[key].append((start, end))
            places[key][start] = Place(code or "", part or "", of_part or "")
    return [
        Participant(
            *(key, *about, tuple(periods[key]), hours.get(key, NO_HOURS)),
            employed=employed,
            jobs=tuple(jobs[key]),
            places=places[key],
        )
        for key, (about, employed) in found.items()
    ]


def numbers_of(rows):
    """Return ({keyed hash: number}, keys of participations whose number can't be read) of the rows."""
    numbered = [row for row in rows if row.has_number]
    found = {}
    for person in Person.objects.filter(participations__in={row.key for row in numbered}):
        with suppress(NumberUnreadable):
            found[_text(person.number_index)] = decrypt_number(person)
    # Also those whose number was changed by another user since the rows were read.
    return found, {row.key for row in numbered if row.number not in found}


def with_numbers(rows, numbers):
    return [row._replace(number=numbers.get(row.number, "")) if row.has_number else row for row in rows]


def with_hashes(rows):
    """Return frozen rows with keyed hashes in place of the numbers."""
    return [row._replace(number=_text(blind_index(row.number))) if row.has_number else row for row in rows]


def merged_into(project):
    """Return {key of a participation: key of the record that took its place}."""
    merged = Participation.with_voided.in_project(project).filter(merged_into__isnull=False)
    return dict(merged.values_list("pk", "merged_into"))


def names_of(project, keys):
    """Return {key: participation} of those that may be named."""
    protected = Q(person__protection=Protection.NONE)
    into = Q(merged_into__isnull=True) | Q(merged_into__person__protection=Protection.NONE)
    found = Participation.with_voided.in_project(project).filter(protected, into, pk__in=keys)
    return {each.pk: each for each in found.select_related("person", "project")}


def _hours(project):
    """Return {key of a participation: {month: Hours}}."""
    found = defaultdict(dict)
    present = Attendance.objects.counted().filter(project=project, minutes__gt=0).order_by().with_month()
    days = {"total": Sum("minutes"), "first": Min("session__held_on"), "last": Max("session__held_on")}
    attended = {
        (record, month): (total, first, last)
        for record, month, total, first, last in present.values("record", "month")
        .annotate(**days)
        .values_list("record", "month", *days)
    }
    certified = _certified(project)
    for record, month in attended.keys() | certified.keys():
        total, first, last = attended.get((record, month), (0, None, None))
        certificates = certified.get((record, month), ())
        hours = reported_hours(total, project.hours_rounding)
        if len(certificates) == 1:  # two records that were merged may have been certified apart
            hours = reported_hours(*certificates[0][:2])
        is_confirmed = bool(certificates) and all(state in CONFIRMED for *_hours, state in certificates)
        found[record][month] = Hours(hours, is_confirmed, first, last)
    return found


def _employed(status):
    if not status:
        return ""
    return (Employed.YES if status == LabourMarketStatus.EMPLOYED else Employed.NO).value


def _jobs(project):
    """Return {key of a participation: [Job]}; those of a merged record are of the one that took its place."""
    found = defaultdict(list)
    # An internship and a work trial are at an employer, and no employment.
    jobs = Placement.objects.filter(project=project, kind=PlacementKind.JOB).order_by("starts_on", "pk")
    columns = ("starts_on", "ends_on", "employer__name", "employer__organisation_number")
    into = Coalesce("participation__merged_into", "participation")
    for key, *job in jobs.annotate(record_key=into).values_list("record_key", *columns):
        found[key].append(Job(*job))
    return found


def _certified(project):
    found = defaultdict(list)
    certificates = Certificate.objects.in_force().valid().with_record().filter(project=project).order_by("pk")
    columns = ("record", "month", "project_minutes", "rounding", "state")
    for record, month, *of_certificate in certificates.values_list(*columns):
        found[record, month].append(of_certificate)
    return found


def _text(index):
    return bytes(index).hex() if index else ""
