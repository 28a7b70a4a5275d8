from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from participants.register.actions import correct_outcome
from participants.register.models import ChangeNote, Person
from reporting.disclosure import release
from reporting.indicators.document import Count, Line
from reporting.indicators.enums import Span
from reporting.indicators.explain import review
from reporting.indicators.figures import compute
from reporting.indicators.frameworks import FRAMEWORKS, for_period
from reporting.indicators.frameworks.base import Comparison, at_most, equals
from reporting.indicators.names import Name
from reporting.indicators.validation import (
    ENFORCED_RULES,
    broken_aggregate_rules,
    record_rules,
)
from reporting.indicators.validation.aggregate import violation
from reporting.indicators.validation.decrease_causes import causes_since
from reporting.reports.models import Report
from tests.factories import ProjectFactory
from tests.reporting.disclosure.rules import PUBLIC
from tests.reporting.indicators.participants_with_outcomes import ENTRY, EXIT, LAST_DAY, add_participant
from tests.reporting.reports.documents import create_submitted_report

pytestmark = pytest.mark.django_db

# Every rule id of the reference, by where the portal keeps it.
RECORD_IDS = {f"V-R{n:02}" for n in range(1, 31)}
AGGREGATE_IDS = {f"V-A{n:02}" for n in (*range(1, 27), *range(31, 45), *range(51, 57), *range(61, 64))}


@pytest.fixture
def project():
    return ProjectFactory()


def problems(participation):
    return [problem.id for problem in review(participation).problems]


def test_every_rule_is_checked_or_enforced():
    dates = {"starts_on": date(2018, 1, 1), "ends_on": None, "today": date(2020, 1, 1)}
    checked = {rule.id for f in FRAMEWORKS.values() for rule in record_rules(f, **dates)}
    checked |= {rule.id for f in FRAMEWORKS.values() for rule in f.aggregate_rules}
    of_every_figure = {"V-A01", "V-A44", "V-A61", "V-A62"}

    assert checked | of_every_figure | {rule.id for rule in ENFORCED_RULES} == RECORD_IDS | AGGREGATE_IDS
    assert not checked & {rule.id for rule in ENFORCED_RULES}
    assert all(
        rule.text.sv and rule.text.en and rule.enforced_by.sv and rule.enforced_by.en
        for rule in ENFORCED_RULES
    )


def test_a_whole_record_breaks_nothing(project):
    participation = add_participant(
        project, events=[(EXIT, "employment"), (date(2019, 9, 1), "follow_up_employed")]
    )

    assert problems(participation) == []
    assert compute(project, ends_on=LAST_DAY).document.rules == []


BEFORE_REPEAL = {"spells": [(date(2018, 8, 1), EXIT)]}
HALF_A_YEAR = date(2019, 9, 1)


@pytest.mark.parametrize(
    ("record", "broken"),
    [
        ({"labour_market_status": "", "unemployed_since": None}, ["V-R02"]),
        ({"education_level": None}, ["V-R04"]),
        ({"jobless_household": None, **BEFORE_REPEAL}, ["V-R05"]),
        ({"jobless_household": None}, []),  # entered after the questions were repealed
        ({"employed": True, "unemployed_since": date(2015, 1, 1)}, ["V-R07"]),
        ({"inactive": True, "in_education": None}, ["V-R08"]),
        ({"unemployed_since": ENTRY + timedelta(1)}, ["V-R09"]),
        ({"unemployed_since": ENTRY}, []),
        ({"spells": [(date(2017, 8, 31), EXIT)]}, ["V-R10"]),
        ({"spells": [(date(2020, 12, 1), None)]}, ["V-R10"]),
        ({"spells": [(ENTRY, EXIT), (date(2020, 12, 1), None)]}, ["V-R10"]),
        ({"spells": [(ENTRY, None)], "events": [(HALF_A_YEAR, "follow_up_inactive")]}, ["V-R13"]),
        ({"events": [(date(2019, 8, 31), "follow_up_inactive")]}, ["V-R15"]),
        ({"events": [(HALF_A_YEAR, "follow_up_inactive")]}, []),
        ({"events": [(HALF_A_YEAR, "follow_up_employed", "promotion")]}, ["V-R18"]),
        ({"in_education": True, "events": [(EXIT, "education")]}, ["V-R24"]),
        ({"born": date(2003, 9, 4), "education_level": 1, "unemployed_since": None}, ["V-R25"]),
        ({"born": date(1943, 9, 3), "unemployed_since": None}, ["V-R25"]),
        ({"born": date(1943, 9, 4), "unemployed_since": None}, []),
        ({"born": date(2000, 9, 4), "education_level": 6, "unemployed_since": None}, ["V-R26"]),
        ({"employed": True, "jobless_household": True, **BEFORE_REPEAL}, ["V-R28"]),
    ],
)
def test_what_is_wrong_with_a_record_is_found_on_the_person_and_in_the_report(project, record, broken):
    participation = add_participant(project, **record)

    assert problems(participation) == broken
    listed = [r for r in compute(project, ends_on=date(2020, 12, 31)).document.rules if r.level == "record"]
    assert [(rule.id, rule.count) for rule in listed] == [(id, Count(women=1)) for id in broken]


