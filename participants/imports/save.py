"""A plan carried out: bulk statements, inside the transaction of the caller."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from esfportal.database.bulk_copy import copy_rows, reserve_ids, update_rows
from participants.imports.matching.plan import ENTRY_FIELDS, NAME_FIELDS, SPELL_FIELDS
from participants.imports.matching.stored_records import batches
from participants.register.actions.protection import auditing_raised_protection
from participants.register.identity.numbers import encrypt_number
from participants.register.identity.person_lookup import insert_people, people_by_number
from participants.register.models import OutcomeEvent, Participation, Person, Protection, Spell

PERSON_FIELDS = (
    "id",
    "number_kind",
    "number_encrypted",
    "number_key_version",
    "number_index",
    "birth_date",
    "sex",
    "protection",
)
# Unknown is stored as empty text where the field is text, and as NULL where it is not.
UNKNOWN = tuple(
    "" if Participation._meta.get_field(name).get_internal_type() == "CharField" else None
    for name in ENTRY_FIELDS
)
STORED_SPELL_FIELDS = tuple(SPELL_FIELDS.values())


def save_participants(plan, *, project, by):
    """Store new people, their participations and spells, and what has changed about known ones."""
    _save_people(plan)
    with auditing_raised_protection(plan.protections, project=project, by=by):
        _save_participations(plan, project, by)
        _raise_protection(plan.protections)  # now that all of them take part here


def _save_participations(plan, project, by):
    if plan.participations:
        update_rows(Participation, (*NAME_FIELDS, *ENTRY_FIELDS), plan.participations)
    if plan.spells:  # ends first: a new spell may begin where an open one now ends
        update_rows(Spell, STORED_SPELL_FIELDS, plan.spells)
    ids = reserve_ids(Participation, len(plan.arrivals))
    copy_rows(
        Participation,
        ("id", "public_id", "project", "person", "created_by", *NAME_FIELDS, *ENTRY_FIELDS),
        (_participation(pk, arrival, project, by) for pk, arrival in zip(ids, plan.arrivals, strict=True)),
    )
    copy_rows(Spell, ("participation", "entry_date", *STORED_SPELL_FIELDS), _spells(ids, plan))


def _participation(pk, arrival, project, by):
    entry = [
        unknown if value is None else value
        for value, unknown in zip(arrival.rows[0].entry, UNKNOWN, strict=True)
    ]
    names = arrival.rows[-1].names
    return (pk, uuid4(), project.pk, arrival.person_id, by.pk if by else None, *names, *entry)


def _spells(ids, plan):
    for pk, arrival in zip(ids, plan.arrivals, strict=True):
        for row in arrival.rows:
            yield _spell(pk, row)
    for pk, row in plan.reentries:
        yield _spell(pk, row)


def _spell(participation, row):
    return (
        participation,
        row.entry_date,
        row.exit_date,
        row.exit_reason or "",
        row.municipality,
        row.intervention,
    )


def _save_people(plan):
    """Store those who are new in the portal. Somebody else may have stored the same number in
    another project just now: then that person is taken."""
    newcomers = [arrival for arrival in plan.arrivals if arrival.person_id is None]
    for arrival in newcomers:
        arrival.person_id = uuid4()
    if not newcomers:
        return
    stored = insert_people(PERSON_FIELDS, map(_person, newcomers))
    if stored < len(newcomers):
        for batch in batches([arrival for arrival in newcomers if arrival.rows[0].digits]):
            _take_the_stored(batch, plan)


def _take_the_stored(arrivals, plan):
    people = people_by_number([arrival.rows[0].key for arrival in arrivals])
    for arrival in arrivals:
        person = people[arrival.rows[0].key]
        if person.pk != arrival.person_id:
            arrival.person_id = person.pk
            plan.protections[person.pk] = arrival.protection


def _person(arrival):
    row = arrival.rows[0]
    sealed = (None, None, None)
    if row.digits:
        sealed = (*encrypt_number(arrival.person_id, row.digits), row.key)
    return (arrival.person_id, row.number_kind, *sealed, row.birth_date, row.sex, arrival.protection)


def _raise_protection(levels):
    """Raise the people's protection to the level given; never lower it."""
    for level in Protection.values:
        people = [pk for pk, wanted in levels.items() if wanted == level]
        weaker = [each for each in Protection.values if Protection.is_stronger(level, each)]
        if people and weaker:
            Person.objects.filter(pk__in=people, protection__in=weaker).update(protection=level)


def save_outcomes(plan, *, by):
    """Store the events in the order of the file; one recorded later counts as later."""
    now = timezone.now()
    copy_rows(
        OutcomeEvent,
        (
            "participation",
            "happened_on",
            "kind",
            "improvement",
            "evidence",
            "supersedes",
            "recorded_by",
            "recorded_at",
        ),
        (
            (pk, row.happened_on, row.kind, improvement, evidence, supersedes, by.pk if by else None, moment)
            for moment, (pk, row, improvement, evidence, supersedes) in zip(
                _moments(now), plan.events, strict=False
            )
        ),
    )


def _moments(start):
    """Moments a millionth of a second apart."""
    while True:
        yield start
        start += timedelta(microseconds=1)
