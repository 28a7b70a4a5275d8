"""Relations between figures, which must hold in every alternative; stated here independently of the code."""

import pytest

from reporting.disclosure import release
from reporting.indicators.document import HIDDEN, Count, Line, PartLine, PartTable, ReportDocument
from reporting.indicators.frameworks import FRAMEWORKS
from reporting.indicators.names import Name
from tests.reporting.disclosure.rules import PUBLIC
from tests.reporting.reports.documents import KALMAR

NESTED = [("work", "occupation"), ("occupation", "progression"), ("progression", "leavers")]
NESTED += [("leavers", "participants"), ("began_or_increased", "compared"), ("compared", "leavers")]
SAME_PERSONS = [("A23-1E", "participants"), ("A23-1L", "leavers")]
KNOWN = {
    "2007-2013": [],
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
    for rule in FRAMEWORKS[framework].aggregate_rules:
        for each in rule.comparisons:
            is_plain = each.right and not each.minus and not {*each.left} & {*each.right}
            if rule.severity == "error" and each.operator in ("<=", "==") and is_plain:
                yield " ".join(each.left), each.operator, " ".join(each.right)


def relations():
    for framework, known in KNOWN.items():
        for left, right in [*known, *NESTED]:
            yield framework, left, "<=", right
        yield framework, "work studies internship", "==", "occupation"
        yield framework, "self_employment", "<=", "work"
        # 2007-2013 has no completeness rule: the indicator counts the same persons as the measure.
        if framework == "2007-2013":
            yield from ((framework, code, "==", measure) for code, measure in SAME_PERSONS)
        for left, operator, right in stated(framework):
            yield framework, left, operator, right


def report(framework, women, parts=()):
    # Nine men for each woman.
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


def changes_by_sex(document):
    """Yield (sex, {figure: change}) of each alternative, at least one."""
    done = release(document, rules=PUBLIC)
    assert done.alternatives
    for alternative in done.alternatives:
        for sex in ("women", "men"):
            changed = {tuple(figure): change for figure, of, _, _, change in alternative if of == sex}
            yield sex, changed


@pytest.mark.parametrize(("framework", "left", "operator", "right"), sorted(set(relations())))
def test_every_alternative_satisfies_the_relation(framework, left, operator, right):
    # Both sides are equal: one woman in each figure, and more only where one side has fewer figures.
    left, right = left.split(), right.split()
    women = dict.fromkeys([*left, *right], 1)
    women[right[0]] += max(len(left) - len(right), 0)
    women[left[0]] += max(len(right) - len(left), 0)
    for sex, changed in changes_by_sex(report(framework, women)):
        each = 1 if sex == "women" else 9
        sums = [
            sum(women[code] * each + changed.get(figure_of(code, women), 0) for code in codes)
            for codes in (left, right)
        ]
        assert sums[0] == sums[1] if operator == "==" else sums[0] <= sums[1], changed


def figure_of(code, lines):
    return "line", "participants" if code == "GRAND" and "participants" in lines else code


def test_parts_of_one_name_are_taken_to_be_the_same():
    # A sub-project and its municipality: the number of one is that of the other.

    def part(kind, code, name, women):
        count = {"participants": Count(women, 9)}
        english = name if kind == "municipality" else ""  # which other parts may lack
        return PartLine(code, Name(name, english), count, count)

    def table(kind, small, large):
        return PartTable(kind, [part(kind, small, "Ystad", 1), part(kind, large, "Lund", 9)])

    parts = [table("municipality", "1286", "1281"), table("sub_project", "y", "l")]
    lines = {"participants": 10}
    whole = report("2014-2020", lines, parts)
    whole.measures[0] = Line(
        "participants", Name("Deltagare", "Participants"), "measure", Count(10, 18), Count(10, 18)
    )
    done = release(whole, rules=PUBLIC)
    shown = [[line.measures["participants"].women for line in table.lines] for table in done.shown.parts]
    assert shown == [[HIDDEN, HIDDEN], [HIDDEN, HIDDEN]]
    for sex, changed in changes_by_sex(whole):
        for one, other in ((("municipality", "1286"), ("sub_project", "y")),):
            changes = [changed.get(("part", *which, "participants"), 0) for which in (one, other)]
            assert changes[0] == changes[1], (sex, changed)


def test_the_carry_over_is_started_less_left():
    # Two of twelve remain: the ten who left would reveal them.
    document = report("2007-2013", {"A23-1E": 12, "A23-1L": 10, "A23-1C": 2})
    shown = release(document, rules=PUBLIC).shown
    women = {line.code: line.cumulative.women for line in shown.measures}
    assert women["A23-1C"] == HIDDEN
    assert HIDDEN in (women["A23-1E"], women["A23-1L"])


def test_a_relation_that_the_records_break_suppresses_nothing():
    # More have left for work (CR04) than are in work: large numbers stay readable.
    document = report("2014-2020", {"work": 2, "CR04": 9, "CR02": 7, "occupation": 8})
    shown = release(document, rules=PUBLIC).shown
    women = {line.code: line.cumulative.women for line in shown.measures}
    assert women == {"work": HIDDEN, "CR04": 9, "CR02": 7, "occupation": 8}


def test_the_worked_example_of_the_package_docstring():
    document = report("2014-2020", {"CO01": 37, "CO03": 0, "CO05": 3, "TOTAL": 40})
    released = release(document, rules=PUBLIC)
    assert [line.cumulative.women for line in released.shown.measures] == [HIDDEN, 0, HIDDEN, 40]
    assert [
        (figure[-1], change) for figure, sex, _, _, change in released.alternatives[0] if sex == "women"
    ] in (
        [("CO01", -1), ("CO05", 1)],
        [("CO01", 1), ("CO05", -1)],
    )
