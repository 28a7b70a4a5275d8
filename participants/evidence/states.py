"""States of proof: whether facts have what their project requires, in SQL and as of a day.

One home: pages, lists, work to do and figures all use these expressions.
"""

from datetime import date
from functools import cache
from typing import Any, NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from esfportal.database.together import PreparedTogether, values_of
from participants.evidence.choices import AT_ENTRY, DEFAULTS, FACT_OF_OUTCOME, Fact, FactState
from participants.evidence.models import ProofItem, ProofRequirement
from participants.register.facts import Proven
from participants.register.models import OutcomeEvent, Participation
from participants.register.prepared_facts import RECORD, IsOneOf
from projects.models import TargetGroup

KINDS = ArrayField(CharField())
NEEDS_PROOF = tuple(FACT_OF_OUTCOME)
SATISFIED = (FactState.NOT_NEEDED, FactState.ACCEPTED)


def proven_in(project: Any) -> Proven:
    """Return the outcome events of a project that have their accepted proof, for figures; `project` is a key."""
    # Grouped once for the project, and not asked for each event.
    items = ProofItem.objects.accepted().exclude(outcome_kind="").filter(participation__project=project)
    items = items.annotate(record=Coalesce("participation__merged_into", "participation"))
    items = _with_required(items, "required", F("fact"), OuterRef("fact"), "participation__project")
    counting = items.filter(IsOneOf("proof__kind", "required_kinds")).order_by()
    events = counting.values("record", "outcome_kind", "happened_on").alias(
        number=Count("pk"), needed=Max("required_needed")
    )
    free = ProofRequirement.objects.filter(project=OuterRef("project_id"), quantity=0)
    needs_none = Q(kind__in=[kind for kind in OutcomeEvent.Kind.values if kind not in NEEDS_PROOF])
    for kind, fact in FACT_OF_OUTCOME.items():
        needs_none |= Q(Exists(free.filter(fact=fact)), kind=kind)
    return Proven(events.filter(number__gte=F("needed")), needs_none)


def outcomes_with_state(outcomes, *, day=None):
    """Annotate outcome events with `fact`, empty for kinds that need no proof, and `proof_state`."""
    facts = [When(kind=kind, then=Value(str(fact))) for kind, fact in FACT_OF_OUTCOME.items()]
    outcomes = outcomes.annotate(fact=Case(*facts, default=Value(""), output_field=CharField()))
    items = {"outcome_kind": OuterRef("kind"), "happened_on": OuterRef("happened_on")}
    return _with_state(outcomes, "participation_id", items, "proof_state", F("fact"), OuterRef("fact"), day)


def participations_with_states(participations, *, day=None):
    """Annotate participations with `state_of_target_group` and `state_of_status`."""
    for fact in AT_ENTRY:
        value, name = Value(str(fact)), f"state_of_{fact}"
        participations = _with_state(participations, "pk", {"fact": fact}, name, value, value, day)
    return participations


def _with_state(rows, record, items, name, fact, outer_fact, day):
    """Annotate the state of `fact`; `record` is the column with the participation, `items` their condition."""
    rows = _with_required(rows, name, fact, outer_fact, "project_id")
    # Apart, so that each has an index: the record's own items, and those of records merged into it.
    found = [
        ProofItem.objects.filter(**{column: OuterRef(record)}, **items)
        for column in ("participation", "participation__merged_into")
    ]
    counting = [
        each.accepted(day).filter(IsOneOf("proof__kind", OuterRef(f"{name}_kinds"))) for each in found
    ]
    accepted = sum((_number_of(each) for each in counting), Value(0))
    state = Case(
        When(**{f"{name}_needed": 0}, then=Value(FactState.NOT_NEEDED)),
        When(**{f"{name}_needed__lte": accepted}, then=Value(FactState.ACCEPTED)),
        When(_any(each.waiting(day) for each in found), then=Value(FactState.WAITING)),
        When(_any(each.rejected(day) for each in found), then=Value(FactState.REJECTED)),
        default=Value(FactState.MISSING),
        output_field=CharField(),
    )
    return rows.annotate(**{name: state})


def _number_of(items):
    numbers = items.order_by().values(one=Value(1)).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(numbers), 0)


def _any(querysets):
    own, merged = querysets
    return Exists(own) | Exists(merged)


def _with_required(rows, name, fact, outer_fact, project):
    """Add what the project requires as `{name}_needed` and `{name}_kinds`."""
    required = ProofRequirement.objects.filter(project=OuterRef(project), fact=outer_fact)
    quantities = [When(_is(fact, each), then=Value(rule.quantity)) for each, rule in DEFAULTS.items()]
    kinds = [When(_is(fact, each), then=Value(list(rule.kinds), KINDS)) for each, rule in DEFAULTS.items()]
    needed = Case(*quantities, default=Value(0), output_field=IntegerField())
    default_kinds = Case(*kinds, default=Value([], KINDS), output_field=KINDS)
    return rows.alias(
        **{
            f"{name}_needed": Coalesce(Subquery(required.values("quantity")), needed),
            f"{name}_kinds": Coalesce(Subquery(required.values("kinds")), default_kinds, output_field=KINDS),
        }
    )


def _is(fact, each):
    return Q(fact=str(each)) if isinstance(fact, F) else Q(Value(fact.value == str(each)))


def results(participations, *, states=None, day=None):
    """Return the outcomes in force that need proof, of unprotected or opened participations, with their states."""
    found = OutcomeEvent.objects.in_force().filter(
        kind__in=NEEDS_PROOF, participation__in=participations.values("pk")
    )
    found = outcomes_with_state(found, day=day)
    return found.filter(proof_state__in=states) if states else found


class ProvenOutcome(NamedTuple):
    """An outcome that can need proof."""

    id: int
    kind: str
    happened_on: date
    fact: str
    proof_state: str


ENTRY = ("has_target_groups", "labour_market_status", *(f"state_of_{fact}" for fact in AT_ENTRY))


def parts_of_states(day=None):
    """Return the parts of a statement about RECORD, whose rows `read_states` takes."""
    targets = TargetGroup.objects.filter(project=OuterRef("project"))
    record = Participation.objects.filter(pk=RECORD).annotate(has_target_groups=Exists(targets))
    outcomes = OutcomeEvent.objects.in_force().filter(participation=RECORD)
    outcomes = outcomes_with_state(outcomes, day=day).exclude(fact="").order_by("happened_on", "place")
    return (
        values_of(participations_with_states(record, day=day), *ENTRY),
        values_of(outcomes, *ProvenOutcome._fields),
    )


def read_states(records, outcomes):
    """Return ({fact of the entry: state}, outcomes that can need proof, by date)."""
    if not records:  # not visible any more
        raise Participation.DoesNotExist
    ((has_target_groups, status, *of_facts),) = records
    known = {Fact.TARGET_GROUP: has_target_groups, Fact.STATUS: bool(status)}
    states = {fact: FactState(state) for fact, state in zip(AT_ENTRY, of_facts, strict=True) if known[fact]}
    return states, [ProvenOutcome(*row) for row in outcomes]


def states_of(participation, *, day=None):
    """Return `read_states` of a participation, now or as of a day."""
    together = _states_now() if day is None else PreparedTogether(*parts_of_states(day))
    return read_states(*together.read(record=participation.pk))


@cache
def _states_now():
    return PreparedTogether(*parts_of_states())
