from datetime import date, timedelta

import pytest

from participants.register.identity import numbers
from reporting.indicators.figures import compute
from tests.factories import ProjectFactory
from tests.reporting.indicators.participants_with_outcomes import ENTRY, EXIT, add_participant, counted

pytestmark = pytest.mark.django_db
PERIODS = pytest.mark.parametrize(
    ("trait", "seeking", "working"), [({}, "CR01", "CR04"), ({"p2021": True}, "EECR01", "EECR04")]
)


@pytest.fixture
def project():
    return ProjectFactory()


def after(days):
    return EXIT + timedelta(days)


# The worked cases, in the reference's order


@PERIODS
def test_case_1_the_last_labour_market_event_wins(trait, seeking, working):
    project = ProjectFactory(**trait)
    add_participant(project, inactive=True, events=[(after(4), "job_search"), (after(19), "employment")])

    assert counted(project, working, seeking) == [1, 0]


@PERIODS
def test_case_2_a_job_that_was_lost_within_28_days_is_a_job_search(trait, seeking, working):
    project = ProjectFactory(**trait)
    add_participant(project, inactive=True, events=[(after(1), "employment"), (after(24), "unemployed")])

    assert counted(project, seeking, working) == [1, 0]


@pytest.mark.parametrize(("day", "result"), [(date(2019, 3, 29), 1), (date(2019, 3, 30), 0)])
def test_case_3_the_28th_day_counts_and_the_29th_does_not(project, day, result):
    add_participant(project, events=[(day, "employment")])

    assert counted(project, "CR04", "work") == [result, result]


def test_case_4_a_returning_person_is_one_participant_with_the_last_result(project):
    again = (date(2019, 5, 1), date(2019, 10, 1))
    add_participant(
        project,
        spells=[(ENTRY, EXIT), again],
        events=[(after(5), "employment"), (date(2019, 10, 10), "unemployed")],
    )

    assert counted(project, "participants", "TOTAL", "leavers", "CR04") == [1, 1, 1, 0]
    # the first entry's data: in the first period, and not when only the second spell is in it
    assert counted(project, "CO01", ends_on=date(2019, 4, 30)) == [1]


def test_case_5_two_projects_count_the_same_person_each(project):
    other = ProjectFactory()
    person = add_participant(project).person
    add_participant(other, person=person)

    assert counted(project, "participants") == counted(other, "participants") == [1]


def test_case_6_results_of_a_person_employed_at_entry(project):
    half_a_year = date(2019, 9, 1)
    add_participant(project, employed=True, events=[(EXIT, "employment")])
    add_participant(project, employed=True, events=[(half_a_year, "follow_up_employed")])  # a pay rise, say
    assert counted(project, "CR04", "CR07") == [0, 0]

    add_participant(project, employed=True, events=[(half_a_year, "follow_up_employed", "promotion")])
    assert counted(project, "CR04", "CR06", "CR07") == [0, 0, 1]


@pytest.mark.parametrize(("born", "older"), [(date(1963, 9, 3), 1), (date(1963, 9, 4), 0)])
def test_case_7_the_55th_birthday_on_the_first_day_counts_as_older(project, born, older):
    add_participant(project, born=born)
    assert counted(project, "CO07", "CO08") == [older, older]

    esf_plus = ProjectFactory(programme_period="2021-2027")
    add_participant(esf_plus, born=born)
    assert counted(esf_plus, "EECO08") == [older]


@pytest.mark.parametrize(("born", "young"), [(date(1993, 9, 3), 0), (date(1993, 9, 4), 1)])
def test_case_7_the_25th_birthday_on_the_first_day_ends_youth(project, born, young):
    add_participant(project, born=born)

    assert counted(project, "CO06") == [young]


def test_case_8_no_completed_schooling_is_a_complete_record_without_a_level(project):
    add_participant(project, education_level=0, other_disadvantage="yes")

    assert counted(project, "TOTAL", "CO09", "CO10", "CO11", "CO17") == [1, 0, 0, 0, 1]

    esf_plus = ProjectFactory(programme_period="2021-2027")
    add_participant(esf_plus, education_level=0)
    assert counted(esf_plus, "EECO01", "EECO09") == [1, 1]