def test_a_date_in_the_future_is_found(project):
    participation = add_participant(project, spells=[(ENTRY, EXIT)])

    with time_machine.travel(EXIT):
        assert problems(participation) == []
    with time_machine.travel(EXIT - timedelta(1)):
        assert problems(participation) == ["V-R12"]


def test_problems_come_worst_first(project):
    participation = add_participant(
        project, education_level=None, labour_market_status="", unemployed_since=date(2019, 1, 1)
    )

    assert [(p.id, p.severity) for p in review(participation).problems] == [
        ("V-R02", "error"),
        ("V-R04", "incomplete"),
        ("V-R09", "warning"),
    ]


def test_problems_are_read_in_the_readers_language(project):
    (problem,) = review(add_participant(project, incomplete=True)).problems

    with translation.override("sv"):  # an earlier test's request may have left English active
        assert str(problem.text) == "Utbildningsnivå saknas."
    assert problem.text.in_language("en") == "The education level is missing."


# Aggregate rules


def aggregate(project, **days):
    document = compute(project, **({"ends_on": LAST_DAY} | days)).document
    return {rule.id: rule for rule in document.rules if rule.level == "aggregate"}


def test_schooling_below_every_level_is_a_disadvantage(project):
    add_participant(project, education_level=0)
    assert aggregate(project) == {}


def test_an_employed_jobless_household_breaks_the_figures_too(project):
    add_participant(project, employed=True, jobless_household=True, sex="man", **BEFORE_REPEAL)

    rule = aggregate(project)["V-A12"]

    assert (rule.sex, rule.detail) == ("men", "CO12 = 1, CO01 + CO03 = 0")


class Figures:
    """Counts of a report; figures that are not given are zero."""

    def __init__(self, **numbers):
        self.numbers = {code.replace("_", "-"): Count(women=number) for code, number in numbers.items()}

    def total(self, code, span=Span.CUMULATIVE):
        return self.numbers.get(code, Count())


def rules_broken_by(period, lines=(), **numbers):
    return {rule.id for rule in broken_aggregate_rules(for_period(period), Figures(**numbers), lines)}


@pytest.mark.parametrize(
    ("period", "numbers", "broken"),
    [
        ("2014-2020", {"TOTAL": 1}, {"V-A02", "V-A03", "V-A10"}),
        ("2014-2020", {"CO02": 1}, {"V-A04"}),
        ("2014-2020", {"CO04": 1}, {"V-A05"}),
        ("2014-2020", {"CO06": 1}, {"V-A06"}),
        ("2014-2020", {"CO08": 1}, {"V-A07", "V-A08"}),
        ("2014-2020", {"CO09": 1}, {"V-A09"}),
        ("2014-2020", {"CO12": 1}, {"V-A12"}),
        ("2014-2020", {"CO13": 1}, {"V-A11"}),
        ("2014-2020", {"CO15": 1}, {"V-A13"}),
        ("2014-2020", {"CO19": 1}, {"V-A14"}),
        ("2014-2020", {"CR01": 1, "leavers": 1}, {"V-A15", "V-A18"}),
        ("2014-2020", {"CR03": 1, "leavers": 1}, {"V-A16"}),
        ("2014-2020", {"CR04": 1, "leavers": 1}, {"V-A17", "V-A18"}),
        ("2014-2020", {"CR05": 1, "leavers": 1}, {"V-A19", "V-A20"}),
        ("2014-2020", {"CR06": 1, "leavers": 1}, {"V-A21"}),
        ("2014-2020", {"CR07": 1, "leavers": 1}, {"V-A22"}),
        ("2014-2020", {"CR08": 1, "leavers": 1}, {"V-A23"}),
        ("2014-2020", {"CR09": 1, "leavers": 1}, {"V-A24"}),
        ("2014-2020", {"CR02": 1, "TOTAL": 1, "GRAND": 1, "CO05": 1, "CO09": 1}, {"V-A25"}),
        ("2021-2027", {"EECO01": 1}, {"V-A31", "V-A34"}),
        ("2021-2027", {"EECO03": 1}, {"V-A32"}),
        ("2021-2027", {"EECO07": 1}, {"V-A33", "V-A40"}),
        ("2021-2027", {"EECO10": 1}, {"V-A34", "V-A41"}),
        ("2021-2027", {"EECO17": 1}, {"V-A35"}),
        ("2021-2027", {"EECR05": 1}, {"V-A36", "V-A42"}),
        ("2021-2027", {"EECO02+04": 1}, {"V-A37"}),
        ("2021-2027", {"EECO02+05": 1}, {"V-A38"}),
        ("2021-2027", {"EECO02+04+05": 1}, {"V-A39"}),
        ("2021-2027", {"work": 1}, {"V-A42"}),
        ("2007-2013", {"A23_1E": 1, "A23_1C": 1}, {"V-A51"}),
        ("2007-2013", {"A23_3b1": 1}, {"V-A52"}),
        ("2007-2013", {"A23_4a": 1}, {"V-A53"}),
        ("2007-2013", {"A23_6d": 1}, {"V-A54"}),
        ("2007-2013", {"A23_5b": 1}, {"V-A55"}),
        ("2007-2013", {"A23_1C": 1}, {"V-A56"}),
    ],
)
def test_figures_that_do_not_fit_together_break_their_rule(period, numbers, broken):
    assert rules_broken_by(period, **numbers) == broken


