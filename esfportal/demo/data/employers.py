"""Made-up employers of the running project, with contacts, places and placements."""

import tomllib
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from esfportal.demo.data import running_project
from participants.employers import organisation_numbers
from participants.employers.actions import add_contact, add_employer, add_item, record_consent
from participants.employers.contact_details import ContactDetails
from participants.employers.models import Employer, Offer, Placement, Workplace
from participants.employers.placing import name_employer, place
from participants.register.actions import ActionRefused
from participants.register.dates import add_months
from participants.register.models import OutcomeEvent
from projects.models import Project

FILE = Path(__file__).with_suffix(".toml")
SHARE_PLACED = 3  # every third participant
RESULTS = (
    Placement.Result.COMPLETED,
    Placement.Result.HIRED,
    Placement.Result.ENDED_BY_PARTICIPANT,
    "",  # waits in My day
)


@transaction.atomic
def build_employers(*, by):
    """Fill the register of employers; a project that has employers is left unchanged."""
    project = Project.objects.get(slug=running_project.SLUG)
    if project.employers.exists():
        return
    for values in tomllib.loads(FILE.read_text("utf-8"))["employers"]:
        _add(project, values, by)
    _place_people(project, by)


def _add(project, values, by):
    number = values.get("number", "")
    employer = Employer(
        project=project,
        name=values["name"],
        organisation_number=number and organisation_numbers.parse(number),
        is_sole_trader=values.get("sole_trader", False),
        branch=values["branch"],
    )
    add_employer(employer, by=by)
    for address, code in values["workplaces"]:
        add_item(Workplace(employer=employer, address=address, municipality_id=code), by=by)
    for offered in values.get("offers", ()):
        _offer(employer, offered, by)
    for given in values["contacts"]:
        answers = given.pop("answers")
        contact = add_contact(employer, details=ContactDetails(**given), by=by)
        for purpose, is_given, means, days in answers:
            day = timezone.localdate() - timedelta(days)
            record_consent(contact, purpose=purpose, is_given=is_given, means=means, decided_on=day, by=by)


def _offer(employer, values, by):
    kind, description, places, months, intervention = values
    starts_on = add_months(employer.project.starts_on, months)
    offer = Offer(
        employer=employer,
        kind=kind,
        description=description,
        places=places,
        starts_on=starts_on,
        workplace=employer.workplaces.first(),
        intervention=employer.project.interventions.filter(code=intervention).first(),
    )
    return add_item(offer, by=by)


def _place_people(project, by):
    """Place participants where there are places, and name the employers of some employments."""
    offers = list(
        Offer.objects.filter(project=project).select_related("employer", "workplace").order_by("pk")
    )
    people = project.participations.unprotected().order_by("pk").prefetch_related("spells", "outcomes")
    for number, participation in enumerate(people):
        if number % SHARE_PLACED == 0:
            offer = offers[number // SHARE_PLACED % len(offers)]
            _place(participation, offer, number, by)


def _place(participation, offer, number, by):
    spell = participation.spells.all()[0]
    starts_on = max(spell.entry_date + timedelta(21), offer.starts_on)
    ends_on = starts_on + timedelta(60 + number % 30)
    latest = spell.exit_date or timezone.localdate()
    if starts_on > latest or (ends_on > latest and spell.exit_date):
        return
    result = RESULTS[number // SHARE_PLACED % len(RESULTS)] if ends_on <= latest else ""
    values = {"employer": offer.employer, "offer": offer, "kind": offer.kind}
    days = {"starts_on": starts_on, "ends_on": ends_on, "result": result}
    try:
        place(participation, values=values | days, by=by)
    except ActionRefused:
        return  # all places are taken on these days
    for outcome in participation.outcomes.all():
        if outcome.kind == OutcomeEvent.Kind.EMPLOYMENT and result == Placement.Result.HIRED:
            name_employer(outcome, participation=participation, employer=offer.employer, by=by)
