import pytest
from django.db.models import Q

from participants.register.labels import BACKGROUND, HOUSING
from projects.models import ProgrammePeriod
from reporting.indicators.enums import RESULT_KINDS, LineKind
from reporting.indicators.frameworks import FRAMEWORKS
from reporting.indicators.frameworks.base import ENTERED, LEFT, indicators
from reporting.indicators.measures import MEASURES
from reporting.indicators.validation.record import record_rules

EVERY_PERIOD = pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=list(FRAMEWORKS))


def numbered(prefix, last, first=1):
    return {f"{prefix}{number:02}" for number in range(first, last + 1)}


def test_every_indicator_of_the_regulations_is_there():
    codes = {code: {i.code for i in framework.indicators} for code, framework in FRAMEWORKS.items()}

    parts = "1E 1L 1C 3a 3a1 3b 3b1 3c 3c1 3x 4a 4b 5a 5b 5c 5d 6a 6b 6c 6d 6x"  # x: not known
    assert codes["2007-2013"] == {f"A23-{part}" for part in parts.split()}
    assert codes["2014-2020"] == numbered("CO", 23) | {"TOTAL", "GRAND"} | numbered("CR", 9)
    assert codes["2021-2027"] == numbered("EECO", 19) | {"GRAND"} | numbered("EECR", 6)


def test_every_programme_period_has_a_framework_and_its_questions():
    periods = set(ProgrammePeriod.values)
    assert set(FRAMEWORKS) == set(BACKGROUND) == set(HOUSING) == periods


@EVERY_PERIOD
def test_codes_are_unique_and_names_given_in_both_languages(framework):
    codes = [indicator.code for indicator in (*framework.indicators, *framework.hidden)]

    assert len(codes) == len(set(codes))
    assert all(i.name.sv and i.name.en and i.reference_time and i.certainty for i in framework.indicators)


@EVERY_PERIOD
def test_a_word_with_two_meanings_says_which_is_meant(framework):
    occupation = next(measure.name for measure in MEASURES if measure.code == "occupation")
    for indicator in framework.indicators:
        # To be employed is not all that the projects call occupation.
        if "i sysselsättning" in indicator.name.sv:
            assert occupation.sv.startswith("I sysselsättning (arbete, studier eller praktik)")
            assert occupation.en == "In work, studies or internship"
            assert "occupation" not in indicator.name.en


@EVERY_PERIOD
def test_results_are_counted_by_the_exit_and_outputs_by_the_entry(framework):
    by_entry = {i.code for i in framework.counted if i.when == ENTERED}
    by_exit = {i.code for i in framework.counted if i.when == LEFT}

    assert {i.code for i in framework.indicators if i.kind in RESULT_KINDS} <= by_exit
    assert by_exit - {i.code for i in framework.indicators if i.kind in RESULT_KINDS} <= {"A23-1L"}
    assert by_entry | by_exit | {"A23-1C"} >= {i.code for i in framework.counted}


@EVERY_PERIOD
def test_entity_indicators_are_read_from_the_project(framework):
    entity = [i for i in framework.indicators if i.kind == LineKind.ENTITY]

    assert all(callable(i.entity) and not i.conditions for i in entity)
    assert len(entity) == {"2007-2013": 0, "2014-2020": 4, "2021-2027": 2}[framework.code]


@EVERY_PERIOD
def test_no_condition_is_negated(framework):
    # NOT (NULL) is NULL in SQL: an unknown answer must not count as its opposite.
    rules = record_rules(framework, starts_on=None, ends_on=None, today=None)
    asked = [i.q for i in (*framework.counted, *framework.hidden, *MEASURES)] + [r.broken for r in rules]

    assert not any(node.negated for q in asked for node in _nodes(q))


def _nodes(q):
    yield q
    for child in q.children:
        if isinstance(child, Q):
            yield from _nodes(child)


@EVERY_PERIOD
def test_the_rules_use_counted_figures(framework):
    known = {"projects", "leavers", "work", "occupation", "progression"}
    for rule in framework.aggregate_rules:
        assert rule.text.sv
        assert rule.text.en
        for comparison in rule.comparisons:
            codes = (*comparison.left, *comparison.right, *comparison.minus)
            assert all(code in framework or code in known for code in codes), rule.id


def test_a_name_without_a_condition_is_refused():
    with pytest.raises(ValueError, match="A23-1E"):
        indicators("2007-2013", dict.fromkeys(("A23-1L",), ()))
