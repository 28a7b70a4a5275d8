from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from reporting.indicators import measures
from reporting.indicators.document import Count
from reporting.indicators.figures import compute
from reporting.indicators.names import Name
from tests.factories import (
    KALMAR,
    OSKARSHAMN,
    VASTERVIK,
    InterventionFactory,
    OrganisationFactory,
    ParticipationFactory,
    ProjectFactory,
    ProjectMunicipalityFactory,
    SpellFactory,
    SubProjectFactory,
    TargetFactory,
)
from tests.queries import own_queries
from tests.reporting.indicators.participants_with_outcomes import EXIT, LAST_DAY, add_participant

pytestmark = pytest.mark.django_db
WORK = [(EXIT, "employment")]


@pytest.fixture
def project():
    return ProjectFactory()


def lines(project, **days):
    document = compute(project, **({"ends_on": LAST_DAY} | days)).document
    return {line.code: line for line in (*document.outputs, *document.results, *document.measures)}


def target_line(project, **days):
    (line,) = compute(project, **({"ends_on": LAST_DAY} | days)).document.targets
    return line


# Periods


def test_cumulative_figures_reach_back_and_a_periods_do_not(project):
    add_participant(project, events=WORK)
    add_participant(
        project, spells=[(date(2018, 9, 3), date(2018, 10, 1))], events=[(date(2018, 10, 1), "employment")]
    )

    found = lines(project, starts_on=EXIT, ends_on=EXIT)

    assert (found["CO01"].cumulative.total, found["CO01"].period.total) == (2, 0)
    assert (found["CR04"].cumulative.total, found["CR04"].period.total) == (2, 1)
    assert lines(project, ends_on=date(2018, 9, 2))["GRAND"].cumulative.total == 0


@time_machine.travel(date(2019, 5, 2))
def test_without_days_a_report_reaches_from_the_projects_start_until_today(project):
    document = compute(project).document
    assert (document.starts_on, document.ends_on) == ("2017-09-01", "2019-05-02")

    undated = ProjectFactory(starts_on=None, ends_on=None)
    assert compute(undated).document.starts_on == "2019-05-02"
    add_participant(undated)
    assert compute(undated).document.starts_on == "2018-09-03"

    future = ProjectFactory(starts_on=date(2020, 1, 1))
    assert compute(future).document.starts_on == "2019-05-02"


def test_a_period_that_ends_before_it_starts_is_refused(project):
    with pytest.raises(ValueError, match="before it starts"):
        compute(project, starts_on=date(2019, 2, 1), ends_on=date(2019, 1, 31))


def test_the_counted_are_those_who_entered_in_order(project):
    entered = [add_participant(project), add_participant(project)]
    add_participant(project, spells=[(date(2020, 1, 1), None)])
    add_participant(ProjectFactory())

    assert compute(project, ends_on=LAST_DAY).counted == [participation.pk for participation in entered]


# One statement


@pytest.mark.parametrize("trait", [{}, {"p2007": True}, {"p2021": True}])
def test_one_statement_counts_any_number_of_participants(trait):
    project = ProjectFactory(**trait)
    sub_project = SubProjectFactory(project=project)
    for municipality in (OSKARSHAMN, VASTERVIK):
        ProjectMunicipalityFactory(project=project, municipality_id=municipality, sub_project=sub_project)
    InterventionFactory.create_batch(3, project=project)
    TargetFactory(project=project, municipality_id=OSKARSHAMN)

    few, many = [], []
    for queries, people in ((few, 1), (many, 12)):
        for _ in range(people):
            add_participant(project, events=WORK)
        with CaptureQueriesContext(connection) as captured:
            compute(project)
        queries.extend(own_queries(captured))

    assert len(few) == len(many)
    assert sum("register_participation" in sql for sql in many) == 1


# Measures and rates


def test_a_rate_is_a_share_of_leavers_with_one_decimal(project):
    for events in (WORK, WORK, []):
        add_participant(project, events=events)
    add_participant(project, spells=[(EXIT, None)])

    found = lines(project)

    assert (found["participants"].cumulative.total, found["leavers"].cumulative.total) == (4, 3)
    assert (found["work"].rate, found["work"].denominator) == ("66.7", "leavers")
    assert (found["participants"].rate, found["leavers"].rate) == ("", "")


def test_the_share_of_women_is_of_the_participants(project):
    for sex in ("woman", "woman", "woman", "man"):
        add_participant(project, sex=sex)

    line = lines(project)["women_share"]

    assert line.cumulative == Count(women=3, men=1)
    assert (line.rate, line.denominator) == ("75.0", "participants")


