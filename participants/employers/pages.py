"""Rows of the list of employers."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from participants.employers.models import Employer


@dataclass(frozen=True)
class EmployerRow:
    employer: Employer
    municipalities: tuple[str, ...]


def employer_rows(employers):
    """Return the rows of the employers, with their workplaces read at once."""
    employers = list(employers)
    prefetch_related_objects(employers, "workplaces__municipality")
    return [
        EmployerRow(
            employer,
            tuple(dict.fromkeys(place.municipality.name for place in employer.workplaces.all())),
        )
        for employer in employers
    ]
