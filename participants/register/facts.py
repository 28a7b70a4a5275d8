"""Derived facts of participations, as SQL expressions; never stored."""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg, BoolOr
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateField,
    F,
    Func,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, NullIf
from django.db.models.sql.constants import LOUTER
from django_cte import CTE, with_cte

from participants.register.activity import ACTIVITY
from participants.register.dates import IMMEDIATE_DAYS, LONGER_TERM_MONTHS
from participants.register.models import LabourMarketStatus, OutcomeEvent, Sensitive, Spell
from projects.models import Intervention, ProgrammePeriod, ProjectMunicipality

# Conditions over facts are plain Q objects, used for counting, for filters and for explaining one person. A
# computed answer is never NULL; an asked one is NULL or "" when unknown, which is not "no". So no condition
# may be negated with ~Q: NOT NULL is NULL in SQL.
HOUSEHOLD_UNTIL = date(2018, 8, 2)  # entries before this day answer the household questions (V-R05)


@dataclass(frozen=True)
class LongTerm:
    """Limits of long-term unemployment in months, by age at first entry."""

    young_below: int = 25
    young_months: int = 6
    months: int = 12
    # True: the entry must be later than the limit's day; False: that day is enough.
    strictly: bool = True


class PlusMonths(Func):
    template = "(%(expressions)s + make_interval(months => %(months)s))::date"
    output_field = DateField()

    def __init__(self, expression, months):
        super().__init__(expression, months=int(months))


class PlusDays(Func):
    template = "(%(expressions)s + %(days)s)"
    output_field = DateField()

    def __init__(self, expression, days):
        super().__init__(expression, days=int(days))


class CompletedYears(Func):
    template = "DATE_PART('year', AGE(%(expressions)s::timestamp))::int"
    # A person born on 29 February is a year older on 1 March.
    arg_joiner = "::timestamp, "  # without a time zone, which dates have none of
    output_field = IntegerField()


class First(Func):
    template = "(%(expressions)s)[1]"


# PostgreSQL builds one array for both First and Last.
class Last(Func):
    template = "(%(expressions)s)[CARDINALITY(%(expressions)s)]"


EMPLOYED_AT_LEAVING = (OutcomeEvent.Kind.EMPLOYMENT, OutcomeEvent.Kind.SELF_EMPLOYMENT)
SEEKING_AT_LEAVING = (OutcomeEvent.Kind.JOB_SEARCH, OutcomeEvent.Kind.UNEMPLOYED)
EMPLOYED_AT_FOLLOW_UP = (OutcomeEvent.Kind.FOLLOW_UP_EMPLOYED, OutcomeEvent.Kind.FOLLOW_UP_SELF_EMPLOYED)

HOUSEHOLD_ASKED = Q(programme_period=ProgrammePeriod.P2014, first_entry__lt=HOUSEHOLD_UNTIL)
HOUSEHOLD_KNOWN = Q(
    jobless_household__isnull=False, dependent_children__isnull=False, single_adult__isnull=False
)
COMPLETE = (
    Q(labour_market_status__in=LabourMarketStatus.values, education_level__isnull=False)
    & Q(sex__isnull=False, birth_date__isnull=False)
    & (
        Q(first_entry__gte=HOUSEHOLD_UNTIL)
        | Q(programme_period__in=[ProgrammePeriod.P2007, ProgrammePeriod.P2021])
        | HOUSEHOLD_KNOWN
    )
)
# What makes a record incomplete, by the question.
WITHOUT_ANSWER = {
    "status": Q(labour_market_status=""),
    "education": Q(education_level__isnull=True),
    "household": HOUSEHOLD_ASKED
    & (Q(jobless_household__isnull=True) | Q(dependent_children__isnull=True) | Q(single_adult__isnull=True)),
}
IN_JOBLESS_HOUSEHOLD = HOUSEHOLD_ASKED & Q(jobless_household=True)
SINGLE_WITH_CHILDREN = HOUSEHOLD_ASKED & Q(single_adult=True, dependent_children=True)
# ISCED 0 counts as another disadvantage in 2014-2020, which has no group for it (CO17).
OTHERWISE_DISADVANTAGED = Q(other_disadvantage=Sensitive.YES) | Q(
    programme_period=ProgrammePeriod.P2014, education_level=0
)
DISADVANTAGED = (
    IN_JOBLESS_HOUSEHOLD
    | SINGLE_WITH_CHILDREN
    | Q(foreign_background=Sensitive.YES)
    | Q(third_country_national=Sensitive.YES)
    | Q(minority=Sensitive.YES)
    | Q(disability=Sensitive.YES)
    | OTHERWISE_DISADVANTAGED
)


