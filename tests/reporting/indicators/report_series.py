"""Made-up projects and their reports over several periods, counted in plain Python."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import strategies as st

from reporting.indicators.document import Count, Line, PartLine, PartTable, ReportDocument, TargetLine
from reporting.indicators.names import Name
from tests.reporting.reports.documents import KALMAR

FIRST_DAY = date(2018, 1, 1)
QUARTER = timedelta(days=90)
MUNICIPALITIES = ("0880", "0881", "0882")
INTERVENTIONS = ("a", "")
STATUSES = ("unemployed", "unemployed", "unemployed", "inactive", "employed")


@dataclass(frozen=True)
class PlainParticipant:
    """A participant; `entered` and `left` are quarters, `left` is None for one who still takes part."""

    sex: str
    status: str
    long_term: bool
    level: int
    group: str
    flags: frozenset
    municipality: str
    intervention: str
    entered: int
    left: int | None
    outcome: str
    complete: bool
    activity: str = ""  # work and studies at the end: "more" or "same" as at the start, "" where not known


@st.composite
def people(draw, quarters):
    entered = draw(st.integers(0, quarters - 1))
    leaves = draw(st.booleans())
    return PlainParticipant(
        sex=draw(st.sampled_from(["women", "men"])),
        status=draw(st.sampled_from(STATUSES)),
        long_term=draw(st.booleans()),
        level=draw(st.sampled_from([1, 2, 2, 3])),
        group=draw(st.sampled_from(["young", "", "", "old"])),
        flags=draw(st.frozensets(st.sampled_from(["CO15", "CO16", "CO18"]), max_size=2)),
        municipality=draw(st.sampled_from(MUNICIPALITIES)),
        intervention=draw(st.sampled_from(INTERVENTIONS)),
        entered=entered,
        left=draw(st.integers(entered, quarters - 1)) if leaves else None,
        outcome=draw(st.sampled_from(["", "work", "study", "closer"])),
        activity=draw(st.sampled_from(["", "same", "more"])),
        complete=draw(st.sampled_from([True, True, True, False])),
    )


@st.composite
def crowds(draw, quarters):
    crowd = []
    for _ in range(draw(st.integers(1, 7))):
        crowd += [draw(people(quarters))] * draw(st.sampled_from([1, 1, 2, 3, 5, 9]))
    return crowd


@st.composite
def reports(draw, most=4):
    """Draw the reports of one project in the order of submission."""
    quarters = draw(st.integers(1, most))
    crowd = draw(crowds(quarters))
    periods = [(quarter, quarter) for quarter in range(quarters)]
    if draw(st.booleans()):
        periods[-1] = (0, quarters - 1)
    if draw(st.integers(0, 4)) == 0:
        periods.append((0, draw(st.integers(0, quarters - 1))))
    return [with_part_target(document(crowd, first, last)) for first, last in periods[: most + 1]]


@st.composite
def corrected_reports(draw, most=3):
    """Draw the reports of one project whose records are corrected between two of them."""
    quarters = draw(st.integers(1, most))
    crowd = draw(crowds(quarters))
    corrected_before = draw(st.integers(1, quarters))
    found = []
    for quarter in range(quarters + 1):
        if quarter == corrected_before:
            crowd = draw(corrections(crowd))
        # The first report after the correction is a new version of the one before it, or one of the next period.
        if quarter != corrected_before or draw(st.booleans()):
            last = min(quarter, quarters - 1)
        else:
            last = quarter - 1
        found.append(with_part_target(document(crowd, last, last)))
    return found


@st.composite
def corrections(draw, crowd):
    """Draw the crowd with one or two persons removed, moved to another municipality, or with another outcome."""
    corrected = list(crowd)
    for _ in range(draw(st.integers(1, 2))):
        place = draw(st.integers(0, len(corrected) - 1))
        match draw(st.sampled_from(["removed", "moved", "outcome"])):
            case "removed" if len(corrected) > 1:
                del corrected[place]
            case "outcome":
                corrected[place] = replace(corrected[place], outcome=draw(st.sampled_from(["", "work"])))
            case _:
                municipality = draw(st.sampled_from(MUNICIPALITIES))
                corrected[place] = replace(corrected[place], municipality=municipality)
    return corrected


def with_part_target(report):
    """Return the report with two targets of the first municipality, whose name they have in Swedish alone."""
    table, *others = report.parts
    first, *rest = table.lines
    named = replace(first, name=Name(first.name.sv, f"{first.name.sv} in English"))
    target = replace(
        report.targets[0],
        code="p",
        cumulative=first.measures["participants"],
        period=first.period_measures["participants"],
        part=Name(first.name.sv, ""),
    )
    code = "began_or_increased"  # printed by this target alone
    begun = replace(
        target, code="b", measure=code, cumulative=first.measures[code], period=first.period_measures[code]
    )
    parts = [replace(table, lines=[named, *rest]), *others]
    return replace(report, targets=[*report.targets, begun, target], parts=parts)


def unemployed(participant):
    return participant.status == "unemployed"


INDICATORS = {
    "CO01": unemployed,
    "CO02": lambda p: unemployed(p) and p.long_term,
    "CO03": lambda p: p.status == "inactive",
    "CO05": lambda p: p.status == "employed",
    "CO06": lambda p: p.group == "young",
    "CO07": lambda p: p.group == "old",
    "CO09": lambda p: p.level == 1,
    "CO10": lambda p: p.level == 2,
    "CO11": lambda p: p.level == 3,
    "CO15": lambda p: "CO15" in p.flags,
    "CO16": lambda p: "CO16" in p.flags,
    "CO18": lambda p: "CO18" in p.flags,
    "TOTAL": lambda p: True,
}
RESULTS = {
    "CR02": lambda p: p.outcome == "study",
    "CR04": lambda p: p.outcome == "work" and p.status != "employed",
}
MEASURES = {
    "participants": lambda p: True,
    "leavers": lambda p: True,
    "work": lambda p: p.outcome == "work",
    "occupation": lambda p: p.outcome in ("work", "study"),
    "progression": lambda p: p.outcome != "",
    "began_or_increased": lambda p: p.activity == "more",
    "compared": lambda p: p.activity != "",
}


def document(crowd, first, last):
    """Return the report for the quarters from `first` to `last`."""

    def counted(holds, among, when):
        def number(sex, since):
            return sum(
                holds(p)
                for p in among
                if p.sex == sex and (day := getattr(p, when)) is not None and since <= day <= last
            )

        return Count(number("women", 0), number("men", 0)), Count(
            number("women", first), number("men", first)
        )

    def line(code, kind, holds, among, when):
        cumulative, period = counted(holds, among, when)
        return Line(code, Name(code, code), kind, cumulative, period)

    complete = [p for p in crowd if p.complete]
    outputs = [line(code, "output", holds, complete, "entered") for code, holds in INDICATORS.items()]
    outputs.append(line("GRAND", "output", lambda p: True, crowd, "entered"))
    results = [line(code, "result-immediate", holds, complete, "left") for code, holds in RESULTS.items()]
    whens = {code: "entered" if code == "participants" else "left" for code in MEASURES}
    measures = [line(code, "measure", holds, crowd, whens[code]) for code, holds in MEASURES.items()]

    def part(kind, code):
        both = {
            measure: counted(holds, [p for p in crowd if getattr(p, kind) == code], whens[measure])
            for measure, holds in MEASURES.items()
        }
        return PartLine(
            code,
            Name(f"{kind} {code}", ""),
            {measure: cumulative for measure, (cumulative, _) in both.items()},
            {measure: period for measure, (_, period) in both.items()},
        )

    by_code = {each.code: each for each in measures}
    target = TargetLine(
        "t",
        Name("Deltagare", "Participants"),
        "participants",
        "at_least",
        "number",
        "30",
        "target",
        by_code["participants"].cumulative,
        by_code["participants"].period,
        None,
        "50.0",
        "behind",
    )
    return ReportDocument(
        project=KALMAR,
        framework="2014-2020",
        definitions_version="1",
        starts_on=(FIRST_DAY + first * QUARTER).isoformat(),
        ends_on=(FIRST_DAY + (last + 1) * QUARTER - timedelta(days=1)).isoformat(),
        outputs=outputs,
        results=results,
        measures=measures,
        targets=[
            target,
            replace(
                target,
                code="w",
                measure="work",
                cumulative=by_code["work"].cumulative,
                period=by_code["work"].period,
            ),
        ],
        parts=[
            PartTable("municipality", [part("municipality", code) for code in MUNICIPALITIES]),
            PartTable("intervention", [part("intervention", code) for code in INTERVENTIONS]),
        ],
        rules=[],
    )