def test_case_9_without_an_education_level_only_the_grand_total_counts(project):
    add_participant(project, incomplete=True, events=[(after(1), "employment")])

    assert counted(project, "GRAND", "TOTAL", "CO01", "CR04") == [1, 0, 0, 0]
    assert counted(project, "participants", "work") == [1, 1]


def test_case_10_the_published_numbers_are_read_as_whose_they_are():
    parsed = numbers.parse_number("701063-2391")

    assert (parsed.kind, parsed.birth_date, parsed.sex) == ("samordningsnummer", date(1970, 10, 3), "man")
    assert numbers.parse_number("811218-9876").birth_date == date(1981, 12, 18)


# Events around the entry and the exit


def test_what_happened_on_the_first_day_is_no_result(project):
    add_participant(project, events=[(ENTRY, "employment"), (ENTRY, "education"), (ENTRY, "qualification")])

    assert counted(project, "CR02", "CR03", "CR04", "occupation") == [0, 0, 0, 0]


def test_a_job_found_before_leaving_counts_on_leaving(project):
    add_participant(project, events=[(ENTRY + timedelta(1), "self_employment")])

    assert counted(project, "CR04", "work") == [1, 1]


@pytest.mark.parametrize(
    ("kinds", "found"), [(("unemployed", "employment"), 1), (("employment", "unemployed"), 0)]
)
def test_on_the_same_day_the_event_recorded_last_holds(project, kinds, found):
    add_participant(project, events=[(after(3), kind) for kind in kinds])

    assert counted(project, "CR04") == [found]


def test_one_may_have_work_studies_and_a_qualification_at_once(project):
    kinds = ("employment", "education", "qualification", "internship", "closer_to_labour_market")
    add_participant(project, events=[(after(n), kind) for n, kind in enumerate(kinds)])

    assert counted(project, "CR02", "CR03", "CR04") == [1, 1, 1]
    assert counted(project, "participants", "leavers", "work", "occupation", "progression") == [1, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("kind", "measures"),
    [("internship", [0, 1, 1]), ("education", [0, 1, 1]), ("closer_to_labour_market", [0, 0, 1])],
)
def test_occupation_is_wider_than_work_and_progression_wider_still(project, kind, measures):
    add_participant(project, events=[(after(28), kind)])

    assert counted(project, "work", "occupation", "progression") == measures


def test_studies_that_had_begun_before_the_entry_are_no_result(project):
    add_participant(project, in_education=True, events=[(after(1), "education")])
    add_participant(project, in_education=None, events=[(after(1), "education")])

    assert counted(project, "CR02", "occupation") == [1, 2]


def test_results_wait_for_the_last_exit(project):
    add_participant(
        project, spells=[(ENTRY, EXIT), (date(2019, 5, 1), None)], events=[(after(5), "employment")]
    )

    assert counted(project, "leavers", "CR04", "work") == [0, 0, 0]


def test_a_correction_takes_the_place_of_what_it_corrects(project):
    participation = add_participant(project, events=[(after(5), "employment"), (after(6), "education")])
    job, studies = participation.outcomes.all()
    participation.outcomes.create(happened_on=after(5), kind="unemployed", supersedes=job)
    participation.outcomes.create(
        happened_on=studies.happened_on, kind=studies.kind, supersedes=studies, is_withdrawal=True
    )

    assert counted(project, "CR04", "CR02", "occupation") == [0, 0, 0]


def test_several_spells_and_events_count_a_person_once(project):
    spells = [(ENTRY, date(2018, 10, 1)), (date(2018, 11, 1), date(2018, 12, 1)), (date(2019, 1, 1), EXIT)]
    add_participant(project, spells=spells, events=[(after(n), "employment") for n in range(10)])

    assert counted(project, "participants", "GRAND", "TOTAL", "leavers", "work", "CR04") == [1] * 6


# Months to the day


