"""Project measures: what a project's own targets are set in, beside the official indicators.

They count every record, complete or not. Results are read after the last exit, as the indicators'
are, but whatever somebody's status was at entry (import_formats: "Project measures").
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from projects.models import Measure, Target
from reporting.document import Name
from reporting.frameworks import vocabulary as v
from reporting.frameworks.base import ENTERED, LEFT, Indicator

PARTICIPANTS = Measure.PARTICIPANTS.value
LEAVERS = Measure.LEAVERS.value
WOMEN_SHARE = Measure.WOMEN_SHARE.value


@dataclass(frozen=True)
class ProjectMeasure(Indicator):
    """An indicator of the project's own; `rate_of` is the measure its rate is a share of, or ""."""

    rate_of: str = ""


def measure(code, sv, en, *conditions, when=LEFT, rate_of=""):
    return ProjectMeasure(
        code.value,
        Name(sv, en),
        "measure",
        "exit + 4 weeks" if when == LEFT else "start",
        conditions,
        when=when,
        complete=False,
        rate_of=rate_of,
    )


MEASURES = (
    measure(Measure.PARTICIPANTS, "Deltagare", "Participants", when=ENTERED),
    measure(Measure.LEAVERS, "Avslutade", "Leavers"),
    measure(Measure.WORK, "I arbete", "In work", v.IN_WORK, rate_of=LEAVERS),
    measure(
        Measure.OCCUPATION,
        "I sysselsättning (arbete, studier eller praktik)",
        "In occupation (work, studies or internship)",
        v.IN_WORK_OR_STUDYING,
        rate_of=LEAVERS,
    ),
    measure(
        Measure.PROGRESSION,
        "I sysselsättning eller närmare arbetsmarknaden",
        "In occupation or closer to the labour market",
        v.CLOSER,
        rate_of=LEAVERS,
    ),
)
# Its counts are those of the participants; its rate is the women's share of them.
SHARE_OF_WOMEN = measure(
    Measure.WOMEN_SHARE, "Andel kvinnor", "Share of women", when=ENTERED, rate_of=PARTICIPANTS
)
BY_CODE = {m.code: m for m in (*MEASURES, SHARE_OF_WOMEN)}

# A slip of ours would be found as soon as the portal starts.
assert set(BY_CODE) == set(Measure.values), "every measure a target can name is computed"  # nosec B101


def per_cent(part, whole):
    """`part` of `whole` as text: per cent with one decimal, half away from zero; "" for a share of nothing."""
    share = exact_per_cent(part, whole)
    return "" if share is None else str(share.quantize(Decimal("0.1"), ROUND_HALF_UP))


def exact_per_cent(part, whole):
    return Decimal(part) * 100 / Decimal(whole) if whole else None


def state_of_number(target, total, elapsed):
    """How a planned number stands.

    total: the persons counted; elapsed: the share of the project's time that has passed, from 0 to 1,
    or None where the project's days are not stated.

    "at most": "exceeded" above the number, otherwise "on_track".
    "at least", "exactly": "reached" at the number ("at least": or above it); "exceeded" above an
    exact number. Below it "on_track" while the share reached is no less than the share of the time
    that has passed, otherwise "behind"; without days, "behind".
    """
    if target.comparison == Target.Comparison.AT_MOST:
        return "exceeded" if total > target.value else "on_track"
    if total >= target.value:
        exceeded = target.comparison == Target.Comparison.EXACTLY and total > target.value
        return "exceeded" if exceeded else "reached"
    on_track = elapsed is not None and Decimal(total) >= target.value * elapsed
    return "on_track" if on_track else "behind"


def state_of_share(target, share):
    """How a share stands now; a share of nobody is "no_data", never zero.

    share: per cent, exact, or None. "at least": "reached" or "behind". "at most": "on_track" or
    "exceeded". "exactly": "reached", "behind" or "exceeded".
    """
    if share is None:
        return "no_data"
    if share > target.value and target.comparison != Target.Comparison.AT_LEAST:
        return "exceeded"
    if target.comparison == Target.Comparison.AT_MOST:
        return "on_track"
    return "reached" if share >= target.value else "behind"