@pytest.mark.parametrize("period", FRAMEWORKS)
def test_zeros_break_nothing(period):
    assert rules_broken_by(period) == set()


def test_a_figure_that_is_no_whole_number_or_none_at_all_is_found():
    def line(number):
        count = Count(women=None, men=None, plain=number)
        return Line("EECO18", Name("a", "a"), "output-entity", count, count)

    assert rules_broken_by("2021-2027", [line(-1)]) == {"V-A61"}
    assert rules_broken_by("2021-2027", [line(None)]) == {"V-A44"}


def test_a_project_counts_once_in_each_indicator_of_projects():
    count = Count(women=None, men=None, plain=2)

    assert rules_broken_by("2014-2020", [Line("CO20", Name("a", "a"), "output-entity", count, count)]) == {
        "V-A26"
    }


def test_a_violation_shows_the_numbers():
    numbers = {"A": 1, "B": 2, "C": 5}.get

    assert violation(equals(("A", "B"), "C"), numbers) == "A + B = 3, C = 5"
    assert violation(at_most("C", ("A", "B"), minus="A"), numbers) == "C = 5, A + B − A = 2"
    assert violation(Comparison(("A",), ">=", ()), numbers) == ""


def test_figures_of_the_period_are_not_held_to_people_who_entered_before_it(project):
    # A person who entered last year and found work in this period breaks no rule.
    add_participant(project, events=[(EXIT, "employment")])

    assert aggregate(project, starts_on=EXIT) == {}


def test_a_figure_below_that_of_a_submitted_report_is_found(project):
    gone = add_participant(project)
    before = compute(project, ends_on=EXIT).document
    report = Report.objects.create(
        project=project,
        starts_on=project.starts_on,
        ends_on=EXIT,
        figures=before.to_json(),
        counted_participations=[],
        status="submitted",
        submitted_at="2019-04-01T12:00Z",
    )
    assert aggregate(project) == {}

    gone.spells.all().delete()

    rule = aggregate(project)["V-A62"]
    assert rule.severity == "warning"
    assert "GRAND: 1 → 0" in rule.detail
    assert aggregate(project, ends_on=report.ends_on - timedelta(1)) == {}  # an earlier day is another figure


@pytest.mark.parametrize(
    ("period", "year", "codes"),
    [
        ({"p2007": True}, 2009, ["work"]),
        ({}, 2018, ["work", "CR04"]),
        ({"p2021": True}, 2023, ["work", "EECR04"]),
    ],
)
def test_a_result_or_a_measure_that_falls_names_the_cause(period, year, codes):
    project = ProjectFactory(**period)
    spell = (date(year, 3, 2), date(year, 9, 1))
    people = [
        add_participant(project, spells=[spell], events=[(date(year, 9, 2), "employment")]) for _ in range(2)
    ]
    ends_on = date(year, 12, 31)
    frozen = compute(project, ends_on=ends_on).document
    create_submitted_report(project, frozen)
    outcome = people[0].outcomes.get()
    values = {"date": outcome.happened_on, "kind": "unemployed", "improvement": "", "evidence": ""}
    correct_outcome(outcome, values=values, reason="fel person", by=None)

    document = compute(project, ends_on=ends_on).document
    rule = next(rule for rule in document.rules if rule.id == "V-A62")
    assert all(f"{code}: 2 → 1" in rule.detail for code in codes)
    assert "rättade eller återkallade händelser: 1" in rule.text.sv
    assert "outcomes corrected or withdrawn: 1" in rule.text.en
    assert rule.text.sv.endswith("; angivna skäl: ”fel person” (1).")
    assert rule.text.en.endswith("; reasons given: “fel person” (1).")
    shown = release(document, rules=PUBLIC).shown
    assert "händelser" not in next(rule for rule in shown.rules if rule.id == "V-A62").text.sv


def test_a_reason_about_a_protected_person_is_not_quoted():
    project = ProjectFactory()
    hidden, open_to_all = [
        add_participant(project, spells=[(date(2016, 3, 2), date(2016, 9, 1))]) for _ in range(2)
    ]
    Person.objects.filter(pk=hidden.person_id).update(protection="protected_registration")
    since = timezone.now() - timedelta(1)
    for participation, reason in ((hidden, "flyttat till Vimmerby"), (open_to_all, "fel dag i listan")):
        ChangeNote.objects.create(participation=participation, reason=reason)
    (cause,) = [cause for cause in causes_since(project, since, ("1", "1")) if "skäl" in cause.sv]
    assert cause.sv == "angivna skäl: ”fel dag i listan” (1)"
