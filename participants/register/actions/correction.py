"""Correct a person's number, birth date, sex and names."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from participants.register.actions.change_notes import check_reason, record_change
from participants.register.actions.errors import ActionRefused, raise_if_problems
from participants.register.actions.locking import lock_participation
from participants.register.actions.protection import raise_protection
from participants.register.identity import numbers, person_lookup
from participants.register.identity.numbers import with_birth_date
from participants.register.models import Person
from participants.register.rules import entry_rules
from participants.register.rules.entry_rules import Problem

NAMES = ("given_name", "family_name")
IDENTITY = ("personal_identity_number", "birth_date", "sex", *NAMES)


@transaction.atomic
def correct_identity(participation, *, values, reason, by):
    """Correct number (None: as it is), birth date, sex and names, with a reason. Raises ActionRefused."""
    participation = lock_participation(participation)
    person = Person.objects.select_for_update().get(pk=participation.person_id)
    check_reason(reason)
    number = values.get("personal_identity_number")
    _check(participation, _values_to_check(values, person, number))
    changed = _correct_names(participation, values)
    if number and numbers.blind_index(number.digits) != bytes(person.number_index or b""):
        changed.append("personal_identity_number")
        number = with_birth_date(number, values.get("birth_date"))
        participation.person = _person_with(number, person, participation, by)
    else:
        changed += _correct_description(person, values)
    if changed:
        participation.save(update_fields=[*NAMES, "person"])
        # Names of fields only: the audit log holds no answers.
        record_change(
            AuditAction.IDENTITY_CORRECTED, participation, by=by, reason=reason, fields=sorted(changed)
        )
    return participation


def _values_to_check(values, person, number):
    """Return the values with the number in force, the stored one if no other is given."""
    if number is None:
        return {**values, "personal_identity_number": _stored_number(person)}
    # A new number decides the birth date and the sex: the stored ones, untouched in the form, do not contradict it.
    untouched = {"sex"} if values.get("sex") == person.sex else set()
    if number.birth_date and values.get("birth_date") == person.birth_date:
        untouched.add("birth_date")
    return {name: None if name in untouched else value for name, value in values.items()}


def _stored_number(person):
    try:
        digits = numbers.decrypt_number(person)
    except numbers.NumberUnreadable:
        raise ActionRefused(
            [Problem("personal_identity_number", _("The stored number can't be read. Write the number."))]
        ) from None
    return numbers.parse_number(digits) if digits else None


def _check(participation, values):
    first = participation.spells.order_by("entry_date").first()
    problems = entry_rules.entry_problems(
        {name: values.get(name) for name in IDENTITY} | {"entry_date": first.entry_date},
        project=participation.project,
        today=timezone.localdate(),
    )
    # "Born after the start" is a problem of the start, which is not corrected here: show it at the birth date.
    raise_if_problems(
        Problem("birth_date", problem.message) if problem.field == "entry_date" else problem
        for problem in problems
        if problem.field in IDENTITY or _is_about_birth(problem, values, first)
    )


def _is_about_birth(problem, values, first):
    born = numbers.stated_birth_date(values["personal_identity_number"], values.get("birth_date"))
    return problem.field == "entry_date" and born is not None and born > first.entry_date


def give_number(participation, person, number, *, by):
    """Give a participant, as part of the caller's transaction, the number that an import found."""
    kinds = Person.NumberKind
    if person.number_kind == kinds.PERSONNUMMER and number.kind == kinds.SAMORDNINGSNUMMER:
        # An older list: the person is found by that number, too, and keeps the one in force.
        person_lookup.add_former_number(person, number)
    else:
        participation.person = _person_with(number, person, participation, by)
        participation.save(update_fields=["person"])
    audit(AuditAction.IDENTITY_CORRECTED, participation, by=by, fields=["personal_identity_number"])


def _person_with(number, person, participation, by):
    """Return the person with the number: this one under the new number, or the one who has it already."""
    project = participation.project
    other = person_lookup.find_person(number)
    if other:
        there = person_lookup.find_participation(project, other)
        if there and there.pk != participation.pk:  # its own, if the other number was that of a merged record
            raise ActionRefused(
                [
                    Problem(
                        "personal_identity_number",
                        _("The number belongs to another participant of the project. Check the number."),
                    )
                ]
            )
    elif _is_successor(person, number) or not person_lookup.takes_part_in_other_projects(person, project):
        return person_lookup.replace_number(person, number)
    else:
        # Another project has its own people: a mistake here changes nothing there.
        other = person_lookup.create_person(number)
    raise_protection(other, person.protection, participation=participation, by=by)
    return other


def _is_successor(person, number):
    # A coordination number is replaced by a personal identity number when the person is registered.
    kinds = Person.NumberKind
    return person.number_kind == kinds.SAMORDNINGSNUMMER and number.kind == kinds.PERSONNUMMER


def _correct_names(participation, values):
    """Set the names; return those that changed."""
    changed = [name for name in NAMES if getattr(participation, name) != values[name]]
    for name in changed:
        setattr(participation, name, values[name])
    return changed


def _correct_description(person, values):
    """Save birth date and sex, as far as the number does not decide them; return those that changed."""
    number = _stored_number(person)
    of_number = {} if number is None else {"sex": number.sex, "birth_date": number.birth_date}
    changed = []
    for name in ("birth_date", "sex"):
        value = of_number.get(name) or values.get(name)
        if value and value != getattr(person, name):
            setattr(person, name, value)
            changed.append(name)
    if changed:
        person.save(update_fields=changed)
    return changed
