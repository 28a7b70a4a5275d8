"""Merge two records of one person in a project."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.database_access import whole_project_access
from esfportal.database.bulk_copy import reserve_ids
from participants.merging.records import DESCRIPTION, FIRST, RECORD_FIELDS, RecordPair
from participants.register.actions import ActionRefused
from participants.register.actions.change_notes import check_reason, record_change
from participants.register.actions.errors import raise_if_problems
from participants.register.actions.protection import raise_protection
from participants.register.identity import person_lookup
from participants.register.models import (
    AuthorisedCaseWorker,
    Merge,
    Moment,
    OutcomeEvent,
    Participation,
    Person,
    Protection,
    Spell,
    situation_fields,
)
from participants.register.protection.authorisation import authorised_case_workers
from participants.register.rules import entry_rules
from participants.register.rules.entry_rules import Problem
from participants.week_sheets.access import sheets_of_both
from projects.models import Project

OUTCOME_FIELDS = (
    "happened_on",
    "kind",
    "improvement",
    "evidence",
    "is_withdrawal",
    "correction_reason",
    "recorded_at",
    "recorded_by",
)


@transaction.atomic
def merge_records(first, second, *, chosen, reason, by):
    """Make one record of two, which are kept and voided; return it. Raises ActionRefused.

    `chosen` is {name of a choice: its option}.
    """
    check_reason(reason, _("Say why."))
    # The caller has checked that the user may open both records; the periods may be in other parts.
    with whole_project_access(first.project):
        pair = RecordPair(*_read_again(*lock_records(first, second)))
        raise_if_problems(_double_sheets(*pair.records.values()))
        chosen = _checked(pair, chosen)
        person = _person(pair, chosen)
        values = {name: getattr(pair.records[chosen.get(name, FIRST)], name) for name in RECORD_FIELDS}
        _refuse_new_problems(pair, values, person)
        return _write(pair, person, values, chosen, reason.strip(), by)


def lock_records(first, second):
    """Lock all that a merge reads, in one order for all users; return the keys of the two records."""
    keys = [first.pk, second.pk]
    with whole_project_access(first.project):
        # Imports and registrations without a number wait for the project.
        Project.objects.select_for_update(of=("self",), no_key=True).get(pk=first.project_id)
        records = Participation.with_voided.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
        # Registrations by number wait for the person.
        people = Person.objects.select_for_update().filter(pk__in=[each.person_id for each in records])
        list(people.order_by("pk"))
        list(Spell.objects.select_for_update(of=("self",)).filter(participation__in=keys).order_by("pk"))
    return keys


def _read_again(*keys):
    """Return the records as they are under the lock."""
    found = Participation.objects.select_related("project", "person", "created_by").in_bulk(keys)
    if len(found) < len(set(keys)):
        raise ActionRefused([Problem("", _("One of the records has been merged or voided already."))])
    return [found[pk] for pk in keys]


def _double_sheets(first, second):
    # The hours of both would count: which are right is the user's to say.
    for sheet in sheets_of_both(first, second):
        about = {"number": sheet.number, "year": sheet.monday.isocalendar().year, "activity": sheet.activity}
        text = _(
            "Both records have a week sheet of week %(number)s, %(year)s: %(activity)s."
            " Remove the days from one of them first."
        )
        yield Problem("", text % about)


def _checked(pair, chosen):
    """Return the choices with their defaults. Raises ActionRefused for an option that is not offered."""
    complete = {}
    for choice in pair.choices(number_text=str):
        complete[choice.name] = chosen.get(choice.name, choice.default)
        if complete[choice.name] not in dict(choice.options):
            raise ActionRefused([Problem(choice.name, _("Choose one of the two."))])
    return complete


def _person(pair, chosen):
    """Return the person of the merged record: no person is changed, because other projects may have them."""
    people = {name: each.person for name, each in pair.records.items()}
    if pair.numbered:
        return people[chosen.get("number", pair.numbered[0])]
    wanted = {name: getattr(people[chosen.get(name, FIRST)], name) for name in DESCRIPTION}
    for person in people.values():
        if all(getattr(person, name) == value for name, value in wanted.items()):
            return person
    return person_lookup.create_person_without_number(**wanted)


def _refuse_new_problems(pair, values, person):
    """Refuse answers that contradict each other only when taken from both records."""

    def problems(record, born):
        answers = {name: record[name] for name in RECORD_FIELDS}
        answers |= {"entry_date": pair.periods[0].starts_on, "birth_date": born}
        project = pair.records[FIRST].project
        return set(entry_rules.entry_problems(answers, project=project, today=timezone.localdate()))

    known = set()
    for each in pair.records.values():
        known |= problems({name: getattr(each, name) for name in RECORD_FIELDS}, each.person.birth_date)
    raise_if_problems(
        sorted(problems(values, person.birth_date) - known, key=lambda problem: problem.message)
    )


def _write(pair, person, values, chosen, reason, by):
    sources = list(pair.records.values())
    (key,) = reserve_ids(Participation, 1)
    _void(sources, key, reason, by)
    merged = Participation.objects.create(
        pk=key, project=sources[0].project, person=person, created_by=sources[0].created_by, **values
    )
    spells = Spell.objects.bulk_create(_spells(pair, merged, chosen))
    outcomes = _copy_outcomes(pair, merged)
    Merge.objects.create(
        merged=merged,
        first=sources[0],
        second=sources[1],
        reason=reason,
        merged_by=by,
        last_spell=max(spell.pk for spell in spells),
        last_outcome=max((event.pk for event in outcomes), default=0),
        protection_before=person.protection,
    )
    _authorise(sources, merged, by)
    level = Protection.strongest(each.person.protection for each in sources)
    raise_protection(person, level, participation=merged, by=by)
    for source in sources:
        fields = sorted(name for name in RECORD_FIELDS if getattr(source, name) != values[name])
        record_change(AuditAction.RECORDS_MERGED, source, by=by, reason=reason, fields=fields, into=merged.pk)
    return merged


def _void(sources, merged, reason, by):
    """Void the records before the merged one is stored: a person has one valid record in a project."""
    # What leaves voided registrations out leaves these out: figures, lists, searches and imports.
    for source in sources:
        source.voided_at, source.voided_by, source.void_reason = timezone.now(), by, reason
        source.merged_into_id = merged
        source.save(update_fields=["voided_at", "voided_by", "void_reason", "merged_into"])
    Participation.with_voided.filter(merged_into__in=sources).update(merged_into=merged)


def _spells(pair, merged, chosen):
    for number, period in enumerate(pair.periods):
        place = _chosen(period.places, chosen.get(f"place_{number}"))
        end = _chosen(period.ends, chosen.get(f"end_{number}"))
        merged_spell = Spell(
            participation=merged,
            entry_date=period.starts_on,
            exit_date=end.exit_date,
            exit_reason=end.exit_reason,
            municipality=place.municipality,
            intervention=place.intervention,
            case_worker=place.case_worker,
            recorded_at=min(spell.recorded_at for spell in period.spells),
        )
        # Of the spell that starts first, and of the one whose end was chosen: each answer is about a day.
        for moment, source in ((Moment.ENTRY, period.spells[0]), (Moment.EXIT, end)):
            merged_spell.set_situation(
                moment, {name: getattr(source, name) for name in situation_fields(moment)}
            )
        yield merged_spell


def _chosen(spells, key):
    return next((spell for spell in spells if str(spell.pk) == key), spells[0])


def _copy_outcomes(pair, merged):
    copies = copy_outcomes(pair.outcomes, merged, pair.evidence)
    return list(copies.values())


def copy_outcomes(events, participation, evidence=()):
    """Copy outcomes with their versions to a participation, in the order given; return {key: copy}."""
    # Their new keys rise in the order of recording, which decides between outcomes of one day.
    copies = {}
    for event in events:
        values = {name: getattr(event, name) for name in OUTCOME_FIELDS}
        if event.pk in evidence:
            values["evidence"] = evidence[event.pk]
        copies[event.pk] = OutcomeEvent.objects.create(
            participation=participation, supersedes=copies.get(event.supersedes_id), **values
        )
    return copies


def _authorise(sources, merged, by):
    """Give the case workers of both records the merged one, too."""
    rows = [row for source in sources for row in source.authorised_case_workers.order_by("pk")]
    in_force = {row.user_id: row for row in rows if row.ended_at is None}
    for source in sources:
        for authorisation in authorised_case_workers(source):
            user = authorisation.user
            if authorisation.authorised_by is None and user.pk not in in_force:
                in_force[user.pk] = AuthorisedCaseWorker(user=user, authorised_by=by)
    if merged.created_by_id in in_force and not any(row.user_id == merged.created_by_id for row in rows):
        del in_force[merged.created_by_id]  # authorised by having registered the person
    ended = [row for row in rows if row.ended_at and row.user_id not in in_force]
    for row in (*in_force.values(), *ended):
        AuthorisedCaseWorker.objects.create(
            participation=merged,
            user_id=row.user_id,
            authorised_by_id=row.authorised_by_id,
            authorised_at=row.authorised_at,
            ended_by_id=row.ended_by_id,
            ended_at=row.ended_at,
        )
