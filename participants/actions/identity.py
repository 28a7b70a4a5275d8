"""Seeing and protecting who somebody is."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import audit
from participants import identity
from participants.actions.errors import demand
from participants.checks import Problem
from participants.models import Person, Protection

STRENGTH = {level: strength for strength, level in enumerate(Protection.values)}


@transaction.atomic
def reveal_identity(participation, *, by):
    """The number as it is written ("" without one); who asked to see it is recorded first."""
    audit("identity_revealed", participation, by=by)
    digits = identity.reveal(participation.person)
    return identity.display(digits) if digits else ""


def raise_protection(person, level, *, participation, by):
    """Strengthen the protection if the level is stronger; never weaken it."""
    if not level or STRENGTH[level] <= STRENGTH[person.protection]:
        return
    person.protection = level
    person.save(update_fields=["protection"])
    audit("protection_raised", participation, by=by, level=level)


@transaction.atomic
def change_protection(participation, *, level, reason="", may_lower, by):
    """Raise the protection, or lower it with a reason by somebody who may."""
    person = Person.objects.select_for_update().get(pk=participation.person_id)
    if STRENGTH[level] >= STRENGTH[person.protection]:
        raise_protection(person, level, participation=participation, by=by)
        return person
    if not may_lower:
        demand([Problem("level", _("Only a project leader can lower the protection."))])
    if not reason.strip():
        demand([Problem("reason", _("Say why the protection is lowered."))])
    person.protection = level
    person.save(update_fields=["protection"])
    audit("protection_lowered", participation, by=by, level=level, reason=reason.strip())
    return person