@pytest.mark.parametrize(
    ("left_on", "followed_up_on", "found"),
    [
        (date(2019, 3, 1), date(2019, 8, 31), 0),
        (date(2019, 3, 1), date(2019, 9, 1), 1),
        (date(2018, 8, 31), date(2019, 2, 27), 0),  # six months after 31 August is the last of February
        (date(2018, 8, 31), date(2019, 2, 28), 1),
        (date(2019, 8, 31), date(2020, 2, 28), 0),
        (date(2019, 8, 31), date(2020, 2, 29), 1),
    ],
)
def test_six_months_after_leaving_to_the_day(project, left_on, followed_up_on, found):
    add_participant(
        project, spells=[(date(2018, 3, 1), left_on)], events=[(followed_up_on, "follow_up_self_employed")]
    )

    assert counted(project, "CR06") == [found]


def test_the_last_follow_up_holds(project):
    events = [(date(2019, 9, 1), "follow_up_employed"), (date(2019, 10, 1), "follow_up_unemployed")]
    add_participant(project, events=events)

    assert counted(project, "CR06") == [0]


@pytest.mark.parametrize(
    ("born", "since", "long"),
    [
        (date(1985, 5, 17), date(2017, 9, 3), 0),  # twelve months to the day is not more than twelve
        (date(1985, 5, 17), date(2017, 9, 2), 1),
        (date(1993, 9, 4), date(2018, 3, 3), 0),  # a day younger than 25: six months
        (date(1993, 9, 4), date(2018, 3, 2), 1),
        (date(1993, 9, 3), date(2018, 3, 2), 0),  # 25 on the first day: twelve
        (date(1985, 5, 17), None, 0),
    ],
)
def test_long_term_unemployment_to_the_day(project, born, since, long):
    add_participant(project, born=born, unemployed_since=since)

    assert counted(project, "CO01", "CO02") == [1, long]


@pytest.mark.parametrize(("entry", "long"), [(date(2019, 2, 28), 0), (date(2019, 3, 1), 1)])
def test_six_months_after_the_31st_of_august_is_the_last_of_february(project, entry, long):
    add_participant(
        project, born=date(1996, 1, 1), unemployed_since=date(2018, 8, 31), spells=[(entry, None)]
    )

    assert counted(project, "CO02") == [long]


@pytest.mark.parametrize(("entry", "young"), [(date(2021, 2, 28), 1), (date(2021, 3, 1), 0)])
def test_a_leap_day_child_is_a_year_older_on_the_first_of_march(project, entry, young):
    add_participant(project, born=date(1996, 2, 29), spells=[(entry, None)], unemployed_since=None)

    assert counted(project, "CO06", ends_on=date(2021, 12, 31)) == [young]


@pytest.mark.parametrize(("entry", "asked"), [(date(2018, 8, 1), True), (date(2018, 8, 2), False)])
def test_the_household_is_asked_for_until_its_indicators_were_repealed(project, entry, asked):
    add_participant(project, spells=[(entry, None)], jobless_household=None)
    add_participant(
        project, spells=[(entry, None)], jobless_household=True, dependent_children=True, single_adult=True
    )

    complete, households = (1, 1) if asked else (2, 0)
    assert counted(project, "TOTAL", "CO12", "CO13", "CO14") == [complete, *[households] * 3]


# 2007-2013 reads what it asks for at entry


def test_2007_2013_counts_those_who_enter_leave_and_stay():
    project = ProjectFactory(p2007=True)
    year = {"starts_on": date(2010, 1, 1), "ends_on": date(2010, 12, 31)}
    add_participant(project, spells=[(date(2009, 3, 1), date(2009, 9, 1))])
    add_participant(project, spells=[(date(2009, 3, 1), date(2010, 12, 31))], foreign_background="yes")
    add_participant(project, spells=[(date(2010, 3, 1), date(2011, 1, 1))], third_country_national="yes")
    add_participant(project, spells=[(date(2011, 1, 1), None)])

    lines = {line.code: line.period.total for line in compute(project, **year).document.outputs}
    assert [lines[code] for code in ("A23-1E", "A23-1L", "A23-1C", "A23-5b")] == [1, 1, 1, 1]
    assert counted(project, "A23-1E", "A23-1L", "A23-1C", "A23-5b", **year) == [3, 2, 1, 2]
