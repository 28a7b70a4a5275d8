"""What everybody may know about how the figures of a report hang together.

A hidden number must not follow from any of this. The frameworks' own rules say most of it; here stand
the relations between the indicators and the project's measures, which no rule is about.
"""

from dataclasses import dataclass
from typing import Any

from reporting import measures
from reporting.frameworks import FRAMEWORKS
from reporting.frameworks.base import at_most

# Somebody in work is in occupation, and so on, up to everybody in the project.
NESTED = {
    "work": "occupation",
    "occupation": "progression",
    "progression": "leavers",
    "leavers": "participants",
}
BETWEEN = {
    "2007-2013": (at_most("A23-1E", "participants"), at_most("A23-1L", "leavers")),
    "2014-2020": (
        at_most("CR04", "work"),
        at_most("CR02", "occupation"),
        at_most(("CR01", "work"), "leavers"),
        # whoever is older and not among the older without work is employed, or inactive and studies
        at_most(("CO07", "CO01", "CO04"), ("TOTAL", "CO08")),
    ),
    "2021-2027": (
        at_most("EECO01", "participants"),
        at_most("EECR04", "work"),
        at_most("EECR02", "occupation"),
        at_most(("EECR01", "work"), "leavers"),
        *(at_most(f"EECR0{number}", "leavers") for number in range(1, 7)),
    ),
}
# The same people under two names.
SAME = {"GRAND": "participants", "women_share": "participants"}
CARRY_OVER, CAME, LEFT_AGAIN = "A23-1C", "A23-1E", "A23-1L"  # who is there is who came less who left


@dataclass(frozen=True)
class Relations:
    """equal: `Comparison`s of sums that are the same; within: of sums that are no more than others."""

    equal: tuple
    within: tuple
    framework: Any

    @classmethod
    def of(cls, framework_code):
        framework = FRAMEWORKS.get(framework_code)
        rules = framework.aggregate_rules if framework else ()
        stated = [c for rule in rules if rule.severity == "error" for c in rule.comparisons if not c.minus]
        nested = (at_most(inner, outer) for inner, outer in NESTED.items())
        return cls(
            equal=tuple(c for c in stated if c.operator == "=="),
            within=(
                *(c for c in stated if c.operator == "<="),
                *nested,
                *BETWEEN.get(framework_code, ()),
            ),
            framework=framework,
        )

    def come_together(self, codes):
        """Whether the people of all these figures come into a period by the same date."""
        return len({self._when(code) for code in codes}) == 1

    def _when(self, code):
        if code in measures.BY_CODE:
            return measures.BY_CODE[code].when
        known = self.framework is not None and code in self.framework
        return self.framework[code].when if known else code
