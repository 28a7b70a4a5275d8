"""States of proof: whether facts have what their project requires, in SQL and as of a day.

One home: pages, lists, work to do and figures all use these expressions.
"""

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from participants.evidence.choices import AT_ENTRY, DEFAULTS, FACT_OF_OUTCOME, Fact, FactState
from participants.evidence.models import ProofItem, ProofRequirement
from participants.register.models import OutcomeEvent, Participation
from projects.models import TargetGroup

KINDS = ArrayField(CharField())
NEEDS_PROOF = tuple(FACT_OF_OUTCOME)
SATISFIED = (FactState.NOT_NEEDED, FactState.ACCEPTED)


class IsOneOf(Func):
    template = "%(expressions)s)"
    arg_joiner = " = ANY ("
    output_field = BooleanField()


def outcomes_with_state(outcomes, *, day=None):
    """Annotate outcome events with `fact` and `proof_state`; both are that of no fact for kinds without."""
    facts = [When(kind=kind, then=Value(str(fact))) for kind, fact in FACT_OF_OUTCOME.items()]
    outcomes = outcomes.annotate(fact=Case(*facts, default=Value(""), output_field=CharField()))
    about = Q(participation=OuterRef("participation_id"))
    about |= Q(participation__merged_into=OuterRef("participation_id"))
    items = ProofItem.objects.filter(
        about, outcome_kind=OuterRef("kind"), happened_on=OuterRef("happened_on")
    )
    return _with_state(outcomes, items, "proof_state", F("fact"), OuterRef("fact"), "project_id", day)


def participations_with_states(participations, *, day=None):
    """Annotate participations with `state_of_target_group` and `state_of_status`."""
    about = Q(participation=OuterRef("pk")) | Q(participation__merged_into=OuterRef("pk"))
    for fact in AT_ENTRY:
        items, value = ProofItem.objects.filter(about, fact=fact), Value(str(fact))
        name = f"state_of_{fact}"
        participations = _with_state(participations, items, name, value, value, "project_id", day)
    return participations


def _with_state(rows, items, name, fact, outer_fact, project, day):
    required = ProofRequirement.objects.filter(project=OuterRef(project), fact=outer_fact)
    quantities = [When(_is(fact, each), then=Value(rule.quantity)) for each, rule in DEFAULTS.items()]
    kinds = [When(_is(fact, each), then=Value(list(rule.kinds), KINDS)) for each, rule in DEFAULTS.items()]
    default_kinds = Case(*kinds, default=Value([], KINDS), output_field=KINDS)
    rows = rows.alias(
        **{
            f"{name}_needed": Coalesce(
                Subquery(required.values("quantity")),
                Case(*quantities, default=Value(0), output_field=IntegerField()),
            ),
            f"{name}_kinds": Coalesce(Subquery(required.values("kinds")), default_kinds, output_field=KINDS),
        }
    )
    counts = items.accepted(day).filter(IsOneOf("proof__kind", OuterRef(f"{name}_kinds")))
    accepted = counts.order_by().values(one=Value(1)).annotate(number=Count("pk")).values("number")
    state = Case(
        When(**{f"{name}_needed": 0}, then=Value(FactState.NOT_NEEDED)),
        When(**{f"{name}_needed__lte": Coalesce(Subquery(accepted), 0)}, then=Value(FactState.ACCEPTED)),
        When(Exists(items.waiting(day)), then=Value(FactState.WAITING)),
        When(Exists(items.rejected(day)), then=Value(FactState.REJECTED)),
        default=Value(FactState.MISSING),
        output_field=CharField(),
    )
    return rows.annotate(**{name: state})


def _is(fact, each):
    return Q(fact=str(each)) if isinstance(fact, F) else Q(Value(fact.value == str(each)))


def results(participations, *, states=None, day=None):
    """Return the outcomes in force that need proof, of unprotected or opened participations, with their states."""
    found = OutcomeEvent.objects.in_force().filter(
        kind__in=NEEDS_PROOF, participation__in=participations.values("pk")
    )
    found = outcomes_with_state(found, day=day)
    return found.filter(proof_state__in=states) if states else found


def states_of(participation, *, day=None):
    """Return ({fact of the entry: state}, outcomes that can need proof with `fact` and `proof_state`, by date)."""
    targets = TargetGroup.objects.filter(project=OuterRef("project"))
    record = Participation.objects.filter(pk=participation.pk).annotate(has_target_groups=Exists(targets))
    outcomes = outcomes_with_state(participation.outcomes.in_force(), day=day).exclude(fact="")
    found = participations_with_states(record, day=day).get()
    known = {Fact.TARGET_GROUP: found.has_target_groups, Fact.STATUS: bool(found.labour_market_status)}
    states = {fact: FactState(getattr(found, f"state_of_{fact}")) for fact in AT_ENTRY if known[fact]}
    return states, list(outcomes.order_by("happened_on", "place"))
