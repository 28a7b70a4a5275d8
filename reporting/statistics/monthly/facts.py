"""Facts that a month's file has where the project's template or settings ask for them."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Fact(TextChoices):
    """Names of the facts, as of the fields of Row."""

    EMPLOYED = "employed", _("Employed at entry")
    EMPLOYER = "employer", _("Employer")
    EMPLOYER_NUMBER = "employer_number", _("Employer's organisation number")
    MUNICIPALITY = "municipality", _("Municipality code")
    INTERVENTION = "intervention", _("Intervention")
    SUB_PROJECT = "sub_project", _("Sub-project")


class Employed(TextChoices):
    YES = "yes", _("yes")
    NO = "no", _("no")


class Place(NamedTuple):
    """Municipality and part of the project of a period."""

    municipality: str = ""
    intervention: str = ""
    sub_project: str = ""


class Facts(NamedTuple):
    employed: str = ""
    employer: str = ""
    employer_number: str = ""
    municipality: str = ""
    intervention: str = ""
    sub_project: str = ""


class Job(NamedTuple):
    starts_on: date
    ends_on: date | None
    employer: str
    number: str  # of the organisation; "" for a sole trader


NO_PLACE = Place()
BLANK = Facts()


def facts_of(employed: str, jobs: Iterable[Job], place: Place, first: date, last: date) -> Facts:
    """Return the facts of a row about the days from `first` to `last`."""
    standing = [
        job for job in jobs if job.starts_on <= last and (job.ends_on is None or job.ends_on >= first)
    ]
    # Of several the first: a job that follows another in the same month does not change the month's file.
    name = number = ""
    if standing and first <= last:
        job = min(standing, key=lambda job: (job.starts_on, job.employer, job.number))
        name, number = job.employer, job.number
    return Facts(employed, name, number, *place)
