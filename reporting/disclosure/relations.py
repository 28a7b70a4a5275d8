"""Relations between figures that any reader may know, and use to calculate a suppressed count."""

from collections.abc import Iterable
from dataclasses import dataclass

from reporting.indicators import measures
from reporting.indicators.frameworks import FRAMEWORKS
from reporting.indicators.frameworks.base import Comparison, Framework, Indicator, at_most, equals

# Most relations are the frameworks' aggregate rules. Those between indicators and project measures, which are in
# no rule, are here. Each measure counts some of the persons in the next: work is an occupation, and so on.
NESTED = {
    "work": "occupation",
    "occupation": "progression",
    "progression": "leavers",
    "leavers": "participants",
}
BY_FRAMEWORK = {
    "2007-2013": (equals("A23-1E", "participants"), equals("A23-1L", "leavers")),
    "2014-2020": (
        at_most("CR04", "work"),
        at_most("CR02", "occupation"),
        at_most(("CR01", "work"), "leavers"),
        # A person over 54 (CO07) outside CO08 is neither unemployed (CO01) nor inactive without studies (CO04).
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
SPLITS = (
    equals(("work", "studies", "internship"), "occupation"),
    at_most("self_employment", "work"),
    at_most("began_or_increased", "compared"),
    at_most("compared", "leavers"),
)
ALIASES = {"GRAND": "participants", "women_share": "participants"}  # the same persons under a second code
# No release has them by part: they would be two more numbers below each number of leavers (ADR 147).
NOT_BY_PART = frozenset({"began_or_increased", "compared"})
# 2007-2013: the carry-over is the participants who started less those who left.
CARRY_OVER, STARTED, LEFT = "A23-1C", "A23-1E", "A23-1L"


@dataclass(frozen=True)
class Relations:
    """The relations of a programme period."""

    equal: tuple[Comparison, ...]
    at_most: tuple[Comparison, ...]
    framework: Framework | None

    @classmethod
    def of(cls, framework_code: str) -> "Relations":
        framework = FRAMEWORKS.get(framework_code)
        rules = framework.aggregate_rules if framework else ()
        known = [
            *(c for rule in rules if rule.severity == "error" for c in rule.comparisons if not c.minus),
            *(at_most(inner, outer) for inner, outer in NESTED.items()),
            *SPLITS,
            *BY_FRAMEWORK.get(framework_code, ()),
        ]
        return cls(
            equal=tuple(c for c in known if c.operator == "=="),
            at_most=tuple(c for c in known if c.operator == "<="),
            framework=framework,
        )

    def have_one_date(self, codes: Iterable[str]) -> bool:
        # The date on which they count a person: the start or the end of the participation.
        return len({self._date_of(code) for code in codes}) == 1

    def _date_of(self, code: str) -> str:
        by_code: dict[str, Indicator] = {m.code: m for m in (*measures.COUNTED, measures.SHARE_OF_WOMEN)}
        indicator = by_code.get(code)
        if indicator is None and self.framework is not None and code in self.framework:
            indicator = self.framework[code]
        return indicator.when if indicator else code  # an unknown figure shares its date with no other
