"""Made-up employers of the running project, with workplaces, contacts and what these agreed to."""

import tomllib
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from esfportal.demo.data import running_project
from participants.employers import organisation_numbers
from participants.employers.actions import add_contact, add_employer, add_item, record_consent
from participants.employers.contact_details import ContactDetails
from participants.employers.models import Employer, Workplace
from projects.models import Project

FILE = Path(__file__).with_suffix(".toml")


@transaction.atomic
def build_employers(*, by):
    """Fill the register of employers; a project that has employers is left unchanged."""
    project = Project.objects.get(slug=running_project.SLUG)
    if project.employers.exists():
        return
    for values in tomllib.loads(FILE.read_text("utf-8"))["employers"]:
        _add(project, values, by)


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
    for given in values["contacts"]:
        answers = given.pop("answers")
        contact = add_contact(employer, details=ContactDetails(**given), by=by)
        for purpose, is_given, means, days in answers:
            day = timezone.localdate() - timedelta(days)
            record_consent(contact, purpose=purpose, is_given=is_given, means=means, decided_on=day, by=by)
