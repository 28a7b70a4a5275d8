"""Insert the demo's people in bulk; a project that has participants is left unchanged."""

from datetime import UTC, datetime, time, timedelta
from random import Random

from django.db import transaction

from esfportal.demo.data import running_project
from esfportal.demo.data.people import make_people, situation_at_entry, situation_at_exit
from esfportal.demo.data.plans import PLANS
from participants.register.identity.numbers import blind_index, encrypt_number
from participants.register.models import OutcomeEvent, Participation, Person, Spell
from projects.models import Intervention, Project

SEED = "esfportal demo"


def build_people(users):
    """Fill the demo's projects; return {slug: number of participants}."""
    rng = Random(SEED)  # noqa: S311  (made-up people, no secret)  # nosec B311
    taken = set()
    made = {}
    running = Project.objects.get(slug=running_project.SLUG)
    for plan in (*PLANS, running_project.plan(running.starts_on)):
        people = make_people(plan, rng, taken)
        project = Project.objects.get(slug=plan.project)
        if not project.participations.exists():
            made[plan.project] = _save(project, people, _case_workers(users))
    return made


def _case_workers(users):
    """Return {municipality: the case worker who recorded its participants}."""
    return {
        "0882": users["handlaggare.oskarshamn"],
        "0883": users["handlaggare.vastervik"],
        "0880": users["handlaggare.kalmar"],
        "1881": users["handlaggare.kumla"],
        "0780": users["handlaggare.vaxjo"],
        "2180": users["handlaggare.gavle"],
        "2181": users["handlaggare.sandviken"],
        "2104": users["handlaggare.hofors"],
    }


@transaction.atomic
def _save(project, people, workers):
    interventions = {row.code: row for row in Intervention.objects.filter(project=project)}
    persons = [_person(person) for person in people]
    Person.objects.bulk_create(persons, batch_size=500)
    participations = Participation.objects.bulk_create(
        [
            Participation(
                project=project,
                person=row,
                given_name=person.given_name,
                family_name=person.family_name,
                created_by=workers.get(person.municipality),
                **person.entry,
            )
            for person, row in zip(people, persons, strict=True)
        ],
        batch_size=500,
    )
    pairs = list(zip(people, participations, strict=True))
    Spell.objects.bulk_create(
        [spell for pair in pairs for spell in _spells(*pair, interventions, workers)], batch_size=500
    )
    OutcomeEvent.objects.bulk_create(
        [event for pair in pairs for event in _events(*pair, workers)], batch_size=500
    )
    return len(people)


def _person(person):
    row = Person(
        birth_date=person.birth_date,
        sex=person.sex,
        protection=person.protection,
    )
    if person.number:
        row.number_kind = Person.NumberKind.PERSONNUMMER
        row.number_encrypted, row.number_key_version = encrypt_number(row.id, person.number)
        row.number_index = blind_index(person.number)
    return row


def _spells(person, participation, interventions, workers):
    for entered, left, reason in person.spells:
        yield Spell(
            participation=participation,
            entry_date=entered,
            exit_date=left,
            exit_reason=reason,
            municipality_id=person.municipality,
            intervention=interventions.get(person.intervention),
            case_worker=workers.get(person.municipality),
            **situation_at_entry(person),
            **(situation_at_exit(person) if left else {}),
        )


def _events(person, participation, workers):
    for happened_on, kind, evidence, improvement in sorted(person.events, key=lambda event: event[0]):
        yield OutcomeEvent(
            participation=participation,
            happened_on=happened_on,
            kind=kind,
            evidence=evidence,
            improvement=improvement,
            recorded_at=datetime.combine(happened_on + timedelta(days=2), time(15, 10), UTC),
            recorded_by=workers.get(person.municipality),
        )
