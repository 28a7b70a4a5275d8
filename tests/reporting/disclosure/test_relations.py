"""What everybody knows of how figures hang together holds in the worlds that hidden numbers are safe in.

The relations are written down here anew, beside the rules that the frameworks state themselves.
"""

import pytest

from reporting.disclosure import release
from reporting.indicators.document import HIDDEN, Count, Line, Name, PartLine, PartTable, ReportDocument
from reporting.indicators.frameworks import FRAMEWORKS
from tests.reporting.reports.documents import KALMAR

NESTED = [("work", "occupation"), ("occupation", "progression"), ("progression", "leavers")]
NESTED += [("leavers", "participants")]
KNOWN = {
    "2007-2013": [("A23-1E", "participants"), ("A23-1L", "leavers")],
    "2014-2020": [
        ("CR04", "work"),
        ("CR02", "occupation"),
        ("CR01 work", "leavers"),
        ("CO07 CO01 CO04", "TOTAL CO08"),
    ],
    "2021-2027": [
        ("EECO01", "participants"),
        ("EECR04", "work"),
        ("EECR02", "occupation"),
        ("EECR01 work", "leavers"),
        *((f"EECR0{number}", "leavers") for number in range(1, 7)),
    ],
}


def stated(framework):
    """What the framework's own rules demand: no more here than there, or as many."""
    for rule in FRAMEWORKS[framework].aggregate_rules:
        for each in rule.comparisons:
            is_plain = each.right and not each.minus and not {*each.left} & {*each.right}
            if rule.severity == "error" and each.operator in ("<=", "==") and is_plain:
                yield " ".join(each.left), each.operator, " ".join(each.right)


def relations():
    for framework, known in KNOWN.items():
        for left, right in [*known, *NESTED]:
            yield framework, left, "<=", right
        for left, operator, right in stated(framework):
            yield framework, left, operator, right


def report(framework, women, parts=()):
    """Nine men wherever there is a woman, and the women that are told."""
    lines = [
        Line(code, Name(code, code), "measure", Count(number, number * 9), Count(number, number * 9))
        for code, number in women.items()
    ]
    return ReportDocument(
        project=KALMAR,
        framework=framework,
        definitions_version="1",
        starts_on="2018-01-01",
        ends_on="2018-12-31",
        outputs=[],
        results=[],
        measures=lines,
        targets=[],
        parts=list(parts),
        rules=[],
    )


def worlds(document):
    """{figure: number} of each sex, as they are in each world that was found; at least one."""
    done = release(document, threshold=5, smallest_base=20)
    assert done.alternatives
    for world in done.alternatives:
        for sex in ("women", "men"):
            changed = {tuple(figure): change for figure, of, _, _, change in world if of == sex}
            yield sex, changed


@pytest.mark.parametrize(("framework", "left", "operator", "right"), sorted(set(relations())))
def test_no_world_breaks_what_everybody_knows(framework, left, operator, right):
    """The figures stand as tight as they may: one woman each, and nobody to spare on the other side."""
    left, right = left.split(), right.split()
    women = dict.fromkeys([*left, *right], 1)
    women[right[0]] += max(len(left) - len(right), 0)
    women[left[0]] += max(len(right) - len(left), 0)
    for sex, changed in worlds(report(framework, women)):
        each = 1 if sex == "women" else 9
        sums = [
            sum(women[code] * each + changed.get(figure_of(code, women), 0) for code in codes)
            for codes in (left, right)
        ]
        assert sums[0] == sums[1] if operator == "==" else sums[0] <= sums[1], changed


def figure_of(code, lines):
    return "line", "participants" if code == "GRAND" and "participants" in lines else code


def test_parts_of_one_name_are_taken_for_the_same():
    """A sub-project and the municipality that it is: one's number is the other's."""

    def part(kind, code, name, women):
        count = {"participants": Count(women, 9)}
        return PartLine(code, Name(name, name), count, count)

    def table(kind, small, large):
        return PartTable(kind, [part(kind, small, "Ystad", 1), part(kind, large, "Lund", 9)])

    parts = [table("municipality", "1286", "1281"), table("sub_project", "y", "l")]
    lines = {"participants": 10}
    whole = report("2014-2020", lines, parts)
    whole.measures[0] = Line(
        "participants", Name("Deltagare", "Participants"), "measure", Count(10, 18), Count(10, 18)
    )
    done = release(whole, threshold=5, smallest_base=20)
    told = [[line.measures["participants"].women for line in table.lines] for table in done.shown.parts]
    assert told == [[HIDDEN, HIDDEN], [HIDDEN, HIDDEN]]
    for sex, changed in worlds(whole):
        for one, other in ((("municipality", "1286"), ("sub_project", "y")),):
            changes = [changed.get(("part", *which, "participants"), 0) for which in (one, other)]
            assert changes[0] == changes[1], (sex, changed)


def test_who_is_still_there_is_who_came_less_who_left():
    """Two are left of twelve: that ten have left would tell it, and so it is hidden with them."""
    document = report("2007-2013", {"A23-1E": 12, "A23-1L": 10, "A23-1C": 2})
    shown = release(document, threshold=5, smallest_base=20).shown
    told = {line.code: line.cumulative.women for line in shown.measures}
    assert told["A23-1C"] == HIDDEN
    assert HIDDEN in (told["A23-1E"], told["A23-1L"])


def test_a_relation_that_the_records_break_hides_nothing():
    """More are said to have left for work than to be in work: what is large stays to be read."""
    document = report("2014-2020", {"work": 2, "CR04": 9, "CR02": 7, "occupation": 8})
    shown = release(document, threshold=5, smallest_base=20).shown
    told = {line.code: line.cumulative.women for line in shown.measures}
    assert told == {"work": HIDDEN, "CR04": 9, "CR02": 7, "occupation": 8}
