"""Comparison of two descriptions of a person, for forms, imports and merging."""

from datetime import date

from participants.register.identity.likeness import are_alike, near_dates, sounds
from participants.register.models import Participation, Person


def may_be_one_person(kind: str, other: str) -> bool:
    """Return whether people under numbers of these kinds may be one person: two of a kind tell them apart."""
    return kind != other or kind == Person.NumberKind.NONE


def is_likely_double(participation: Participation, names: str, born: date) -> bool:
    """Return whether the participation's names and birth date may be the same as these."""
    known, there = participation.full_name, participation.person.birth_date
    if there == born:
        return are_alike(names, known)
    return there in near_dates(born) and sorted(sounds(names)) == sorted(sounds(known))
