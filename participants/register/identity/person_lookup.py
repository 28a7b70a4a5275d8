"""Find and create people across all projects. Never show the result."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from accounts.database_access import person_lookup_access, system_scope, whole_project_access
from esfportal.database.bulk_copy import insert_new_rows
from participants.register.identity import numbers
from participants.register.identity.comparison import is_likely_double, may_be_one_person
from participants.register.identity.likeness import near_dates
from participants.register.identity.merged_records import merged_people
from participants.register.models import FormerNumber, Participation, Person, Protection
from projects.models import Project

MOST_ALIKE = 5  # shown to choose from
NUMBER_FIELDS = ("number_kind", "number_encrypted", "number_key_version", "number_index")


# Which projects a person takes part in stays hidden by row-level security.
@dataclass(slots=True)
class StoredPerson:
    pk: UUID
    protection: str

    @property
    def is_protected(self):
        return self.protection != Protection.NONE


def find_or_create_person(number):
    """Return the person with this number, now or before a correction, locked until the end of the transaction."""
    # Bypasses the user's own access, so that one person is one row in all projects.
    with person_lookup_access():
        if person := _locked_person(number):
            return person
        try:
            with transaction.atomic():
                return _create_person(number)
        except IntegrityError:  # a colleague in another project registered the same person this moment
            return _locked_person(number)


def find_person(number):
    """Return the person who has this number now, locked, or None."""
    with person_lookup_access():
        return _with_number(number).first()


def _locked_person(number):
    former = FormerNumber.objects.filter(number_index=numbers.blind_index(number.digits)).values("person")
    return _with_number(number).first() or Person.objects.select_for_update().filter(pk__in=former).first()


def _with_number(number):
    return Person.objects.select_for_update().filter(number_index=numbers.blind_index(number.digits))


def create_person(number):
    """Create a person with this number, which may be another person's former one."""
    with person_lookup_access():
        return _create_person(number)


def _create_person(number):
    person = Person(birth_date=number.birth_date, sex=number.sex)
    _set_number(person, number)
    person.save(force_insert=True)
    return person


def replace_number(person, number):
    """Give the person another number, and keep the old one so that the person is still found by it."""
    with person_lookup_access():
        if person.number_kind != Person.NumberKind.NONE:
            _keep_number(person)
        FormerNumber.objects.filter(number_index=numbers.blind_index(number.digits), person=person).delete()
        _set_number(person, number)
        person.birth_date, person.sex = number.birth_date, number.sex
        person.save(update_fields=[*NUMBER_FIELDS, "birth_date", "sex"])
    return person


def add_former_number(person, number):
    """Find the person by an older number, too."""
    with person_lookup_access():
        _add_former(person, number.kind, number.digits)


def _keep_number(person):
    _add_former(person, person.number_kind, numbers.decrypt_number(person))


def _add_former(person, kind, digits):
    former = FormerNumber(person=person, number_kind=kind, number_index=numbers.blind_index(digits))
    former.number_encrypted, former.number_key_version = numbers.encrypt_number(former.pk, digits)
    # The same number may be the former one of another person, too: then the latest owner counts.
    FormerNumber.objects.filter(number_index=former.number_index).delete()
    former.save(force_insert=True)


def _set_number(person, number):
    person.number_kind, person.number_index = number.kind, numbers.blind_index(number.digits)
    person.number_encrypted, person.number_key_version = numbers.encrypt_number(person.pk, number.digits)


def takes_part_in_other_projects(person, project):
    # One project at a time: no access scope shows in which projects a person takes part.
    with system_scope():
        others = list(Project.objects.exclude(pk=project.pk).order_by("pk"))
    return any(find_participation(other, person) for other in others)


def create_person_without_number(*, birth_date, sex):
    with person_lookup_access():
        # Always a new person: without a number a person cannot be recognised.
        return Person.objects.create(birth_date=birth_date, sex=sex)


def people_by_number(indexes, project):
    """Return {blind index: StoredPerson} across all projects; in the project, merged people are one."""
    found = _people_by_number(indexes)
    merged = merged_people(project, [person.pk for person in found.values()])
    if not merged:
        return found
    with person_lookup_access():
        rows = Person.objects.filter(pk__in=merged.values()).values_list("pk", "protection")
        current = {pk: StoredPerson(pk, protection) for pk, protection in rows}
    return {index: current.get(merged.get(person.pk), person) for index, person in found.items()}


def _people_by_number(indexes):
    with person_lookup_access():
        people = Person.objects.filter(number_index__in=indexes)
        former = FormerNumber.objects.filter(number_index__in=indexes)
        # Who has the number now comes before who had it.
        rows = [
            *former.values_list("number_index", "person", "person__protection"),
            *people.values_list("number_index", "pk", "protection"),
        ]
        return {bytes(index): StoredPerson(pk, protection) for index, pk, protection in rows}


def unprotected_person(number):
    """Return the key of the person who has or had the number; a key of no person if they are protected."""
    index = numbers.blind_index(number.digits)
    person = _people_by_number([index]).get(index)
    return person.pk if person and not person.is_protected else uuid4()


def sample_with_numbers(count=20):
    with person_lookup_access():
        numbered = Person.objects.exclude(number_kind=Person.NumberKind.NONE)
        # Primary keys are random, so this mixes old and new rows.
        return list(numbered.order_by("pk")[:count])


def insert_people(fields, rows):
    """Insert people with numbers not stored yet; return the count."""
    with person_lookup_access():
        return insert_new_rows(Person, fields, rows, "number_index")


def find_participation(project, person):
    """Return the person's participation in any part of the project, or the one it was merged into, or None."""
    with whole_project_access(project):
        there = _participations_in(project)
        merged = Participation.with_voided.in_project(project).filter(person=person)
        return (
            there.filter(person=person).first() or there.filter(pk__in=merged.values("merged_into")).first()
        )


def person_in_project(project, person):
    """Return the person, or the one under whom the project keeps the merged record."""
    merged = merged_people(project, [person.pk])
    if not merged:
        return person
    with person_lookup_access():
        return Person.objects.select_for_update().get(pk=merged[person.pk])


def find_participation_by_number(project, number):
    """Return the participation of the person who has the number, or had it before a correction, or None."""
    with whole_project_access(project):
        found = _participations_in(project).with_number_index(numbers.blind_index(number.digits))
        return found.first()


def find_alike(project, user, values, number):
    """Return the participations that may be the same person's: similar names and birth date (V-R22)."""
    kind = number.kind if number else Person.NumberKind.NONE
    born = numbers.stated_birth_date(number, values.get("birth_date"))
    names = values.get("given_name"), values.get("family_name")
    if not (born and all(names)):
        return []
    with whole_project_access(project):
        # Leaves out protected identities that the user has not opened: a guessed name and birth date must not
        # be confirmed.
        found = _participations_in(project).unprotected_or_opened_by(user)
        found = found.filter(person__birth_date__in=near_dates(born)).order_by("pk")
        return [
            each
            for each in found
            # Without a number, the gender may be what was mistaken.
            if number is None or each.person.sex == number.sex
            if may_be_one_person(kind, each.person.number_kind)
            if is_likely_double(each, " ".join(names), born)
        ][:MOST_ALIKE]


def _participations_in(project):
    return Participation.objects.in_project(project).select_related("person", "project")
