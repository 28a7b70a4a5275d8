"""Find the other record of a person."""

from participants.register.identity.comparison import comparison_key, may_be_one_person
from participants.register.models import Participation

MAX_SHOWN = 50


def others(participation, user):
    """Return the other records of the project that are unprotected or that the user has opened."""
    found = Participation.objects.visible_to(user).in_project(participation.project)
    return found.unprotected_or_opened_by(user).exclude(pk=participation.pk)


def alike(participation, user):
    """Return the other records with the same names, birth date and sex that may be the same person's."""
    key, person = _key(participation), participation.person
    found = others(participation, user).filter(person__birth_date=person.birth_date).select_related("person")
    return [
        each
        for each in found.order_by("pk")
        if _key(each) == key and may_be_one_person(person.number_kind, each.person.number_kind)
    ]


def _key(participation):
    person = participation.person
    return comparison_key(participation.given_name, participation.family_name, person.birth_date, person.sex)