def test_a_share_without_denominator_is_no_data(project):
    TargetFactory(project=project, measure="work", unit="share", value=60)

    found = lines(project)

    assert {found[code].rate for code in ("work", "occupation", "progression", "women_share")} == {""}
    people = [line for line in found.values() if line.cumulative.women is not None]
    assert all(line.cumulative.total == line.period.total == 0 for line in people)
    line = target_line(project)
    assert (line.rate, line.state, line.base) == ("", "no_data", Count())


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(1, 3, "33.3"), (2, 3, "66.7"), (1, 8, "12.5"), (1, 2000, "0.1"), (0, 5, "0.0")],
)
def test_shares_are_rounded_half_away_from_zero(part, whole, text):
    assert measures.per_cent(part, whole) == text


def test_incomplete_records_count_in_measures_and_not_in_indicators(project):
    add_participant(project, incomplete=True, events=WORK)

    found = lines(project)

    assert [found[code].cumulative.total for code in ("participants", "work", "GRAND", "TOTAL", "CR04")] == [
        1,
        1,
        1,
        0,
        0,
    ]


# Numbers that are stated for the project


def test_entity_indicators_are_what_the_project_states():
    project = ProjectFactory(by_social_partners=True, for_public_services=False, supported_enterprises=7)

    found = lines(project)

    assert [found[f"CO2{n}"].cumulative.total for n in range(4)] == [1, None, 0, 7]
    assert found["CO20"].cumulative == Count(women=None, men=None, plain=1)
    assert [bool(found[f"CO2{n}"].note) for n in range(4)] == [False, True, False, False]


def test_a_pre_study_without_participants_reports_zeros():
    project = ProjectFactory(p2007=True, expects_participants=False)

    document = compute(project, ends_on=date(2011, 1, 6)).document

    assert document.results == []
    assert {line.cumulative.total for line in document.outputs} == {0}
    assert document.rules == []
    assert document.parts == []


# Targets


def test_a_number_is_compared_with_the_time_that_has_passed():
    project = ProjectFactory(starts_on=date(2019, 1, 1), ends_on=date(2019, 12, 31))
    TargetFactory(project=project, value=4)
    add_participant(project, spells=[(date(2019, 1, 1), None)])

    on_time = target_line(project, ends_on=date(2019, 4, 1))  # 91 of 365 days: a quarter, just not reached
    assert (on_time.rate, on_time.state) == ("25.0", "on_track")
    assert target_line(project, ends_on=date(2019, 4, 2)).state == "behind"
    for _ in range(3):
        add_participant(project, spells=[(date(2019, 1, 1), None)])
    reached = target_line(project, ends_on=date(2019, 4, 2))
    assert (reached.rate, reached.state, reached.base, reached.denominator) == (
        "100.0",
        "reached",
        None,
        "target",
    )
    assert reached.value == "4"


def test_without_dates_a_number_is_behind_until_it_is_reached():
    project = ProjectFactory(starts_on=None, ends_on=None)
    TargetFactory(project=project, value=1)

    assert target_line(project).state == "behind"


@pytest.mark.parametrize(
    ("comparison", "value", "state"),
    [
        ("at_most", 2, "on_track"),
        ("at_most", 1, "exceeded"),
        ("exactly", 2, "reached"),
        ("exactly", 1, "exceeded"),
        ("exactly", 418, "behind"),
        ("at_least", 1, "reached"),
    ],
)
def test_at_most_and_exactly_can_be_exceeded(project, comparison, value, state):
    TargetFactory(project=project, comparison=comparison, value=value)
    add_participant(project)
    add_participant(project)

    assert target_line(project, ends_on=project.ends_on - timedelta(1)).state == state


@pytest.mark.parametrize(
    ("comparison", "value", "state"),
    [
        ("at_least", 50, "reached"),
        ("at_least", Decimal("50.1"), "behind"),
        ("at_most", 50, "on_track"),
        ("at_most", 49, "exceeded"),
        ("exactly", 50, "reached"),
        ("exactly", 51, "behind"),
        ("exactly", 49, "exceeded"),
    ],
)
def test_a_share_has_todays_state(project, comparison, value, state):
    TargetFactory(project=project, measure="work", unit="share", comparison=comparison, value=value)
    add_participant(project, events=WORK)
    add_participant(project)

    line = target_line(project)

    assert (line.rate, line.state, line.denominator) == ("50.0", state, "leavers")
    assert line.base == Count(women=2)


def test_a_share_of_women_and_a_share_of_participants(project):
    TargetFactory(project=project, code="half", measure="women_share", unit="share", value=50)
    TargetFactory(
        project=project, code="all", measure="work", unit="share", value=50, denominator="participants"
    )
    add_participant(project, sex="man", events=WORK)
    add_participant(project, sex="woman", spells=[(EXIT, None)])
    add_participant(project, sex="man", spells=[(EXIT, None)])

    women, work = compute(project, ends_on=LAST_DAY).document.targets

    assert (women.rate, women.cumulative, women.base) == ("33.3", Count(1, 2), Count(1, 2))
    assert (work.rate, work.cumulative, work.base) == ("33.3", Count(0, 1), Count(1, 2))


