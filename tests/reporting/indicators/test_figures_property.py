"""The SQL's figures equal those of a plain reference, over random registers."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings

from reporting.indicators import explain, figures
from reporting.indicators.document import from_json
from reporting.indicators.frameworks import FRAMEWORKS
from tests.reporting.indicators import reference
from tests.reporting.indicators.random_registers import ENDS_ON, STARTS_ON, registers, store

pytestmark = pytest.mark.django_db
# The database is rolled back once after all the examples; each has a project of its own.
examples = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
fewer = settings(examples, max_examples=8)
MAY_BE_BROKEN = {"V-A12", "V-A44"}  # by what people answer and what is not stated; no other can be


@pytest.mark.parametrize("period", FRAMEWORKS)
@examples
@given(register=registers)
def test_the_figures_are_those_of_the_reference(period, register):
    project, participations = store(period, register)

    computed = figures.compute(project, starts_on=STARTS_ON, ends_on=ENDS_ON)

    document = computed.document
    lines = [*document.outputs, *document.results, *document.measures]
    expected = reference.figures(period, register, STARTS_ON, ENDS_ON)
    assert _by_figure(lines) == {key: expected[key] for key in _by_figure(lines)}
    assert set(expected) <= _by_figure(lines).keys()
    stated = reference.with_evidence(period, register, ENDS_ON)
    counts = {line.code: line.with_evidence for line in lines if line.with_evidence is not None}
    assert counts == {code: stated[code] for code in counts}
    assert computed.counted == [
        stored.pk
        for stored, person in zip(participations, register, strict=True)
        if min(stay.entry for stay in person.stays) <= ENDS_ON
    ]
    _check_sums(document)
    assert {r.id for r in document.rules if r.level == "aggregate"} <= MAY_BE_BROKEN
    assert from_json(document.to_json()).digest == document.digest


def _by_figure(lines):
    counts = (
        ("cumulative", line.code, line.cumulative) for line in lines if line.cumulative.women is not None
    )
    in_period = (("period", line.code, line.period) for line in lines if line.period.women is not None)
    return {
        (code, span, sex): number
        for span, code, count in (*counts, *in_period)
        if code != "women_share"  # a share of the participants, and no count of its own
        for sex, number in (("woman", count.women), ("man", count.men))
    }


def _check_sums(document):
    measures = {line.code: line for line in document.measures}
    for line in (*document.outputs, *document.results, *document.measures):
        for count in (line.cumulative, line.period):
            assert count.women is None or count.total == count.women + count.men
    assert [table.kind for table in document.parts][-1] == "intervention"
    for table in document.parts:
        for code in table.lines[0].measures if table.lines else ():
            for sex in ("women", "men", "total"):
                whole, parts = measures[code], table.lines
                assert sum(getattr(part.measures[code], sex) for part in parts) == getattr(
                    whole.cumulative, sex
                )
                in_period = sum(getattr(part.period_measures[code], sex) for part in parts)
                assert in_period == getattr(whole.period, sex)


@pytest.mark.parametrize("period", FRAMEWORKS)
@fewer
@given(register=registers)
def test_explanations_agree_with_the_counted_people(period, register):
    project, participations = store(period, register)

    explained = Counter(
        (explanation.code, person.sex)
        for stored, person in zip(participations, register, strict=True)
        for explanation in explain.review(stored, on=ENDS_ON).explanations
        if explanation.counted
    )

    document = figures.compute(project, starts_on=STARTS_ON, ends_on=ENDS_ON).document
    counted = _by_figure([*document.outputs, *document.results, *document.measures])
    cumulative = {(code, sex): n for (code, span, sex), n in counted.items() if span == "cumulative"}
    assert explained == Counter(cumulative)


@pytest.mark.parametrize("period", FRAMEWORKS)
@fewer
@given(register=registers)
def test_the_problems_of_people_are_the_rules_a_report_lists(period, register):
    project, participations = store(period, register)
    last_day = max((stay.entry for person in register for stay in person.stays), default=ENDS_ON)

    problems = Counter(
        problem.id for participation in participations for problem in explain.review(participation).problems
    )

    document = figures.compute(project, starts_on=STARTS_ON, ends_on=max(last_day, ENDS_ON)).document
    assert problems == {r.id: r.count.total for r in document.rules if r.level == "record"}