@dataclass(frozen=True)
class Proven:
    """Outcome events that have their proof, for PROOF_FACTS (participants.evidence.states)."""

    events: QuerySet  # of the values `record` (a participation's key), `outcome_kind` and `happened_on`
    not_needed: Q  # over outcome events: those that need none


def with_facts(queryset, *, long_term=LongTerm(), with_evidence=False, proven=None, with_activity=False):
    """Annotate participations with their facts, one row per participation.

    On request with EVIDENCE_FACTS, with PROOF_FACTS for a `Proven`, and with ACTIVITY_FACTS.
    """
    keys = queryset.order_by().values("pk") if not queryset.query.is_sliced else queryset.values("pk")
    # Aggregated in CTEs, so that a person with several spells and outcomes stays one row. A fact that is not
    # selected costs nothing.
    spells = CTE(_spell_facts(keys, with_activity), name="spell_facts", materialized=True)
    spell_facts = (*SPELL_FACTS, *(ACTIVITY_FACTS if with_activity else ()))
    events = spells.join(OutcomeEvent.objects.in_force(), participation_id=spells.col.participation_id)
    marks, shared = ({"evidence": Q(evidence__gt="")} if with_evidence else {}), [spells]
    if proven:
        rows = CTE(proven.events, name="proven_events", materialized=True)
        columns = {name: getattr(rows.col, name) for name in ("record", "outcome_kind", "happened_on")}
        on = {"participation_id": columns["record"], "kind": columns["outcome_kind"]}
        events = rows.join(events, **on, happened_on=columns["happened_on"], _join_type=LOUTER)
        events = events.alias(proven_record=columns["record"])
        marks["proof"] = Q(proven_record__isnull=False) | proven.not_needed
        shared.append(rows)
    outcomes = CTE(_outcome_facts(events, spells, marks), name="outcome_facts", materialized=True)
    marked = {"evidence": EVIDENCE_FACTS, "proof": PROOF_FACTS}
    answers = (*OUTCOME_ANSWERS, *(name for mark in marks for name in marked[mark]))
    joined = spells.join(queryset, pk=spells.col.participation_id, _join_type=LOUTER)
    joined = outcomes.join(joined, pk=outcomes.col.participation_id, _join_type=LOUTER)
    return (
        with_cte(*shared, outcomes, select=joined)
        .annotate(
            sex=F("person__sex"),
            birth_date=F("person__birth_date"),
            programme_period=F("project__programme_period"),
            **{name: getattr(spells.col, name) for name in spell_facts},
            **{name: getattr(outcomes.col, name) for name in OUTCOME_FACTS},
            **{name: Coalesce(getattr(outcomes.col, name), False) for name in answers},
        )
        .annotate(
            age=CompletedYears("first_entry", "birth_date"),
            first_sub_project=_sub_project("first"),
            last_sub_project=_sub_project("last"),
            is_complete=answer(COMPLETE),
            disadvantaged=answer(DISADVANTAGED),
        )
        .annotate(
            unemployed_for_long=answer(_unemployed_for_long(long_term)),
            long_term_unemployed=answer(
                Q(labour_market_status=LabourMarketStatus.UNEMPLOYED) & _unemployed_for_long(long_term)
            ),
        )
    )


SPELL_FACTS = (
    "first_entry",
    "last_entry",
    "last_exit",
    "immediate_until",
    "follow_up_from",
    "first_municipality",
    "last_municipality",
    "first_intervention",
    "last_intervention",
)
ACTIVITY_FACTS = ("activity",)  # of the last spell (participants.register.activity)
OUTCOME_FACTS = ("leaving_status", "follow_up", "follow_up_improvement", "last_follow_up_on")
OUTCOME_ANSWERS = (
    "has_education",
    "has_qualification",
    "has_internship",
    "has_closer",
    "has_early_follow_up",
)
# An outcome fact -> the fact that one of its events has stated evidence.
EVIDENCE_OF = {
    "leaving_status": "evidence_of_leaving_status",
    "follow_up": "evidence_of_follow_up",
    "follow_up_improvement": "evidence_of_follow_up",  # of the same event
    "has_education": "evidence_of_education",
    "has_qualification": "evidence_of_qualification",
    "has_internship": "evidence_of_internship",
    "has_closer": "evidence_of_closer",
}
EVIDENCE_FACTS = tuple(dict.fromkeys(EVIDENCE_OF.values()))
# The same for the proof that the project requires.
PROOF_OF = {fact: name.replace("evidence", "proof") for fact, name in EVIDENCE_OF.items()}
PROOF_FACTS = tuple(dict.fromkeys(PROOF_OF.values()))
NEVER = date.max  # replaces the missing exit of an open spell in Max()


