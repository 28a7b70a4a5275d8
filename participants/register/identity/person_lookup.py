"""Find and create people across all projects. Never show the result."""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.database_access import person_lookup_access, whole_project_access
from esfportal.database.bulk_copy import insert_new_rows
from participants.register.identity import numbers
from participants.register.models import Participation, Person, Protection


# Which projects a person takes part in stays hidden by row-level security.
@dataclass(slots=True)
class StoredPerson:
    pk: UUID
    protection: str

    @property
    def is_protected(self):
        return self.protection != Protection.NONE


def find_or_create_person(number, *, birth_date=None):
    """Return the person with this number, locked until the end of the transaction."""
    number_index = numbers.blind_index(number.digits)
    # Bypasses the user's own access, so that one person is one row in all projects.
    with person_lookup_access():
        known = Person.objects.select_for_update().filter(number_index=number_index)
        if person := known.first():
            return person
        person = Person(
            number_kind=number.kind,
            number_index=number_index,
            birth_date=numbers.stated_birth_date(number, birth_date),
            sex=number.sex,
        )
        person.number_encrypted, person.number_key_version = numbers.encrypt_number(person.pk, number.digits)
        try:
            with transaction.atomic():
                person.save(force_insert=True)
        except IntegrityError:  # a colleague in another project registered the same person this moment
            return known.get()
        return person


def create_person_without_number(*, birth_date, sex):
    with person_lookup_access():
        # Always a new person: without a number a person cannot be recognised.
        return Person.objects.create(birth_date=birth_date, sex=sex)


def people_by_number(indexes):
    """Return {blind index: StoredPerson} across all projects."""
    with person_lookup_access():
        people = Person.objects.filter(number_index__in=indexes)
        return {
            bytes(index): StoredPerson(pk, protection)
            for index, pk, protection in people.values_list("number_index", "pk", "protection")
        }


def sample_with_numbers(count=20):
    with person_lookup_access():
        numbered = Person.objects.exclude(number_kind=Person.NumberKind.NONE)
        # Primary keys are random, so this mixes old and new rows.
        return list(numbered.order_by("pk")[:count])


def insert_people(fields, rows):
    """Insert people with numbers not stored yet; return the count."""
    with person_lookup_access():
        return insert_new_rows(Person, fields, rows, "number_index")


def find_participation(project, **lookup):
    """Return the participation with this person or number index in any part of the project, or None."""
    with whole_project_access(project):
        return _participations_in(project).filter(**lookup).first()


def find_similar_participation(project, user, given_name, family_name, birth_date):
    """Return a participation with the same name and birth date (V-R22), or None."""
    with whole_project_access(project):
        return (
            # Leaves out protected identities that the user is not authorised for: a guessed name and birth
            # date must not be confirmed.
            _participations_in(project)
            .unprotected_or_openable_by(user)
            .with_name_and_birth_date(given_name, family_name, birth_date)
            .first()
        )


def _participations_in(project):
    return Participation.objects.in_project(project).select_related("person", "project")
