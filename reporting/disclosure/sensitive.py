"""Sensitive sums: the small numbers, and the small differences between readings, that must stay unknown."""

from collections.abc import Iterator, Mapping
from itertools import combinations

from reporting.disclosure.cells import SEXES
from reporting.disclosure.increments import IncrementTable, Steps, Term, Terms, terms_in
from reporting.disclosure.rules import DisclosureRules
from reporting.disclosure.series import ReportSeries


def sensitive_sums(
    series: ReportSeries, table: IncrementTable, rules: DisclosureRules, small: Mapping[Terms, int]
) -> dict[Terms, int]:
    """Return the small numbers and differences with their values, from 1 to below the smallest shown."""
    targets = dict(small)
    for figure in series.counts:
        if figure in table:
            women, men = (table.steps[figure, sex] for sex in SEXES)
            for steps in ([women], [men], [women, men]):
                for between, value in _differences(steps):
                    if rules.is_small(figure, value):
                        targets.setdefault(_terms(steps, between), value)
                    # One person fewer in a part may be a person who was given a protected identity.
                    elif figure.part is not None and rules.is_small(figure, -value):
                        opposite = (Term(term.increment, -term.sign) for term in _terms(steps, between))
                        targets.setdefault(tuple(opposite), -value)
    return targets


def _differences(counted_together: list[Steps]) -> Iterator[tuple[slice, int]]:
    """Yield each run of steps with its gain, of figures that gain anything."""
    gains = [sum(step.gain for step in at_once) for at_once in zip(*counted_together, strict=True)]
    if any(gains):
        for first, last in combinations(range(len(gains) + 1), 2):
            yield slice(first, last), sum(gains[first:last])


def _terms(counted_together: list[Steps], between: slice) -> Terms:
    return tuple(term for steps in counted_together for term in terms_in(steps[between]))
