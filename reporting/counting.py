"""All counts of a report in one SQL statement, and the sums that are read out of them.

The statement groups the participations into the smallest groups that any figure tells apart: sex,
the first spell's place and the last one's. Every total, part and share is a sum of these groups, so
women and men make the total and the parts make the project, whatever is asked.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count as CountRows
from django.db.models import Q
from django_cte import CTE, with_cte

from participants.facts import with_facts
from participants.models import Participation, Sex
from projects.models import Intervention, ProjectMunicipality
from reporting.document import Count
from reporting.frameworks.base import BEFORE, ENTERED, LEFT, PRESENT

CUMULATIVE = "cumulative"
IN_PERIOD = "period"


@dataclass(frozen=True)
class Period:
    """The days a report covers, both included."""

    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Tally:
    """Something to count: who (`q` over facts), and by which date they come into a figure (`when`)."""

    code: str
    q: Q
    when: str = ENTERED
    spans: tuple[str, ...] = (CUMULATIVE, IN_PERIOD)


def in_time(when, span, period):
    """Who is in a figure by date: outputs by the first entry, results by the last exit (`Q` over facts).

    "cumulative" asks for everything up to the last day, "period" for what came within the period. Who
    takes part at a period's end is the same for both, and nobody was there before everything began.
    """
    if when in (PRESENT, BEFORE):
        before = period.starts_on - timedelta(days=1) if span == IN_PERIOD else date.min
        day = period.ends_on if when == PRESENT else before
        still_there = Q(last_exit__isnull=True) | Q(last_exit__gt=day)
        return Q(first_entry__lte=day) & still_there
    fact = {ENTERED: "first_entry", LEFT: "last_exit"}[when]
    q = Q(**{f"{fact}__lte": period.ends_on})
    return q & Q(**{f"{fact}__gte": period.starts_on}) if span == IN_PERIOD else q


FACTS = (
    # what the conditions of every framework and rule are about; a name that is missing here fails at once
    *("id", "sex", "birth_date", "programme_period", "age", "is_complete", "disadvantaged"),
    *("first_entry", "last_entry", "last_exit"),
    *("first_municipality", "first_intervention", "last_municipality", "last_intervention"),
    *("labour_market_status", "unemployed_since", "unemployed_for_long", "long_term_unemployed"),
    *("in_education", "self_employed", "education_level"),
    *("jobless_household", "dependent_children", "single_adult", "homeless", "rural"),
    *("foreign_background", "third_country_national", "minority", "disability", "other_disadvantage"),
    *("leaving_status", "has_education", "has_qualification", "has_internship", "has_closer"),
    *("follow_up", "follow_up_improvement", "last_follow_up_on", "has_early_follow_up"),
)
GROUPS = ("sex", "first_municipality", "first_intervention", "last_municipality", "last_intervention")


def count(project, tallies, period, *, long_term):
    """Count everything at once: the groups of a project, with each tally for both spans (`Counts`)."""
    people = with_facts(Participation.objects.filter(project=project), long_term=long_term)
    facts = CTE(people.order_by().values(*FACTS), name="facts", materialized=True)
    columns = {
        f"{span}_{number}": CountRows("id", filter=in_time(tally.when, span, period) & tally.q)
        for number, tally in enumerate(tallies)
        for span in tally.spans
    }
    entered = ArrayAgg("id", filter=in_time(ENTERED, CUMULATIVE, period), default=[])
    rows = (
        with_cte(facts, select=facts)
        .order_by()
        .values(*GROUPS)
        .annotate(**columns, entered=entered)
        .values_list(*GROUPS, "entered", *columns)
    )
    names = [(tally.code, span) for tally in tallies for span in tally.spans]
    return Counts.from_rows(rows, names, Places(project))


class Places:
    """Which part of a project a spell belongs to, by its municipality and intervention."""

    def __init__(self, project):
        self._interventions = dict(
            Intervention.objects.filter(project=project).values_list("pk", "sub_project_id")
        )
        self._municipalities = dict(
            ProjectMunicipality.objects.filter(project=project).values_list("municipality", "sub_project_id")
        )

    def key(self, kind, municipality, intervention):
        """The part's key: a municipality's code, or the id of an intervention or a sub-project; or None."""
        if kind == "municipality":
            return municipality
        if kind == "intervention":
            return intervention
        return self._interventions.get(intervention) or self._municipalities.get(municipality)


@dataclass(frozen=True)
class Group:
    """One of the smallest groups: who they are, and how many of them are in each count."""

    sex: str
    first: tuple  # municipality and intervention of the first spell
    last: tuple  # and of the last one
    counts: dict


class Counts:
    """The groups, to be summed by sex and, for the measures, by part."""

    def __init__(self, groups, participations, places):
        self.groups = groups
        self.participations = participations
        self._places = places
        self._totals = defaultdict(Count)
        for group in groups:
            for key, number in group.counts.items():
                self._totals[key] += _of_sex(group.sex, number)

    @classmethod
    def from_rows(cls, rows, names, places):
        groups, participations = [], []
        for sex, first_at, first_in, last_at, last_in, entered, *numbers in rows:
            groups.append(
                Group(sex, (first_at, first_in), (last_at, last_in), dict(zip(names, numbers, strict=True)))
            )
            participations += entered
        return cls(groups, sorted(participations), places)

    def total(self, code, span=CUMULATIVE):
        """The count of the whole project."""
        return self._totals[code, span]

    def by_part(self, code, span, kind, *, when):
        """Counts by a part's key: outputs by the first spell's part, results by the last one's.

        Everybody stands in exactly one part; None is the key of those who are in none of the kind.
        """
        parts = defaultdict(Count)
        for group in self.groups:
            if number := group.counts[code, span]:
                place = group.first if when == ENTERED else group.last
                parts[self._places.key(kind, *place)] += _of_sex(group.sex, number)
        return parts


def _of_sex(sex, number):
    return Count(women=number) if sex == Sex.WOMAN else Count(men=number)