def _spell_facts(participations, with_activity):
    """Aggregate the spells of each participation."""
    # It reads more than the index of the spells holds: most go without.
    activity = {"activity": First(ArrayAgg(ACTIVITY, order_by="-entry_date"), output_field=CharField())}
    municipalities = ArrayAgg("municipality_id", order_by="entry_date")
    interventions = ArrayAgg("intervention_id", order_by="entry_date")
    # Spells do not overlap, so an open spell is the last one.
    last_exit = NullIf(Max(Coalesce("exit_date", Value(NEVER))), Value(NEVER))
    return (
        Spell.objects.filter(participation__in=participations)
        .order_by()
        .values("participation_id")
        .annotate(
            first_entry=Min("entry_date"),
            last_entry=Max("entry_date"),
            last_exit=last_exit,
            immediate_until=PlusDays(last_exit, IMMEDIATE_DAYS),
            follow_up_from=PlusMonths(last_exit, LONGER_TERM_MONTHS),
            first_municipality=First(municipalities, output_field=CharField()),
            last_municipality=Last(municipalities, output_field=CharField()),
            first_intervention=First(interventions, output_field=IntegerField()),
            last_intervention=Last(interventions, output_field=IntegerField()),
            **(activity if with_activity else {}),
        )
    )


def _outcome_facts(events, spells, marks):
    """Aggregate outcomes in force after the first entry; all NULL while the last spell is open.

    `marks`: {name: condition of an event}, such as that its evidence is stated.
    """
    gained = Q(happened_on__lte=spells.col.immediate_until)
    # After a re-entry results are recorded again (P2), but a qualification stays gained.
    immediate = gained & Q(happened_on__gt=spells.col.last_entry)
    follow_up = Q(kind__in=OutcomeEvent.FOLLOW_UPS)
    in_time = follow_up & Q(happened_on__gte=spells.col.follow_up_from)
    early = follow_up & Q(happened_on__gte=spells.col.last_exit, happened_on__lt=spells.col.follow_up_from)
    immediate_status = Q(kind__in=OutcomeEvent.LABOUR_MARKET) & immediate
    answers = {
        "education": Q(kind=OutcomeEvent.Kind.EDUCATION) & immediate,
        "qualification": Q(kind=OutcomeEvent.Kind.QUALIFICATION) & gained,
        "internship": Q(kind=OutcomeEvent.Kind.INTERNSHIP) & immediate,
        "closer": Q(kind=OutcomeEvent.Kind.CLOSER) & immediate,
    }
    marked = {}
    for mark, holds in marks.items():  # they read more than the index of the outcomes holds: most go without
        marked |= {
            f"{mark}_of_leaving_status": _last(answer(holds), immediate_status, BooleanField),
            f"{mark}_of_follow_up": _last(answer(holds), in_time, BooleanField),
            **{f"{mark}_of_{name}": BoolOr(event & holds) for name, event in answers.items()},
        }
    return (
        events.filter(happened_on__gt=spells.col.first_entry)
        .order_by()
        .values("participation_id")
        .annotate(
            # The last labour-market event within 28 days of the exit counts (P7, P8), and on the same day the
            # one recorded last (ADR 15).
            leaving_status=_last("kind", immediate_status),
            # The last follow-up at least six months after the exit.
            follow_up=_last("kind", in_time),
            follow_up_improvement=_last("improvement", in_time),
            last_follow_up_on=Max("happened_on", filter=follow_up),
            **{f"has_{name}": BoolOr(event) for name, event in answers.items()},
            has_early_follow_up=BoolOr(early),
            **marked,
        )
    )


def _last(value, condition, output_field=CharField):
    order = ("-happened_on", "-place")
    return First(ArrayAgg(value, filter=condition, order_by=order), output_field=output_field())


def _sub_project(end):
    """Return the intervention's sub-project, otherwise the municipality's."""
    intervention = Intervention.objects.filter(pk=OuterRef(f"{end}_intervention"))
    municipality = ProjectMunicipality.objects.filter(
        project=OuterRef("project_id"), municipality=OuterRef(f"{end}_municipality")
    )
    return Coalesce(
        Subquery(intervention.values("sub_project_id")), Subquery(municipality.values("sub_project_id"))
    )


def _unemployed_for_long(limits):
    operator = "gt" if limits.strictly else "gte"
    young, older = (
        {f"first_entry__{operator}": PlusMonths("unemployed_since", months)}
        for months in (limits.young_months, limits.months)
    )
    return Q(age__lt=limits.young_below, **young) | Q(age__gte=limits.young_below, **older)


def answer(condition):
    """Return the expression that a condition holds; an empty one does."""
    if not condition:
        return Value(True, output_field=BooleanField())
    return Case(When(condition, then=True), default=False, output_field=BooleanField())  # never NULL
