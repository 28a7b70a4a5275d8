"""People across projects, found by number, and across a project's parts: the only place that looks past a reader's
own reach for somebody.

What comes back is who somebody is and how they are protected; where they take part stays behind the wall. Nothing
here is shown to anybody: it lets one person be one row, whoever registers them.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.scope import admitted_to, registry
from participants import identity
from participants.importing.copying import insert_unless_known
from participants.models import Participation, Person, Protection


@dataclass(slots=True)
class StoredPerson:
    pk: UUID
    protection: str

    @property
    def is_protected(self):
        return self.protection != Protection.NONE


def find_or_create_person(number):
    """The person with the number, locked until the transaction ends."""
    index = identity.blind_index(number.digits)
    with registry():
        known = Person.objects.select_for_update().filter(number_index=index)
        if person := known.first():
            return person
        person = Person(
            number_kind=number.kind, number_index=index, birth_date=number.birth_date, sex=number.sex
        )
        person.number_encrypted, person.number_key_version = identity.encrypt_number(person.pk, number.digits)
        try:
            with transaction.atomic():
                person.save(force_insert=True)
        except IntegrityError:  # a colleague in another project registered the same person this moment
            return known.get()
        return person


def create_person_without_number(*, birth_date, sex):
    """Always somebody new: without a number nobody is known again."""
    with registry():
        return Person.objects.create(birth_date=birth_date, sex=sex)


def people_by_number(indexes):
    """{blind index: StoredPerson}, whichever project they are in."""
    with registry():
        people = Person.objects.filter(number_index__in=indexes)
        return {
            bytes(index): StoredPerson(pk, protection)
            for index, pk, protection in people.values_list("number_index", "pk", "protection")
        }


def sample_with_numbers(count=20):
    """People with a number, old and new mixed (their keys are random): a sample of what is stored."""
    with registry():
        numbered = Person.objects.exclude(number_kind=Person.NumberKind.NONE)
        return list(numbered.order_by("pk")[:count])


def insert_people(fields, rows):
    """Store people but those whose number is stored; gives how many went in."""
    with registry():
        return insert_unless_known(Person, fields, rows, "number_index")


def find_participation(project, **person):
    """The participation that the same person has in the project, also outside the reader's part of it.

    For whoever registers people there, by what is asked of the person: `number_index`, `pk`. None when
    there is none.
    """
    asked = {f"person__{name}": value for name, value in person.items()}
    with admitted_to(project):
        return _participations_in(project).filter(**asked).first()


def find_similar_participation(project, user, given_name, family_name, birth_date):
    """Likewise somebody of the same name and birth date (V-R22), but no protected identity that the user is
    not named for: a name and a day that somebody tries tell nothing of them."""
    with admitted_to(project):
        return (
            _participations_in(project)
            .unprotected_or_openable_by(user)
            .with_name_and_birth_date(given_name, family_name, birth_date)
            .first()
        )


def _participations_in(project):
    return Participation.objects.in_project(project).select_related("person", "project")
