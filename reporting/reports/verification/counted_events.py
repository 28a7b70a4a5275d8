"""People whom a figure counts, their facts, and the outcomes behind it as they were when the report was made."""

from collections import defaultdict

from django.utils.text import capfirst

from esfportal.ui.formats import date_iso
from participants.register.facts import EVIDENCE_OF, with_facts
from participants.register.models import OutcomeEvent, Participation
from reporting.indicators.explain import counted_indicators
from reporting.indicators.frameworks import for_period

KIND = OutcomeEvent.Kind
# The kinds of the events that a fact is one of, in its time (participants.register.facts).
KINDS = {
    "leaving_status": OutcomeEvent.LABOUR_MARKET,
    "follow_up": OutcomeEvent.FOLLOW_UPS,
    "follow_up_improvement": OutcomeEvent.FOLLOW_UPS,
    "has_education": (KIND.EDUCATION,),
    "has_qualification": (KIND.QUALIFICATION,),
    "has_internship": (KIND.INTERNSHIP,),
    "has_closer": (KIND.CLOSER,),
}
LAST_COUNTS = ("leaving_status", "follow_up", "follow_up_improvement")


def counted_keys(report, code, span):
    """Return the participations of a figure as they were stored with it; None in older reports."""
    frozen = (report.counted_by_figure or {}).get(code)
    return None if frozen is None else set(frozen[span])


def facts_of(report):
    counted = Participation.with_voided.in_project(report.project).filter(
        pk__in=report.counted_participations or []
    )
    long_term = for_period(report.project.programme_period).long_term
    return with_facts(counted, long_term=long_term, with_activity=True)


def counted_events(report, code, people):
    """Return {key: [OutcomeEvent]} of the people (keys), all of whom the figure counts."""
    indicator = {each.code: each for each in counted_indicators(report.project)}[code]
    conditions = list(_conditions_on_outcomes(indicator.q))
    found = defaultdict(list)
    if not conditions or not people:
        return found
    recorded = defaultdict(list)
    for event in _recorded(report, people):
        recorded[event.participation_id].append(event)
    for participation in facts_of(report).filter(pk__in=recorded):
        events = recorded[participation.pk]
        counted = {
            event.pk: event
            for fact, holds in conditions
            for event in _events_of(fact, events, participation)
            if holds(event)
        }
        found[participation.pk] = sorted(counted.values(), key=lambda each: (each.happened_on, each.place))
    return found


def event_text(event):
    improvement = f", {event.get_improvement_display()}" if event.improvement else ""
    return f"{date_iso(event.happened_on)} {capfirst(event.get_kind_display())}{improvement}"


def _recorded(report, people):
    made = report.computed_at
    events = OutcomeEvent.objects.filter(participation__in=people, recorded_at__lte=made, is_withdrawal=False)
    corrected = OutcomeEvent.objects.filter(recorded_at__lte=made, supersedes__participation__in=people)
    return events.exclude(pk__in=corrected.values("supersedes")).order_by("happened_on", "place")


def _conditions_on_outcomes(q):
    """Yield (fact, condition of an event) for each condition that outcomes can meet."""
    if any(name.endswith("__isnull") and value is True for name, value in _pairs(q)):
        return  # of what did not happen, such as no work, there is no event
    for child in q.children:
        if not isinstance(child, tuple):
            yield from _conditions_on_outcomes(child)
            continue
        (fact, _separator, lookup), value = child[0].partition("__"), child[1]
        if fact in EVIDENCE_OF and value is not False:
            yield fact, _meets(fact, lookup, value)


def _pairs(q):
    return [child for child in q.children if isinstance(child, tuple)]


def _meets(fact, lookup, value):
    if fact.startswith("has_") or lookup not in ("", "exact", "in"):
        return lambda event: True
    wanted = value if lookup == "in" else (value,)
    name = "improvement" if fact == "follow_up_improvement" else "kind"
    return lambda event: getattr(event, name) in wanted


def _events_of(fact, events, facts):
    """Return the events that decide a fact, in their order."""
    if facts.last_exit is None:
        return []  # nothing counts while the person takes part
    after, first, last = facts.last_entry, facts.first_entry, facts.immediate_until
    if fact.startswith("follow_up"):
        timely = [each for each in events if each.happened_on >= facts.follow_up_from]
    elif fact == "has_qualification":  # after a re-entry it stays gained
        timely = [each for each in events if first < each.happened_on <= last]
    else:
        timely = [each for each in events if after < each.happened_on <= last]
    of_fact = [each for each in timely if each.kind in KINDS[fact]]
    return of_fact[-1:] if fact in LAST_COUNTS else of_fact