def test_a_share_is_compared_exactly_and_not_as_it_is_written(project):
    # 2 of 3 is written 66.7 and is less than that.
    TargetFactory(project=project, measure="work", unit="share", value=Decimal("66.7"))
    for events in (WORK, WORK, []):
        add_participant(project, events=events)

    line = target_line(project)

    assert (line.rate, line.value, line.state) == ("66.7", "66.7", "behind")


def test_a_target_of_a_part_counts_the_part(project):
    lots = InterventionFactory(project=project, name="Sökandelots")
    TargetFactory(project=project, intervention=lots, value=30)
    for _ in range(2):
        SpellFactory(participation=ParticipationFactory(project=project, spell=None), intervention=lots)
    add_participant(project)

    line = target_line(project)

    assert (line.cumulative.total, line.part.sv, line.rate) == (2, "Sökandelots", "6.7")


# Parts


def part_table(project, kind, **days):
    (table,) = [t for t in compute(project, ends_on=LAST_DAY, **days).document.parts if t.kind == kind]
    return {line.code: {code: count.total for code, count in line.measures.items()} for line in table.lines}


def test_every_person_is_in_one_part_by_the_first_spell_and_one_by_the_last(project):
    ProjectMunicipalityFactory(project=project, municipality_id=KALMAR)
    moved = add_participant(project, spells=[], events=[(date(2019, 2, 3), "employment")])
    for entry, left, place in (
        (date(2018, 9, 3), date(2018, 12, 1), OSKARSHAMN),
        (date(2019, 1, 2), date(2019, 2, 1), VASTERVIK),
    ):
        SpellFactory(
            participation=moved, entry_date=entry, exit_date=left, exit_reason="moved", municipality_id=place
        )

    table = part_table(project, "municipality")

    assert list(table) == [KALMAR, OSKARSHAMN, VASTERVIK]  # by name; the one without people is there too
    assert [table[OSKARSHAMN][code] for code in ("participants", "leavers", "work")] == [1, 0, 0]
    assert [table[VASTERVIK][code] for code in ("participants", "leavers", "work")] == [0, 1, 1]
    assert set(table[KALMAR].values()) == {0}


def test_a_sub_project_is_the_interventions_or_else_the_municipalitys(project):
    north, south = (
        SubProjectFactory(project=project, code="north"),
        SubProjectFactory(project=project, code="south"),
    )
    ProjectMunicipalityFactory(project=project, municipality_id=OSKARSHAMN, sub_project=north)
    ProjectMunicipalityFactory(project=project, municipality_id=VASTERVIK)
    course = InterventionFactory(project=project, sub_project=south)
    plain = InterventionFactory(project=project)
    for place, intervention in (
        (OSKARSHAMN, None),
        (OSKARSHAMN, plain),
        (OSKARSHAMN, course),
        (VASTERVIK, None),
    ):
        SpellFactory(
            participation=ParticipationFactory(project=project, spell=None),
            municipality_id=place,
            intervention=intervention,
        )

    table = part_table(project, "sub_project")

    assert {code: part["participants"] for code, part in table.items()} == {"north": 2, "south": 1, "": 1}


def test_a_project_in_one_municipality_has_no_table_of_municipalities(project):
    add_participant(project)

    assert compute(project, ends_on=LAST_DAY).document.parts == []


# The project's own facts


def test_the_title_page_holds_what_the_project_states(project):
    owner = OrganisationFactory(name="Kommunförbundet")
    project.partners.create(organisation=owner, role="owner")
    project.partners.create(organisation=OrganisationFactory(name="Svenska ESF-rådet"), role="funder")
    project.budget_total = Decimal("21000000.00")

    facts = compute(project, ends_on=LAST_DAY).document.project

    assert (facts.slug, facts.owner, facts.funders) == (
        project.slug,
        Name("Kommunförbundet", ""),
        [Name("Svenska ESF-rådet", "")],
    )
    assert (facts.budget_total, facts.esf_support) == ("21000000.00", "")


def test_the_region_is_frozen_in_both_languages_whatever_is_spoken(project):
    documents = []
    for language in ("sv", "en"):
        with override(language):
            documents.append(compute(project, ends_on=LAST_DAY).document)
    facts = documents[0].project
    assert (facts.region, facts.region_en) == ("Småland och Öarna", "Småland and the Islands")
    assert documents[0].digest == documents[1].digest
