"""Increments: the persons that a figure gains between two dates at which reports count them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from reporting.disclosure.cells import SEXES, Cell, Figure, Part, Sex, Span, number_in
from reporting.disclosure.relations import CARRY_OVER, LEFT, STARTED
from reporting.disclosure.series import ReportSeries, StoredAlternative

BEFORE_PERIOD, AT_END = 0, 1  # the two moments of a report at which a figure is known


class Reading(NamedTuple):
    report: int
    moment: int  # BEFORE_PERIOD or AT_END


class Increment(NamedTuple):
    """The change of a figure between the previous reading and this one."""

    figure: Figure
    sex: Sex
    reading: Reading
    value: int  # 0 in withheld blocks and at corrected readings alone; below 0 where persons were removed
    may_fall: bool = False  # by a correction


class Step(NamedTuple):
    reading: Reading
    increment: int | None  # its index; None for a gain of zero that is shown, and zero in every alternative
    gain: int


class Term(NamedTuple):
    increment: int  # its index
    sign: int


Terms = tuple[Term, ...]
Steps = Sequence[Step]
Changes = Mapping[int, int]  # {index of an increment: how much it is changed by}


@dataclass(frozen=True)
class IncrementTable:
    increments: tuple[Increment, ...]
    steps: Mapping[tuple[Figure, Sex], Steps]  # in order of date

    @classmethod
    def of(cls, series: ReportSeries) -> "IncrementTable":
        increments: list[Increment] = []
        steps: dict[tuple[Figure, Sex], Steps] = {}
        gains = {
            (figure, sex): tuple(_gains(series, figure, sex))
            for figure in series.counts
            if not _is_balance(series, figure)  # its numbers are sums of other figures' increments
            for sex in SEXES
        }
        # The readings at which a figure falls: a reader does not know that no other figure does.
        corrected = {reading for each in gains.values() for reading, gain, _ in each if gain < 0}
        for (figure, sex), gains_of_figure in gains.items():
            of_figure = []
            for reading, gain, is_of_new_day in gains_of_figure:
                # Two reports have the same numbers of the same day.
                is_withheld = is_of_new_day and _is_withheld(series, figure, sex, reading)
                may_fall = reading in corrected
                is_known = not (gain or is_withheld or may_fall)
                of_figure.append(Step(reading, None if is_known else len(increments), gain))
                if not is_known:
                    increments.append(Increment(figure, sex, reading, gain, may_fall))
            steps[figure, sex] = tuple(of_figure)
        return cls(tuple(increments), steps)

    def __contains__(self, figure: Figure) -> bool:
        return (figure, SEXES[0]) in self.steps

    def terms_of(self, figure: Figure, span: Span, sex: Sex, report: int) -> Terms:
        """Return the increments that add up to a printed number of women or men."""
        if figure not in self:
            started, left = (
                self.terms_of(Figure("line", code), "cumulative", sex, report) for code in (STARTED, LEFT)
            )
            return (*started, *(Term(term.increment, -term.sign) for term in left))
        steps = self.steps[figure, sex]
        readings = [step.reading for step in steps]
        first = readings.index(Reading(report, BEFORE_PERIOD)) + 1 if span == "period" else 0
        return terms_in(steps[first : readings.index(Reading(report, AT_END)) + 1])

    def index_of(self, figure: Figure, sex: Sex, reading: Reading) -> int | None:
        steps = self.steps.get((figure, sex), ())
        return next((step.increment for step in steps if step.reading == reading), None)

    def to_stored(self, changes: Changes) -> StoredAlternative:
        # By name, since the next release numbers the increments differently.
        stored = []
        for index, change in sorted(changes.items()):
            increment = self.increments[index]
            stored.append([_stored_figure(increment.figure), increment.sex, *increment.reading, change])
        return stored

    def from_stored(self, stored: StoredAlternative) -> dict[int, int] | None:
        # None if an increment no longer exists, such as one that a reading of the latest report leaves empty.
        changes = {}
        for figure, sex, report, moment, change in stored:
            index = self.index_of(_figure_from(figure), sex, Reading(report, moment))
            if index is None:
                return None
            changes[index] = change
        return changes


def _is_withheld(series: ReportSeries, figure: Figure, sex: Sex, reading: Reading) -> bool:
    spans: tuple[Span, ...] = ("cumulative", "period")
    return any(series.is_withheld(reading.report, Cell(figure, span, sex)) for span in spans)


def terms_in(steps: Steps) -> Terms:
    return tuple(Term(step.increment, 1) for step in steps if step.increment is not None)


def _gains(series: ReportSeries, figure: Figure, sex: Sex) -> Iterator[tuple[Reading, int, bool]]:
    last, last_day = 0, None
    for day, reading, value in sorted(_readings(series, figure, sex)):
        yield reading, value - last, day != last_day
        last, last_day = value, day


def _readings(series: ReportSeries, figure: Figure, sex: Sex) -> Iterator[tuple[date, Reading, int]]:
    for report, counts in series.counts[figure].items():
        document = series.documents[report]
        starts_on, ends_on = date.fromisoformat(document.starts_on), date.fromisoformat(document.ends_on)
        at_end = number_in(counts["cumulative"], sex)
        yield ends_on, Reading(report, AT_END), at_end
        if "period" in counts:
            before = at_end - number_in(counts["period"], sex)
            yield starts_on - timedelta(days=1), Reading(report, BEFORE_PERIOD), before


def _is_balance(series: ReportSeries, figure: Figure) -> bool:
    """Return True for the carry-over, if it is started less left in every report."""
    if figure != Figure("line", CARRY_OVER):
        return False
    started, left = (series.counts.get(Figure("line", code), {}) for code in (STARTED, LEFT))
    return all(
        report in started
        and report in left
        and number_in(count, sex)
        == number_in(started[report]["cumulative"], sex) - number_in(left[report]["cumulative"], sex)
        for report, counts in series.counts[figure].items()
        for count in counts.values()
        for sex in SEXES
    )


def _stored_figure(figure: Figure) -> list[str]:
    part = figure.part or ()
    return [figure.kind, *part, figure.code]


def _figure_from(stored: Sequence[str]) -> Figure:
    match tuple(stored):
        case ("line" | "target" | "base" as kind, code):
            return Figure(kind, code)
        case ("part" | "target" | "base" as kind, part_kind, part_code, code):
            return Figure(kind, code, Part(part_kind, part_code))
    raise ValueError(f"{stored} is not a stored figure.")
