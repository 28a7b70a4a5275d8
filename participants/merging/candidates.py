"""Find the other record of a person."""

from participants.register.identity.comparison import is_likely_double, may_be_one_person
from participants.register.identity.likeness import near_dates
from participants.register.models import Participation

MAX_SHOWN = 50


def others(participation, user):
    """Return the other records of the project that are unprotected or that the user has opened."""
    found = Participation.objects.visible_to(user).in_project(participation.project)
    return found.unprotected_or_opened_by(user).exclude(pk=participation.pk)


def alike(participation, user):
    """Return the other records that may be the same person's: similar names and birth date, the same sex."""
    person, names = participation.person, participation.full_name
    found = others(participation, user).filter(
        person__birth_date__in=near_dates(person.birth_date), person__sex=person.sex
    )
    found = [
        each
        for each in found.select_related("person").order_by("pk")
        if may_be_one_person(person.number_kind, each.person.number_kind)
        and is_likely_double(each, names, person.birth_date)
    ]
    for each in found:
        each.project = participation.project  # read already, with eighty columns
    return found
