"""Changes as numbers, as they are frozen in a report's document."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from reporting.indicators.changes.causes import NAMES, Cause
from reporting.indicators.changes.people import Kind, PersonChange
from reporting.indicators.document import Count, Json, ReportDocument
from reporting.indicators.enums import LineKind, Span
from reporting.indicators.names import Name

NOBODY = Count()
NOT_KEPT = "not_kept"  # the earlier report is of a version that kept too little


@dataclass(frozen=True)
class CauseLine:
    """The people of a figure whom one cause added, removed or moved."""

    cause: str
    name: Name
    added: Count = NOBODY
    removed: Count = NOBODY
    moved_in: Count = NOBODY
    moved_out: Count = NOBODY

    @property
    def net(self) -> Count:
        plus, minus = self.added + self.moved_in, self.removed + self.moved_out
        return Count(plus.women - minus.women, plus.men - minus.men)  # type: ignore[operator]  # numbers


@dataclass(frozen=True)
class ChangedFigure:
    """A figure with people who are counted now, no longer, or in another part."""

    code: str
    name: Name
    span: str  # a Span
    before: Count
    now: Count
    causes: tuple[CauseLine, ...]
    part_kind: str = ""  # "" for the whole project
    part: str = ""  # the part's code
    part_name: Name | None = None


@dataclass(frozen=True)
class Changes:
    """A report's differences from the one before it."""

    starts_on: str  # of the earlier report, ISO 8601
    ends_on: str
    submitted_at: str
    problem: str = ""  # NOT_KEPT: nothing can be compared
    spans: tuple[str, ...] = (Span.CUMULATIVE,)  # those that both reports count alike
    figures: tuple[ChangedFigure, ...] = ()

    def to_json(self) -> Json:
        data = asdict(self)
        for figure in data["figures"]:
            for line in figure["causes"]:
                for key in ("added", "removed", "moved_in", "moved_out"):
                    if line[key] == asdict(NOBODY):
                        del line[key]
        return data


def changes_in(document: ReportDocument) -> Changes | None:
    """Return the frozen changes, None for the first report of its kind and for released documents."""
    if not document.changes:
        return None
    data = {**document.changes, "spans": tuple(document.changes["spans"])}
    return Changes(**{**data, "figures": tuple(_figure(each) for each in data["figures"])})


def _figure(data: Json) -> ChangedFigure:
    read: dict[str, Any] = {
        "name": Name(**data["name"]),
        "part_name": data["part_name"] and Name(**data["part_name"]),
        "before": Count(**data["before"]),
        "now": Count(**data["now"]),
        "causes": tuple(_cause_line(each) for each in data["causes"]),
    }
    return ChangedFigure(**{**data, **read})


def _cause_line(data: Json) -> CauseLine:
    counts = {key: Count(**value) for key, value in data.items() if isinstance(value, dict) and key != "name"}
    return CauseLine(**{**data, **counts, "name": Name(**data["name"])})


class Tally:
    """Counts of persons by cause, in the order of the causes."""

    def __init__(self, names: dict[str, Name]) -> None:
        self._names = names
        self._counts: dict[str, dict[str, Count]] = {}

    def add(self, cause: str, column: str, sex: str, number: int = 1) -> None:
        counts = self._counts.setdefault(cause, {})
        count = Count(women=number) if sex == "woman" else Count(men=number)
        counts[column] = counts.get(column, Count()) + count

    def lines(self, before: Count, now: Count) -> tuple[CauseLine, ...]:
        """Return the lines; what they lack of the difference of the figures has no known cause."""
        self._add_rest(before, now)
        return tuple(
            CauseLine(cause, name, **self._counts[cause])
            for cause, name in self._names.items()
            if cause in self._counts
        )

    def _add_rest(self, before: Count, now: Count) -> None:
        found = [line.net for line in (CauseLine(c, Name(c, c), **n) for c, n in self._counts.items())]
        for sex, column in (("woman", "women"), ("man", "men")):
            rest = getattr(now, column) - getattr(before, column) - sum(getattr(n, column) for n in found)
            if rest:
                self.add(Cause.UNEXPLAINED, "added" if rest > 0 else "removed", sex, abs(rest))


def cause_names(registered: Iterable[Any]) -> dict[str, Name]:
    """Return {code: name} in the order in which causes are shown."""
    first = {code: name for code, name in NAMES.items() if code not in (Cause.DEFINITIONS, Cause.UNEXPLAINED)}
    return {**first, **{each.code: each.name for each in registered}, **NAMES}


def tally_of_project(changes: Iterable[PersonChange], names: dict[str, Name]) -> Tally:
    tally = Tally(names)
    for change in changes:
        for column, member in _columns(change):
            tally.add(change.cause, column, member.sex)
    return tally


def tallies_of_parts(
    changes: Iterable[PersonChange], kind: str, when: str, names: dict[str, Name]
) -> dict[str, Tally]:
    """Return {code of a part: tally}; the changes are those of the project and the moves of the kind."""
    tallies: dict[str, Tally] = {}
    for change in changes:
        for column, member in _columns(change):
            tally = tallies.setdefault(member.part(kind, when), Tally(names))
            tally.add(change.cause, column, member.sex)
    return tallies


def _columns(change: PersonChange) -> Iterator[tuple[str, Any]]:
    match change.kind:
        case Kind.ADDED:
            yield "added", change.now
        case Kind.REMOVED:
            yield "removed", change.before
        case Kind.MOVED:
            yield "moved_out", change.before
            yield "moved_in", change.now


def stated_figures(before: ReportDocument, now: ReportDocument) -> Sequence[ChangedFigure]:
    """Return the numbers stated for the project that differ; they count no persons."""
    old = {line.code: line.cumulative for line in before.outputs if line.kind == LineKind.ENTITY}
    return [
        ChangedFigure(
            line.code,
            line.name,
            Span.CUMULATIVE,
            old[line.code],
            line.cumulative,
            (CauseLine(Cause.STATED, NAMES[Cause.STATED]),),
        )
        for line in now.outputs
        if line.code in old and old[line.code] != line.cumulative
    ]
