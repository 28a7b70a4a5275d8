"""Sums over projects, of printed numbers only."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Self

from esfportal.ui.formats import HIDDEN
from reporting.indicators import measures
from reporting.indicators.enums import LineKind, TargetState
from reporting.indicators.names import Name

COLUMNS = ("women", "men", "total")
RATES = {each.code: each.rate_of for each in (*measures.COUNTED, measures.SHARE_OF_WOMEN) if each.rate_of}

type Number = int | None  # None: not shown to the reader
type Json = Mapping[str, Any]


@dataclass(frozen=True)
class Sum:
    number: int = 0  # of what is shown
    hidden: int = 0  # projects that do not show theirs

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.number + other.number, self.hidden + other.hidden)

    @classmethod
    def of(cls, number: Number) -> Self:
        return cls(hidden=1) if number is None else cls(number)


@dataclass(frozen=True)
class Figure:
    code: str
    name: Name
    kind: str  # a LineKind
    numbers: tuple[Number, Number, Number]
    by_sex: bool = True

    def since(self, earlier: "Figure | None") -> "Figure":
        if earlier is None:
            return self
        gained = tuple(map(_difference, self.numbers, earlier.numbers))
        return Figure(self.code, self.name, self.kind, gained, self.by_sex)  # type: ignore[arg-type]  # three


@dataclass(frozen=True)
class ReachedTarget:
    measure: str
    unit: str  # "number" or "share"
    comparison: str
    denominator: str
    goal: Decimal
    number: Number
    base: Number  # None too for a number
    state: str

    @property
    def kind(self) -> tuple[str, str, str, str]:
        return self.measure, self.unit, self.comparison, self.denominator


@dataclass(frozen=True)
class ProjectFigures:
    project: int
    figures: Mapping[str, Figure]
    targets: tuple[ReachedTarget, ...] = ()

    def since(self, earlier: "ProjectFigures | None") -> "ProjectFigures":
        # Targets are set for all of a project's time.
        if earlier is None:
            return ProjectFigures(self.project, self.figures)
        gained = {code: each.since(earlier.figures.get(code)) for code, each in self.figures.items()}
        return ProjectFigures(self.project, gained)


@dataclass
class FigureSum:
    code: str
    name: Name
    kind: str
    by_sex: bool = True
    women: Sum = Sum()
    men: Sum = Sum()
    total: Sum = Sum()
    # The share's numbers, of the projects that show both.
    part: int = 0
    whole: int = 0
    without_share: int = 0  # projects that do not show both

    def add(self, figure: Figure) -> None:
        self.women, self.men, self.total = (
            old + Sum.of(number)
            for old, number in zip((self.women, self.men, self.total), figure.numbers, strict=True)
        )

    def add_share(self, part: Number, whole: Number) -> None:
        if part is None or whole is None:
            self.without_share += 1
        else:
            self.part, self.whole = self.part + part, self.whole + whole

    @property
    def has_rate(self) -> bool:
        return self.code in RATES


@dataclass
class TargetSum:
    measure: str
    unit: str
    comparison: str
    denominator: str
    projects: int = 0
    reached: int = 0  # projects
    states_hidden: int = 0
    goal: Decimal = Decimal(0)  # of numbers
    number: Sum = Sum()
    # Of shares, in the projects that show both numbers.
    part: int = 0
    whole: int = 0
    without_share: int = 0

    def add(self, target: ReachedTarget) -> None:
        self.projects += 1
        self.reached += target.state in (TargetState.REACHED, TargetState.EXCEEDED)
        self.states_hidden += target.state == TargetState.HIDDEN
        self.number += Sum.of(target.number)
        if self.unit == "number":
            self.goal += target.goal
        elif target.number is None or target.base is None:
            self.without_share += 1
        else:
            self.part, self.whole = self.part + target.number, self.whole + target.base


@dataclass
class Programme:
    projects: int = 0
    figures: dict[str, FigureSum] = field(default_factory=dict)
    targets: dict[tuple[str, str, str, str], TargetSum] = field(default_factory=dict)


def add_up(projects: Iterable[ProjectFigures]) -> Programme:
    found = Programme()
    for project in projects:
        found.projects += 1
        for code, figure in project.figures.items():
            added = found.figures.setdefault(code, FigureSum(code, figure.name, figure.kind, figure.by_sex))
            added.add(figure)
            if added.has_rate:
                added.add_share(*share_of(project.figures, code))
        for target in project.targets:
            found.targets.setdefault(target.kind, TargetSum(*target.kind)).add(target)
    return found


def share_of(figures: Mapping[str, Figure], code: str) -> tuple[Number, Number]:
    """Return the two numbers of a figure's share in one project."""
    part = figures[code].numbers[0 if code == measures.WOMEN_SHARE else 2]
    whole = figures.get(RATES[code])
    return part, whole.numbers[2] if whole else None


def read_figures(lines: Iterable[Json]) -> dict[str, Figure]:
    return {figure.code: figure for figure in map(_figure, lines)}


def read_targets(lines: Iterable[Json]) -> tuple[ReachedTarget, ...]:
    return tuple(_target(line) for line in lines if line.get("part") is None)


def numbers_of(figure: Figure) -> Iterator[tuple[str, Number]]:
    """Return (column, number) of each number that the figure has."""
    return (
        (column, number)
        for column, number in zip(COLUMNS, figure.numbers, strict=True)
        if figure.by_sex or column == "total"
    )


def _figure(line: Json) -> Figure:
    count, kind = line["cumulative"], line["kind"]
    by_sex = kind != LineKind.ENTITY
    numbers = _numbers(count) if by_sex else (0, 0, count.get("plain") or 0)  # not stated adds nothing
    return Figure(line["code"], Name(**line["name"]), kind, numbers, by_sex)


def _numbers(count: Json) -> tuple[Number, Number, Number]:
    women, men = _shown(count["women"]), _shown(count["men"])
    total = _shown(count["total"]) if "total" in count else _sum(women, men)
    return women, men, total


def _target(line: Json) -> ReachedTarget:
    women, _men, number = _numbers(line["cumulative"])
    base = line.get("base")
    return ReachedTarget(
        line["measure"],
        line["unit"],
        line["comparison"],
        line["denominator"],
        Decimal(line["value"]),
        women if line["measure"] == measures.WOMEN_SHARE else number,
        _numbers(base)[2] if base else None,
        line["state"],
    )


def _shown(value: int | str | None) -> Number:
    return None if value == HIDDEN or value is None else int(value)


def _sum(women: Number, men: Number) -> Number:
    return None if women is None or men is None else women + men


def _difference(later: Number, earlier: Number) -> Number:
    return None if later is None or earlier is None else later - earlier
