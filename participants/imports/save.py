"""Carry out a plan with bulk statements, inside the caller's transaction."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from esfportal.database.bulk_copy import copy_rows, reserve_ids, update_rows
from participants.imports.matching.plan import ENTRY_FIELDS, NAME_FIELDS, SITUATION_FIELDS, SPELL_FIELDS
from participants.imports.matching.stored_records import batches
from participants.register.actions.correction import give_number
from participants.register.actions.protection import auditing_raised_protection
from participants.register.after_exit import after_exit
from participants.register.identity.numbers import encrypt_number, parse_number, with_birth_date
from participants.register.identity.person_lookup import insert_people, people_by_number
from participants.register.models import ChangeNote, OutcomeEvent, Participation, Person, Protection, Spell

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
    "" if Participation._meta.get_field(name).get_internal_type() in ("CharField", "TextField") else None
    for name in ENTRY_FIELDS
)
STORED_SPELL_FIELDS = tuple(SPELL_FIELDS.values())


def save_participants(plan, *, project, by):
    """Insert new people, participations and spells; update changed ones."""
    _save_people(plan, project)
    _audit_answers(plan, project, by)
    _save_numbers(plan, project, by)
    with auditing_raised_protection(plan.protections, project=project, by=by):
        _save_participations(plan, project, by)
        _raise_protection(plan.protections)  # last: now all of them take part here


def _save_numbers(plan, project, by):
    """Give people who were registered without a number, or under another, the number of their row."""
    for person in Person.objects.select_for_update().filter(pk__in=list(plan.identities)):
        row = plan.identities[person.pk]
        number = with_birth_date(parse_number(row.digits), row.birth_date)
        participation = person.participations.select_related("project").get(project=project)
        give_number(participation, person, number, by=by)
        if participation.person_id != person.pk and person.pk in plan.protections:
            plan.protections[participation.person_id] = plan.protections.pop(person.pk)


def _audit_answers(plan, project, by):
    found = Participation.objects.in_bulk([each.participation_id for each in plan.people_answers])
    for answer in plan.people_answers:
        about = found.get(answer.participation_id, project)
        audit(
            AuditAction.IMPORT_PERSON_ANSWERED,
            about,
            by=by,
            project=project,
            row=answer.row,
            is_same_person=answer.is_same,
        )


def save_notes(plan, *, by, reason):
    """Keep why stored values are replaced, and the warnings that were confirmed, with each person."""
    notes = (
        ChangeNote(
            participation_id=pk,
            reason=reason if pk in plan.corrected else "",
            warnings=sorted(plan.warnings.get(pk, ())),
            recorded_by=by,
        )
        for pk in sorted(plan.corrected | plan.warnings.keys())
    )
    for batch in batches(notes):
        ChangeNote.objects.bulk_create(batch)


def _save_participations(plan, project, by):
    if plan.participations:
        update_rows(Participation, (*NAME_FIELDS, *ENTRY_FIELDS), plan.participations)
    if plan.spells:  # first: a new spell may start after an end that is new, too
        update_rows(Spell, _spell_fields(plan), _with_situations(plan, plan.spells, 1))
        for batch in batches([pk for pk, *_values in plan.spells]):
            after_exit(Spell.objects.select_related("participation__project").filter(pk__in=batch), by=by)
    ids = reserve_ids(Participation, len(plan.new_participations))
    copy_rows(
        Participation,
        ("id", "public_id", "project", "person", "created_by", *NAME_FIELDS, *ENTRY_FIELDS),
        (_participation(pk, new, project, by) for pk, new in zip(ids, plan.new_participations, strict=True)),
    )
    for new in plan.new_participations:  # likewise
        new.rows[0].entry_pieces = ()
    rows = _with_situations(plan, _spells(ids, plan), 2)
    copy_rows(Spell, ("participation", "entry_date", *_spell_fields(plan)), rows)
    for pk, new in zip(ids, plan.new_participations, strict=True):
        plan.note_warnings(pk, new.warnings)
        plan.participation_of.update((row.row, pk) for row in new.rows)


def _participation(pk, new, project, by):
    entry = [
        unknown if value is None else value for value, unknown in zip(new.rows[0].entry, UNKNOWN, strict=True)
    ]
    names = new.rows[-1].names
    return (pk, uuid4(), project.pk, new.person_id, by.pk if by else None, *names, *entry)


def _spell_fields(plan):
    return [
        *STORED_SPELL_FIELDS,
        *(name for column in plan.situation_columns for name in SITUATION_FIELDS[column]),
    ]


def _with_situations(plan, rows, keys):
    """Return the rows, which begin with so many keys, with the situation as it is stored."""
    if not plan.situation_columns:
        return rows
    before = keys + len(SPELL_FIELDS)
    return ((*row[:before], *stored_situation(plan.situation_columns, row[before:])) for row in rows)


def stored_situation(columns, values):
    """Yield the values of the fields of Spell for values of columns of the situation."""
    for column, value in zip(columns, values, strict=True):
        names = SITUATION_FIELDS[column]
        if value is None:
            yield from (Spell._meta.get_field(name).get_default() for name in names)
        elif len(names) == 1:
            yield value
        else:
            yield from map(list, zip(*value, strict=True)) if value else ([], [])


def _spells(ids, plan):
    for pk, new in zip(ids, plan.new_participations, strict=True):
        for row in new.rows:
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
        *row.situation,
    )


def _save_people(plan, project):
    newcomers = [new for new in plan.new_participations if new.person_id is None]
    for new in newcomers:
        new.person_id = uuid4()
    if not newcomers:
        return
    # Another project may have stored the same number at the same moment: then that person is used.
    stored = insert_people(PERSON_FIELDS, map(_person, newcomers))
    if stored < len(newcomers):
        for batch in batches([new for new in newcomers if new.rows[0].digits]):
            _use_existing_people(batch, plan, project)
    for new in newcomers:  # given up for the memory of a large file
        for row in new.rows:
            row.key, row.digits = b"", ""


def _use_existing_people(new_participations, plan, project):
    people = people_by_number([new.rows[0].key for new in new_participations], project)
    for new in new_participations:
        person = people[new.rows[0].key]
        if person.pk != new.person_id:
            new.person_id = person.pk
            plan.protections[person.pk] = new.protection


def _person(new):
    row = new.rows[0]
    encrypted = (None, None, None)
    if row.digits:
        encrypted = (*encrypt_number(new.person_id, row.digits), row.key)
    return (new.person_id, row.number_kind, *encrypted, row.birth_date, row.sex, new.protection)


def _raise_protection(levels):
    """Raise protection to the given levels, {person id: level}; never lower it."""
    for level in Protection.values:
        people = [pk for pk, wanted in levels.items() if wanted == level]
        weaker = [each for each in Protection.values if Protection.is_stronger(level, each)]
        if people and weaker:
            Person.objects.filter(pk__in=people, protection__in=weaker).update(protection=level)


def save_outcomes(plan, *, project, by):
    now, ids = timezone.now(), reserve_ids(OutcomeEvent, len(plan.events))
    plan.saved_outcomes = [
        (event.row.row, pk, event.supersedes_id) for pk, event in zip(ids, plan.events, strict=True)
    ]
    copy_rows(
        OutcomeEvent,
        (
            "id",
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
            (
                pk,
                event.participation_id,
                event.row.happened_on,
                event.row.kind,
                event.improvement,
                event.evidence,
                event.supersedes_id,
                by.pk if by else None,
                recorded_at,
            )
            for recorded_at, pk, event in zip(_increasing_timestamps(now), ids, plan.events, strict=False)
        ),
    )


def _increasing_timestamps(start):
    # A microsecond apart: the order of recording decides which event counts.
    while True:
        yield start
        start += timedelta(microseconds=1)
