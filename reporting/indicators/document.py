"""Report document: the figures of one report as plain data."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from esfportal.ui.formats import HIDDEN
from reporting.indicators.anonymous import AnonymousYear, anonymous_from_json
from reporting.indicators.attached_files import AttachedFile, attached_files_from_json
from reporting.indicators.distance.distance_line import DistanceLine, distances_from_json
from reporting.indicators.hours.hours_line import HoursLine, hours_from_json
from reporting.indicators.money import Money, money_from_json
from reporting.indicators.names import Name
from reporting.indicators.signature import Signature, Submission, signature_from_json, submission_from_json

Json = dict[str, Any]


@dataclass(frozen=True)
class Count:
    """Persons by sex."""

    women: int | None = 0
    men: int | None = 0
    plain: int | None = None  # number of an entity indicator, which has no sexes

    @property
    def total(self) -> Any:  # a number; in a released document a `Shown` takes the place of the count
        return self.plain if self.women is None else self.women + self.men  # type: ignore[operator]  # both are numbers

    def __add__(self, other: "Count") -> "Count":
        return Count(self.women + other.women, self.men + other.men)  # type: ignore[operator]  # numbers


@dataclass(frozen=True)
class Shown:
    """A released count: each value is a number or HIDDEN."""

    women: int | str = HIDDEN
    men: int | str = HIDDEN
    total: int | str = HIDDEN


@dataclass(frozen=True)
class Line:
    """One indicator or measure."""

    code: str
    name: Name
    kind: str  # a LineKind
    cumulative: Count
    period: Count
    rate: str = ""  # per cent with one decimal ("70.0"), "" without a rate, or HIDDEN
    denominator: str = ""  # "leavers", "participants" or "target"
    note: Name | None = None  # for the reader, such as that a zero was never stated
    # Of the people counted since the start: how many have a counting event with stated evidence. None for a
    # figure that counts no events, in reports of earlier versions and in released ones.
    with_evidence: int | None = None
    with_proof: int | None = None  # the same of the accepted proof that the project requires (ADR 131)


@dataclass(frozen=True)
class TargetLine:
    code: str
    name: Name
    measure: str
    comparison: str  # "exactly", "at_least" or "at_most"
    unit: str  # "number" or "share"
    value: str  # the goal with a decimal point ("418", "62.5")
    denominator: str
    cumulative: Count
    period: Count
    base: Count | None  # the denominator; None for a number
    rate: str  # per cent: of the base for a share, of the goal for a number
    state: str  # a TargetState
    part: Name | None = None  # None for the whole project
    with_proof: int | None = None  # as that of a Line
    planned: int | None = None  # people, by the report's last day; None in earlier versions
    path: list[str] = field(default_factory=list)  # its points ("2024-06-30 40"); empty: straight
    path_planned_on: str = ""


@dataclass(frozen=True)
class PartLine:
    code: str
    name: Name
    measures: dict[str, Count]
    period_measures: dict[str, Count] = field(default_factory=dict)
    with_proof: dict[str, int] = field(default_factory=dict)  # by measure, as that of a Line


@dataclass(frozen=True)
class PartTable:
    """The parts of one kind."""

    kind: str  # a PartKind
    lines: list[PartLine]  # add up to the project; code "" is "no such part"


@dataclass(frozen=True)
class RuleLine:
    """A broken rule."""

    id: str
    level: str  # a RuleLevel
    severity: str  # a Severity
    text: Name
    count: Count | None  # participations that break a record rule; None for an aggregate rule
    detail: str = ""  # aggregate rule: the numbers compared ("CO01 + CO03 + CO05 = 11, TOTAL = 12")
    sex: str = ""  # aggregate rule: "women", "men" or "total"
    span: str = ""  # aggregate rule: a Span


@dataclass(frozen=True)
class ProjectFacts:
    slug: str
    name: Name
    owner: Name
    region: str
    programme_period: str
    programme_area: Name
    period_text: Name
    case_number: str
    partners: list[Name]
    funders: list[Name]
    municipalities: list[Name]
    expects_participants: bool
    budget_total: str
    esf_support: str
    # Reports of earlier versions lack what follows.
    budget_is_approximate: bool = False
    esf_support_is_approximate: bool = False
    other_parties: Name | None = None  # parties not named one by one, and what is assumed of them
    region_en: str = ""  # `region` is its Swedish name
    starts_on: str = ""  # ISO 8601, as the next; "" too for a project without dates
    ends_on: str = ""


@dataclass(frozen=True)
class TextLine:
    """The text of a report under a heading."""

    key: str
    heading: Name
    text: str  # with plain formatting (reporting/reports/texts/markup.py)
    kind: str  # of the answer: "text", "yes_no" or "list"
    yes_no: str = ""  # "yes" or "no"


NAMES_OF_MANY = ("partners", "funders", "municipalities")
LATER_SECTIONS: tuple[str, ...] = ("overlap_reason", "texts", "attachments", "anonymous", "money", "changes")
LATER_SECTIONS += ("distances", "hours")
REGULAR = "progress"  # the kind of each report of an earlier version
LATER_FACTS = (
    "budget_is_approximate",
    "esf_support_is_approximate",
    "other_parties",
    "region_en",
    "starts_on",
    "ends_on",
)


# What a document says of itself: the checksum is of everything else. Left out of to_json() while empty.
ABOUT_THE_DOCUMENT = ("made_at", "signature", "submission", "released_digest", "salt", "common_digest")


@dataclass(frozen=True)
class ReportDocument:
    """A report as frozen in the database."""

    project: ProjectFacts
    framework: str
    # Names in both languages are stored, so that a report reads the same years later. No personal data.
    definitions_version: str
    starts_on: str
    ends_on: str
    outputs: list[Line]
    results: list[Line]
    measures: list[Line]
    targets: list[TargetLine]
    parts: list[PartTable]
    rules: list[RuleLine]

    kind: str = field(default=REGULAR, kw_only=True)  # a ReportKind
    overlap_reason: str = field(default="", kw_only=True)  # why the same days are reported again
    texts: list[TextLine] = field(default_factory=list, kw_only=True)
    attachments: list[AttachedFile] = field(default_factory=list, kw_only=True)
    anonymous: list[AnonymousYear] = field(default_factory=list, kw_only=True)  # in full documents alone
    money: Money | None = field(default=None, kw_only=True)  # None in reports of earlier versions
    changes: Json = field(default_factory=dict, kw_only=True)  # reporting.indicators.changes.frozen
    made_at: str = field(default="", kw_only=True)  # ISO 8601; "" in reports of earlier versions
    distances: list[DistanceLine] = field(default_factory=list, kw_only=True)
    hours: list[HoursLine] = field(default_factory=list, kw_only=True)
    signature: Signature | None = field(default=None, kw_only=True)  # None unless a representative has signed
    submission: Submission | None = field(default=None, kw_only=True)  # None for a draft
    # Of the funders' version, in reports that have only one of them.
    released_digest: str = field(default="", kw_only=True)
    # Of a random salt and the full figures, in every version. The salt is in the full report alone: without it a
    # reader could try numbers until the checksum fits.
    common_digest: str = field(default="", kw_only=True)
    salt: str = field(default="", kw_only=True)

    is_released = False

    def to_json(self) -> Json:
        data = asdict(self)
        # The checksum of a report of an earlier version must not change.
        if self.kind == REGULAR:
            del data["kind"]
        for line in (*data["outputs"], *data["results"], *data["measures"], *data["targets"]):
            for name in ("with_evidence", "with_proof", "planned", "path", "path_planned_on"):
                if name in line and line[name] in (None, [], ""):
                    del line[name]
        for line in (line for table in data["parts"] for line in table["lines"]):
            if not line["with_proof"]:
                del line["with_proof"]
        for name in LATER_SECTIONS:
            if not data[name]:
                del data[name]
        project = data["project"]
        for name in LATER_FACTS:
            if not project[name]:
                del project[name]
        project["owner"] = _stored(project["owner"])
        for key in NAMES_OF_MANY:
            project[key] = [_stored(name) for name in project[key]]
        return {key: value for key, value in data.items() if value or key not in ABOUT_THE_DOCUMENT}

    @property
    def digest(self) -> str:
        # Canonical JSON: the same figures give the same digest, whenever they were made.
        figures = {key: value for key, value in self.to_json().items() if key not in ABOUT_THE_DOCUMENT}
        text = json.dumps(figures, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def digest_with(self, salt: str) -> str:
        return hashlib.sha256((salt + self.digest).encode()).hexdigest()


PART_COUNTS = ("measures", "period_measures")
LATER_OF_RELEASES = ("audience", "threshold_in_parts", "smallest_base_in_parts", "withheld")


@dataclass(frozen=True)
class ReleasedDocument(ReportDocument):
    """A report as funders and the public may see it, with small numbers suppressed."""

    threshold: int  # the smallest number of persons shown of the whole project, except zero
    smallest_base: int  # the smallest denominator that a share is shown for
    # Reports of earlier versions lack what follows.
    audience: str = field(default="", kw_only=True)
    threshold_in_parts: int = field(default=0, kw_only=True)
    smallest_base_in_parts: int = field(default=0, kw_only=True)
    withheld: list[str] = field(default_factory=list, kw_only=True)  # blocks without any number

    is_released = True

    def to_json(self) -> Json:
        data = super().to_json()
        return {key: value for key, value in data.items() if value or key not in LATER_OF_RELEASES}

    @property
    def base_in_parts(self) -> int:
        return self.smallest_base_in_parts or self.smallest_base

    @property
    def is_withheld(self) -> bool:
        # Zeros are suppressed, too.
        counts = [line.cumulative for line in (*self.outputs, *self.results, *self.measures)]
        people = [count.total for count in counts if count.women is not None]
        return bool(people) and all(total == HIDDEN for total in people)

    def hides_any_of(self, *shown: Any) -> bool:
        """Return True if a number or share of the parts of the document (lists of lines) is suppressed."""
        return any(self._hides(each) for lines in shown for each in lines)

    def _hides(self, line: Any) -> bool:
        # The PDF shows no share of a few leavers of a part, although their number is no secret.
        leavers = line.measures.get("leavers") if isinstance(line, PartLine) else None
        if leavers and leavers.total != HIDDEN and 0 < leavers.total < self.base_in_parts:
            return True
        return HIDDEN in _values(asdict(line))

    @property
    def hidden_numbers(self) -> tuple[int, int]:
        """Return how many numbers of persons are suppressed, and how many there are."""
        shown = [*_numbers_of_project(self), *_numbers_of_parts(self)]
        return sum(number == HIDDEN for number in shown), len(shown)

    def small_numbers(self, full: ReportDocument) -> int:
        """Return how many of the suppressed numbers are small themselves; the others protect them."""
        of_project = _count_small(_numbers_of_project(self), _numbers_of_project(full), self.threshold)
        smallest = self.threshold_in_parts or self.threshold
        return of_project + _count_small(_numbers_of_parts(self), _numbers_of_parts(full, self), smallest)


def _numbers_of_project(document: ReportDocument) -> list[Any]:
    lines = (*document.outputs, *document.results, *document.measures)
    return _numbers_in([count for line in lines for count in (line.cumulative, line.period)])


def _numbers_of_parts(document: ReportDocument, shown: ReportDocument | None = None) -> list[Any]:
    documents = (document, shown or document)  # a release has not all measures of parts
    lines = [[line for table in each.parts for line in table.lines] for each in documents]
    both = zip(*lines, strict=True)
    counts = [getattr(part, n)[code] for part, like in both for n in PART_COUNTS for code in getattr(like, n)]
    return _numbers_in(counts)


def _numbers_in(counts: list[Count]) -> list[Any]:
    of_people = [count for count in counts if count.women is not None]
    return [number for count in of_people for number in (count.women, count.men, count.total)]


def _count_small(released: list[Any], full: list[Any], smallest: int) -> int:
    pairs = zip(released, full, strict=True)
    return sum(shown == HIDDEN and 0 < number < smallest for shown, number in pairs)


def _values(data: Any) -> list[Any]:
    if not isinstance(data, dict):
        return [data]
    return [value for item in data.values() for value in _values(item)]


def from_json(data: Json) -> ReportDocument:
    kind = ReleasedDocument if "threshold" in data else ReportDocument
    return kind(
        **{
            **data,
            "project": _project(data["project"]),
            "outputs": [_line(line) for line in data["outputs"]],
            "results": [_line(line) for line in data["results"]],
            "measures": [_line(line) for line in data["measures"]],
            "targets": [target_from_json(line) for line in data["targets"]],
            "parts": [_part_table(table) for table in data["parts"]],
            "rules": [_rule(line) for line in data["rules"]],
            "texts": [_text(line) for line in data.get("texts", [])],
            "attachments": attached_files_from_json(data.get("attachments", [])),
            "anonymous": anonymous_from_json(data.get("anonymous", [])),
            "money": money_from_json(data.get("money")),
            "distances": distances_from_json(data.get("distances", [])),
            "hours": hours_from_json(data.get("hours", [])),
            "signature": signature_from_json(data.get("signature")),
            "submission": submission_from_json(data.get("submission")),
        }
    )


def _name(data: Json | str | None) -> Any:  # a Name; None only where the field may be empty
    # Reports of earlier versions have the Swedish name of an organisation or municipality alone.
    return Name(data, "") if isinstance(data, str) else data and Name(**data)


def _stored(name: Json) -> Json | str:
    return name if name["en"] else str(name["sv"])


def _count(data: Json | None) -> Any:  # Count, or Shown in a released document
    if data is None:
        return None
    return Shown(**data) if "total" in data else Count(**data)


def _project(data: Json) -> ProjectFacts:
    names = {
        key: _name(data.get(key))
        for key in ("name", "owner", "programme_area", "period_text", "other_parties")
    }
    lists = {key: [_name(name) for name in data[key]] for key in NAMES_OF_MANY}
    return ProjectFacts(**{**data, **names, **lists})


def _text(data: Json) -> TextLine:
    return TextLine(**{**data, "heading": _name(data["heading"])})


def _line(data: Json) -> Line:
    counts = {key: _count(data[key]) for key in ("cumulative", "period")}
    return Line(**{**data, **counts, "name": _name(data["name"]), "note": _name(data.get("note"))})


def target_from_json(data: Json) -> TargetLine:
    counts = {key: _count(data[key]) for key in ("cumulative", "period", "base")}
    return TargetLine(**{**data, **counts, "name": _name(data["name"]), "part": _name(data["part"])})


def _part_table(data: Json) -> PartTable:
    return PartTable(kind=data["kind"], lines=[_part_line(line) for line in data["lines"]])


def _part_line(data: Json) -> PartLine:
    measures = {key: {code: _count(count) for code, count in data[key].items()} for key in PART_COUNTS}
    return PartLine(**{**data, **measures, "name": _name(data["name"])})


def _rule(data: Json) -> RuleLine:
    return RuleLine(**{**data, "text": _name(data["text"]), "count": _count(data["count"])})
