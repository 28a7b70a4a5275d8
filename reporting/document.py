"""The figures of one report as plain data: what is frozen, digested, shown and written to files.

Everything a page or a file needs stands here, names in both languages included, so that a
report reads the same years later. No person stands here, only counts.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field

from django.utils.translation import get_language

from esfportal.formats import HIDDEN


@dataclass(frozen=True)
class Name:
    sv: str
    en: str

    def __str__(self):
        return self.in_language((get_language() or "sv")[:2])

    def in_language(self, language):
        """The name in "sv" or "en"; Swedish where no English is given."""
        return self.en if language == "en" and self.en else self.sv


@dataclass(frozen=True)
class Count:
    """Persons by sex. Women and men are None only for what is no count of persons (an entity
    indicator), whose number then stands in `plain`."""

    women: int | None = 0
    men: int | None = 0
    plain: int | None = None

    @property
    def total(self):
        return self.plain if self.women is None else self.women + self.men

    def __add__(self, other):
        return Count(self.women + other.women, self.men + other.men)


@dataclass(frozen=True)
class Shown:
    """Persons by sex as they are released: each a number or HIDDEN."""

    women: int | str = HIDDEN
    men: int | str = HIDDEN
    total: int | str = HIDDEN


@dataclass(frozen=True)
class Line:
    """One indicator or measure: cumulative since the project's start, and in the period.

    kind: "output", "output-entity", "result-immediate", "result-longer-term" or "measure".
    rate: per cent with one decimal as text with a point ("70.0"), "" where there is none, or HIDDEN.
    denominator: what the rate is a share of ("leavers", "participants", "target"), or "".
    note: what a reader must know of the figure, such as that a zero was never stated.
    """

    code: str
    name: Name
    kind: str
    cumulative: Count
    period: Count
    rate: str = ""
    denominator: str = ""
    note: Name | None = None


@dataclass(frozen=True)
class TargetLine:
    """A project's goal beside its result.

    comparison: "exactly", "at_least", "at_most"; unit: "number" or "share"; value: the goal as
    text with a point ("418", "60"). rate: a share's own per cent, or how much of a number is
    reached. base: the denominator as counts (None for a number).
    state: "reached", "on_track", "behind", "exceeded" (more than an "at most"), "no_data" or, released
    without the numbers that would tell, "hidden".
    part: the name of the sub-project, municipality or intervention, None for the whole project.
    """

    code: str
    name: Name
    measure: str
    comparison: str
    unit: str
    value: str
    denominator: str
    cumulative: Count
    period: Count
    base: Count | None
    rate: str
    state: str
    part: Name | None = None


@dataclass(frozen=True)
class PartLine:
    """One part's measures, keyed by measure code ("participants", "leavers", "work",
    "occupation", "progression"), cumulative."""

    code: str
    name: Name
    measures: dict[str, Count]
    period_measures: dict[str, Count] = field(default_factory=dict)


@dataclass(frozen=True)
class PartTable:
    """kind: "sub_project", "municipality" or "intervention". Every person stands on one line of
    each measure, so the lines add up to the project; code "" is "no such part"."""

    kind: str
    lines: list[PartLine]


@dataclass(frozen=True)
class RuleLine:
    """A rule that the records or the figures break.

    level: "record" or "aggregate"; severity: "error", "incomplete", "warning" or "info";
    count: the participations that break a record rule, None for an aggregate rule.
    detail: for an aggregate rule the numbers compared, such as "CO01 + CO03 + CO05 = 11, TOTAL = 12".
    sex, span: for an aggregate rule whose figures these are: "women", "men" or "total", "cumulative"
    or "period"; "" for a record rule.
    """

    id: str
    level: str
    severity: str
    text: Name
    count: Count | None
    detail: str = ""
    sex: str = ""
    span: str = ""


@dataclass(frozen=True)
class ProjectFacts:
    """What the title page needs of the project."""

    slug: str
    name: Name
    owner: str
    region: str
    programme_period: str
    programme_area: Name
    period_text: Name
    case_number: str
    partners: list[str]
    funders: list[str]
    municipalities: list[str]
    expects_participants: bool
    budget_total: str
    esf_support: str


@dataclass(frozen=True)
class ReportDocument:
    project: ProjectFacts
    framework: str
    definitions_version: str
    starts_on: str
    ends_on: str
    outputs: list[Line]
    results: list[Line]
    measures: list[Line]
    targets: list[TargetLine]
    parts: list[PartTable]
    rules: list[RuleLine]

    is_released = False

    def to_json(self):
        """Plain dicts and lists, as frozen in the database."""
        return asdict(self)

    @property
    def digest(self):
        """SHA-256 of the canonical JSON, in hexadecimal: the same figures, the same digest."""
        text = json.dumps(self.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class ReleasedDocument(ReportDocument):
    """A report as its funders and the public may see it: small numbers are HIDDEN, counts are `Shown`.

    threshold: the smallest number of persons that is shown, zero aside. smallest_base: the fewest
    persons that a share is given of.
    """

    threshold: int
    smallest_base: int

    is_released = True

    @property
    def is_withheld(self):
        """Whether no number of persons is told at all, zeros included."""
        counts = [line.cumulative for line in (*self.outputs, *self.results, *self.measures)]
        people = [count.total for count in counts if count.women is not None]
        return bool(people) and all(total == HIDDEN for total in people)


def from_json(data):
    """The document that `to_json` was made of."""
    kind = ReleasedDocument if "threshold" in data else ReportDocument
    return kind(
        **{
            **data,
            "project": _project(data["project"]),
            "outputs": [_line(line) for line in data["outputs"]],
            "results": [_line(line) for line in data["results"]],
            "measures": [_line(line) for line in data["measures"]],
            "targets": [_target(line) for line in data["targets"]],
            "parts": [_part_table(table) for table in data["parts"]],
            "rules": [_rule(line) for line in data["rules"]],
        }
    )


def _name(data):
    return None if data is None else Name(**data)


def _count(data):
    if data is None:
        return None
    return Shown(**data) if "total" in data else Count(**data)


def _project(data):
    names = {key: _name(data[key]) for key in ("name", "programme_area", "period_text")}
    return ProjectFacts(**{**data, **names})


def _line(data):
    counts = {key: _count(data[key]) for key in ("cumulative", "period")}
    return Line(**{**data, **counts, "name": _name(data["name"]), "note": _name(data.get("note"))})


def _target(data):
    counts = {key: _count(data[key]) for key in ("cumulative", "period", "base")}
    return TargetLine(**{**data, **counts, "name": _name(data["name"]), "part": _name(data["part"])})


def _part_table(data):
    return PartTable(kind=data["kind"], lines=[_part_line(line) for line in data["lines"]])


def _part_line(data):
    measures = {
        key: {code: _count(count) for code, count in data[key].items()}
        for key in ("measures", "period_measures")
    }
    return PartLine(code=data["code"], name=_name(data["name"]), **measures)


def _rule(data):
    return RuleLine(**{**data, "text": _name(data["text"]), "count": _count(data["count"])})
