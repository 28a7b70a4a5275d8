"""The rows of an export by cut-off date, the rules that they break, and what is new since the last export."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from reporting.indicators.enums import LineKind, Severity
from reporting.indicators.frameworks import Framework
from reporting.indicators.frameworks.base import AggregateRule, Comparison
from reporting.indicators.names import Name
from reporting.indicators.validation.aggregate import NEVER_FALL, SEXES, violation

MORE_DEVELOPED, TRANSITION = "more developed", "transition"
GENDERS = ("women", "men", "total")
# Of point 1.1 of the annex, what is collected for specific objective (l).
COLLECTED_FOR_L = frozenset({"EECO01", "EECO06", "EECO07", "EECO08"})

type Numbers = Sequence[int]  # women and men, or one number of something without sexes
type Content = Mapping[str, Any]


class Place(NamedTuple):
    cci: str
    priority: str
    objective: str
    category: str


@dataclass
class Group:
    place: Place
    projects: int = 0
    figures: dict[str, list[int]] = field(default_factory=dict)

    def number(self, code: str, gender: str) -> int:
        if code == "projects":
            return self.projects
        numbers = self.figures.get(code, [0, 0])
        if len(numbers) == 1 or gender == "total":
            return sum(numbers)
        return numbers[GENDERS.index(gender)]


class Row(NamedTuple):
    place: Place
    code: str
    gender: str
    value: int


@dataclass(frozen=True)
class Breach:
    """A rule that the figures of a place break, with both numbers."""

    rule: str
    text: Name
    place: Place
    gender: str
    numbers: str
    is_error: bool = True


@dataclass(frozen=True)
class ChangedFigure:
    code: str
    before: int
    now: int

    @property
    def has_fallen(self) -> bool:
        return self.now < self.before


@dataclass(frozen=True)
class ProjectChange:
    """The figures of a project that are others than in the export before."""

    slug: str
    kind: str  # "new", "gone" or "changed"
    has_moved: bool  # to another place of the export
    figures: tuple[ChangedFigure, ...]


def category_of(period: str, region: str) -> str:
    # Source: the programme of 2021-2027; before, all of Sweden was more developed.
    is_transition = period == "2021-2027" and region == "norra_mellansverige"
    return TRANSITION if is_transition else MORE_DEVELOPED


def groups_of(content: Content) -> list[Group]:
    found: dict[Place, Group] = {}
    for project in content["projects"]:
        place = place_of(project)
        group = found.setdefault(place, Group(place))
        group.projects += 1
        for code, numbers in project["figures"].items():
            before = group.figures.get(code, [0] * len(numbers))
            group.figures[code] = [old + new for old, new in zip(before, numbers, strict=True)]
    return [found[place] for place in sorted(found)]


def place_of(project: Content) -> Place:
    return Place(*(project[name] for name in ("cci", "priority", "objective", "category")))


def rows_of(content: Content, framework: Framework) -> Iterator[Row]:
    """Return the rows of the file, zeros too, in the order of the regulation."""
    indicators = [*framework.indicators, *framework.hidden]
    for group in groups_of(content):
        for indicator in indicators:
            if indicator.code == "GRAND" and framework.code == "2021-2027":
                continue  # the portal's own; the regulation has none
            if is_collected(group.place, indicator.code):
                genders = ("total",) if indicator.kind == LineKind.ENTITY else GENDERS
                for gender in genders:
                    yield Row(group.place, indicator.code, gender, group.number(indicator.code, gender))


def is_collected(place: Place, code: str) -> bool:
    is_of_persons = code.startswith("EECO") and code[4:6] <= "11"  # point 1.1 of the annex
    return not (is_of_persons and _is_objective_l(place.objective)) or code in COLLECTED_FOR_L


def _is_objective_l(objective: str) -> bool:
    return objective.strip(" ().").lower() in ("l", "eso4.12")


def breaches_of(content: Content, framework: Framework, earlier: Content | None = None) -> list[Breach]:
    """Return every broken rule of every place and gender, and every figure that fell since the last export."""
    found = []
    for group in groups_of(content):
        for rule in framework.aggregate_rules:
            found += list(_broken(rule, group))
    if earlier is not None:
        found += list(_falls(content, earlier, framework))
    return found


def _broken(rule: AggregateRule, group: Group) -> Iterator[Breach]:
    for comparison in rule.comparisons:
        if not all(is_collected(group.place, code) for code in _codes(comparison)):
            continue
        for gender in SEXES:
            if numbers := violation(comparison, _reader(group, gender)):
                is_error = rule.severity == Severity.ERROR
                yield Breach(rule.id, rule.text, group.place, gender, numbers, is_error)


def _codes(comparison: Comparison) -> tuple[str, ...]:
    return (*comparison.left, *comparison.right, *comparison.minus)


def _reader(group: Group, gender: str) -> Callable[[str], int]:
    return lambda code: group.number(code, gender)


def _falls(content: Content, earlier: Content, framework: Framework) -> Iterator[Breach]:
    before = {row[:3]: row.value for row in rows_of(earlier, framework)}
    for row in rows_of(content, framework):
        value = before.get(row[:3], 0)
        if row.value < value:
            numbers = f"{row.code}: {value} → {row.value}"
            yield Breach("V-A62", NEVER_FALL, row.place, row.gender, numbers, is_error=False)


def changes_of(content: Content, earlier: Content) -> list[ProjectChange]:
    """Return the projects whose figures are others than in the earlier export, those with falls first."""
    now, before = ({each["slug"]: each for each in found["projects"]} for found in (content, earlier))
    found = []
    for slug in sorted({*now, *before}):
        figures = _changed(before.get(slug), now.get(slug))
        kind = "new" if slug not in before else "gone" if slug not in now else "changed"
        has_moved = kind == "changed" and place_of(now[slug]) != place_of(before[slug])
        if figures or has_moved or kind != "changed":
            found.append(ProjectChange(slug, kind, has_moved, figures))
    return sorted(found, key=lambda change: not any(figure.has_fallen for figure in change.figures))


def _changed(before: Content | None, now: Content | None) -> tuple[ChangedFigure, ...]:
    old, new = (each["figures"] if each else {} for each in (before, now))
    sums = [(code, sum(old.get(code, [])), sum(new.get(code, []))) for code in dict.fromkeys((*new, *old))]
    changed = [
        ChangedFigure(code, was, found)
        for code, was, found in sums
        if old.get(code, [0, 0]) != new.get(code, [0, 0]) and (was or found)
    ]
    return tuple(sorted(changed, key=lambda figure: not figure.has_fallen))


def lacking_facts(content: Content) -> list[tuple[str, list[str]]]:
    """Return the projects of which something is not entered that the file needs, with its names."""
    names = ("cci", "priority", "objective")
    found = [(each["slug"], [name for name in names if not each[name]]) for each in content["projects"]]
    return [(slug, missing) for slug, missing in found if missing]
