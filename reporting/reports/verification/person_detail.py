"""Spells and outcomes of one counted person, as recorded."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from esfportal.security.free_text_masking import mask_personal_data
from participants.evidence.choices import FactState
from participants.evidence.states import outcomes_with_state
from participants.register.models import Moment, OutcomeEvent, Participation, Spell
from participants.register.pages.situation_text import situation_text
from reporting.indicators.explain import Explanation, counted_indicators, explain
from reporting.reports.verification.counted_events import counted_events, counted_keys


@dataclass(frozen=True)
class RecordedSpell:
    """A spell, without part, case worker, work and studies for a protected person."""

    entered: date
    left: date | None
    reason: str
    part: str
    case_worker: str
    recorded_at: datetime
    is_later: bool
    before: str  # work and studies at the start
    after: str


class OutcomeStatus(StrEnum):
    HOLDS = "holds"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class RecordedOutcome:
    """An outcome as recorded."""

    happened_on: date
    kind: str
    evidence: str
    recorded_at: datetime
    recorded_by: str
    correction: str
    status: OutcomeStatus
    is_later: bool
    proof: FactState  # today
    is_counted: bool  # it put the person into the figure


def person_in(report, pk):
    found = Participation.with_voided.in_project(report.project)
    return found.select_related("person", "project", "merged_into__person", "merged_into__project").get(pk=pk)


def recorded_spells(report, participation):
    spells = Spell.objects.filter(participation=participation).select_related(
        "municipality", "intervention", "case_worker"
    )
    return [_recorded_spell(report, spell, participation.is_protected) for spell in spells]


def _recorded_spell(report, spell, hidden):
    part = [] if hidden else [spell.municipality.name, spell.intervention and spell.intervention.display_name]
    reason = Spell.ExitReason(spell.exit_reason).label if spell.exit_reason else ""
    return RecordedSpell(
        entered=spell.entry_date,
        left=spell.exit_date,
        reason=str(reason),
        part=", ".join(filter(None, part)),
        case_worker="" if hidden or not spell.case_worker else spell.case_worker.full_name,
        recorded_at=spell.recorded_at,
        is_later=spell.recorded_at > report.computed_at,
        before="" if hidden else situation_text(spell, Moment.ENTRY, with_incomes=False),
        after="" if hidden else situation_text(spell, Moment.EXIT, with_incomes=False),
    )


def recorded_outcomes(report, participation, *, figure, span):
    """Return the outcomes; those that put the person into the figure are marked."""
    is_in_figure = participation.pk in (counted_keys(report, figure, span) or ())
    people = [participation.pk] if is_in_figure else []
    counted = counted_events(report, figure, people)[participation.pk]
    events = outcomes_with_state(OutcomeEvent.objects.filter(participation=participation)).select_related(
        "recorded_by", "superseded_by"
    )
    return [
        _recorded_outcome(report, event, participation, is_counted=event in counted)
        for event in events.order_by("happened_on", "recorded_at")
    ]


def _recorded_outcome(report, event, participation, *, is_counted):
    hidden = participation.is_protected
    return RecordedOutcome(
        happened_on=event.happened_on,
        kind=", ".join(filter(None, [event.get_kind_display(), event.get_improvement_display()])),
        evidence=_masked_text(event.evidence, participation),
        recorded_at=event.recorded_at,
        recorded_by="" if hidden or not event.recorded_by else event.recorded_by.full_name,
        correction=_masked_text(event.correction_reason, participation),
        status=_status(event),
        is_later=event.recorded_at > report.computed_at,
        proof=FactState(event.proof_state),
        is_counted=is_counted,
    )


def _masked_text(text, participation):
    if participation.is_protected:
        return ""
    return mask_personal_data(text, participation.given_name, participation.family_name)


def _status(event):
    later = getattr(event, "superseded_by", None)
    if event.is_withdrawal or (later and later.is_withdrawal):
        return OutcomeStatus.WITHDRAWN
    return OutcomeStatus.CORRECTED if later else OutcomeStatus.HOLDS


def explain_today(report, participation, code):
    if participation.voided_at is None:
        return explain(participation, code, on=report.ends_on)
    # What is voided or merged is in no figure: none of the conditions is evaluated.
    indicators = {each.code: each for each in counted_indicators(report.project)}
    return Explanation(indicators[code], counted=False, conditions=(), deciding=None)
