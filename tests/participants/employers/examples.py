"""Employers for tests, with contacts and workplaces."""

from datetime import date

from participants.employers.actions import add_contact, record_consent
from participants.employers.contact_details import ContactDetails
from participants.employers.models import Employer, Offer, OutcomeEmployer, Placement
from tests.factories import OSKARSHAMN

DETAILS = ContactDetails("Karin Kontakt", "butikschef", "karin@example.org", "0491-123456")
NUMBER = "5560160680"  # of a company


def employer_of(project, name="Hamnkaféet", *, municipality=OSKARSHAMN, **values):
    """Return an employer with a workplace."""
    employer = Employer.objects.create(project=project, name=name, **values)
    employer.workplaces.create(project=project, address="Kajgatan 1", municipality_id=municipality)
    return employer


def contact_of(employer, *, by, details=DETAILS, agrees=True):
    """Return a contact, who was asked about places unless `agrees` is None."""
    contact = add_contact(employer, details=details, by=by)
    if agrees is not None:
        answer = {
            "purpose": "offers",
            "is_given": agrees,
            "decided_on": date(2018, 3, 1),
            "means": "telephone",
        }
        record_consent(contact, **answer, by=by)
    return contact


def offer_of(employer, *, places=1, **values):
    """Return offered places for internships from 1 January 2018."""
    given = {"kind": "internship", "starts_on": date(2018, 1, 1), **values}
    return Offer.objects.create(project=employer.project, employer=employer, places=places, **given)


def placement_of(participation, *, by, employer=None, **values):
    """Return a placement of the first month; the first outcome, if there is one, names the employer."""
    employer = employer or employer_of(participation.project, "Nyströms snickeri")
    spell = participation.spells.order_by("entry_date").first()
    given = {"kind": "internship", "starts_on": spell.entry_date, **values}
    if outcome := participation.outcomes.order_by("pk").first():
        OutcomeEmployer.objects.get_or_create(
            participation=participation, outcome=outcome, defaults={"employer": employer}
        )
    return Placement.objects.create(participation=participation, employer=employer, recorded_by=by, **given)
