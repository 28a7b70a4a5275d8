"""Project measures."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from projects.models import Measure, Target
from reporting.indicators.enums import LineKind, TargetState
from reporting.indicators.frameworks import vocabulary as v
from reporting.indicators.frameworks.base import ENTERED, LEFT, Condition, Indicator
from reporting.indicators.names import Name

PARTICIPANTS = str(Measure.PARTICIPANTS)
LEAVERS = str(Measure.LEAVERS)
WOMEN_SHARE = str(Measure.WOMEN_SHARE)
BEGAN_OR_INCREASED = str(Measure.BEGAN_OR_INCREASED)
COMPARED = str(Target.Denominator.COMPARED)


@dataclass(frozen=True)
class ProjectMeasure(Indicator):
    """A measure that project targets are set in."""

    rate_of: str = ""  # code of the denominator


def measure(
    code: Any,  # a Measure or a text; mypy does not know the members of Django's enums
    sv: str,
    en: str,
    *conditions: Condition,
    when: str = LEFT,
    rate_of: str = "",
) -> ProjectMeasure:
    return ProjectMeasure(
        str(getattr(code, "value", code)),
        Name(sv, en),
        LineKind.MEASURE,
        "exit + 4 weeks" if when == LEFT else "start",
        conditions,
        when=when,
        # Measures count incomplete records too, unlike the official indicators (import_formats: Project
        # measures).
        complete=False,
        rate_of=rate_of,
    )


MEASURES = (
    measure(Measure.PARTICIPANTS, "Deltagare", "Participants", when=ENTERED),
    measure(Measure.LEAVERS, "Avslutade", "Participants who have left"),
    measure(Measure.WORK, "I arbete", "In work", v.IN_WORK, rate_of=LEAVERS),
    measure(
        Measure.OCCUPATION,
        "I sysselsättning (arbete, studier eller praktik)",
        "In work, studies or internship",
        v.IN_WORK_OR_STUDYING,
        rate_of=LEAVERS,
    ),
    measure(
        Measure.PROGRESSION,
        "I sysselsättning eller närmare arbetsmarknaden",
        "In work, studies or internship, or closer to the labour market",
        v.CLOSER,
        rate_of=LEAVERS,
    ),
    # Source and choices: participants.register.activity and ADR 147.
    measure(
        Measure.BEGAN_OR_INCREASED,
        "Har börjat eller ökat arbete eller studier",
        "Began or increased work or studies",
        v.COMPARABLE,
        v.BEGAN_OR_INCREASED,
        rate_of=COMPARED,
    ),
)
# The people of whom the last one is a share. No target is set in them.
COMPARABLE = measure(
    COMPARED,
    "Arbete och studier kända vid start och avslut",
    "Work and studies known at the start and at the end",
    v.COMPARABLE,
    rate_of=LEAVERS,
)
IN_PARTS = (*MEASURES, COMPARABLE)
# What an occupation is: each person counts in one of work, studies and internship. No target is set in them.
SPLITS = (
    measure(
        "self_employment", "därav eget företag", "of which self-employed", v.IN_OWN_BUSINESS, rate_of=LEAVERS
    ),
    measure(
        "studies", "I studier, inte i arbete", "In studies, not in work", v.STUDYING_ONLY, rate_of=LEAVERS
    ),
    measure(
        "internship",
        "I praktik, varken i arbete eller studier",
        "In an internship, neither in work nor in studies",
        v.INTERNSHIP_ONLY,
        rate_of=LEAVERS,
    ),
)
# Uses the counts of the participants; the rate is the share of women among them.
SHARE_OF_WOMEN = measure(
    Measure.WOMEN_SHARE, "Andel kvinnor", "Share of women", when=ENTERED, rate_of=PARTICIPANTS
)
BY_CODE = {m.code: m for m in (*MEASURES, SHARE_OF_WOMEN)}  # what a target can name

WORK, OCCUPATION = str(Measure.WORK), str(Measure.OCCUPATION)
# In the order of a report: what belongs to a measure comes after it.
_AFTER = {WORK: SPLITS[:1], OCCUPATION: SPLITS[1:], BEGAN_OR_INCREASED: (COMPARABLE,)}
COUNTED = tuple(each for m in MEASURES for each in (m, *_AFTER.get(m.code, ())))

# Fails at start-up when a target measure has no definition.
assert set(BY_CODE) == set(Measure.values), "every measure a target can name is computed"  # nosec B101


def per_cent(part: int, whole: int | Decimal | None) -> str:
    """Return `part` of `whole` in per cent as text (one decimal, half away from zero); "" if `whole` is 0."""
    share = exact_per_cent(part, whole)
    return "" if share is None else str(share.quantize(Decimal("0.1"), ROUND_HALF_UP))


def final_state(state: TargetState, target: Target) -> TargetState:
    """Return the state of a target after the project's end: reached or not, if there are data."""
    if state in (TargetState.ON_TRACK, TargetState.BEHIND, TargetState.EXCEEDED):
        at_most = target.comparison == Target.Comparison.AT_MOST
        kept = state != TargetState.EXCEEDED if at_most else state == TargetState.EXCEEDED
        return TargetState.REACHED if kept else TargetState.NOT_REACHED
    return state


def round_half_up(number: Decimal, decimals: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def exact_per_cent(part: int, whole: int | Decimal | None) -> Decimal | None:
    return Decimal(part) * 100 / Decimal(whole) if whole else None


def state_of_number(target: Target, total: int, planned: Fraction | None) -> TargetState:
    """Return the state of a target that is a number of persons, of whom so many are planned (Target.planned_by)."""
    if target.comparison == Target.Comparison.AT_MOST:
        return TargetState.EXCEEDED if total > target.value else TargetState.ON_TRACK
    if total >= target.value:
        exceeded = target.comparison == Target.Comparison.EXACTLY and total > target.value
        return TargetState.EXCEEDED if exceeded else TargetState.REACHED
    # Below the goal.
    on_track = planned is not None and total >= planned
    return TargetState.ON_TRACK if on_track else TargetState.BEHIND


def state_of_share(target: Target, share: Decimal | None) -> TargetState:
    """Return the state of a target that is a share; `share` is exact per cent, or None without a
    denominator.
    """
    if share is None:
        return TargetState.NO_DATA
    if share > target.value and target.comparison != Target.Comparison.AT_LEAST:
        return TargetState.EXCEEDED
    if target.comparison == Target.Comparison.AT_MOST:
        return TargetState.ON_TRACK
    return TargetState.REACHED if share >= target.value else TargetState.BEHIND
