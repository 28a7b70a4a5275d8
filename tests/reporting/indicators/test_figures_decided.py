"""Cases that were decided: what a figure is after a re-entry, on one day, in a part, and without an answer."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from participants.register.actions import correct_outcome, record_outcome
from projects.models import Project, Target
from reporting.indicators.figures import compute
from tests.factories import (
    OSKARSHAMN,
    VASTERVIK,
    InterventionFactory,
    OutcomeEventFactory,
    ParticipationFactory,
    ProjectFactory,
    SpellFactory,
    TargetFactory,
)
from tests.reporting.indicators.participants_with_outcomes import add_participant, counted

pytestmark = pytest.mark.django_db
FIRST = (date(2018, 9, 3), date(2019, 3, 1))
SECOND = (date(2019, 5, 1), date(2019, 10, 1))
BETWEEN, AFTER = date(2019, 4, 1), date(2019, 10, 10)


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.mark.parametrize(
    ("kind", "code", "still_counts"),
    [
        ("employment", "CR04", 0),
        ("self_employment", "work", 0),
        ("education", "CR02", 0),
        ("internship", "occupation", 0),
        ("closer_to_labour_market", "progression", 0),
        ("qualification", "CR03", 1),
    ],
)
def test_a_result_before_a_re_entry_counts_only_if_it_was_gained_for_good(project, kind, code, still_counts):
    add_participant(project, spells=[FIRST, SECOND], events=[(BETWEEN, kind)])
    assert counted(project, code) == [still_counts]

    add_participant(project, spells=[FIRST, SECOND], events=[(AFTER, kind)])
    assert counted(project, code) == [still_counts + 1]


def test_a_result_of_the_day_of_a_re_entry_is_not_after_it(project):
    add_participant(project, spells=[FIRST, SECOND], events=[(SECOND[0], "employment")])
    assert counted(project, "CR04") == [0]


def same_day(project, *kinds):
    participation = add_participant(project)
    day = date(2019, 3, 10)
    return participation, [record_outcome(participation, values=event(day, kind), by=None) for kind in kinds]


def event(day, kind, evidence=""):
    return {"date": day, "kind": kind, "improvement": "", "evidence": evidence}


def test_evidence_that_is_added_later_keeps_the_place_of_its_event(project):
    _, (first, _last) = same_day(project, "unemployed", "employment")
    assert counted(project, "CR04", "work") == [1, 1]

    values = event(first.happened_on, "unemployed", "intyg")
    again = correct_outcome(first, values=values, reason="underlag", by=None)
    assert counted(project, "CR04", "work") == [1, 1]
    correct_outcome(again, values={**values, "evidence": "två intyg"}, reason="underlag", by=None)
    assert counted(project, "CR04", "work") == [1, 1]


def test_a_correction_of_the_kind_is_recorded_last(project):
    _, (first, _last) = same_day(project, "inactive", "employment")
    correct_outcome(first, values=event(first.happened_on, "unemployed"), reason="fel", by=None)
    assert counted(project, "CR04", "work") == [0, 0]


def test_no_completed_education_is_another_disadvantage_in_2014_2020(project):
    add_participant(project, education_level=0, other_disadvantage="")
    assert counted(project, "TOTAL", "CO17") == [1, 1]
    assert "V-A10" not in {rule.id for rule in compute(project).document.rules}


@pytest.mark.parametrize("gap", ["labour_market_status", "education_level"])
def test_2007_2013_counts_incomplete_records_and_shows_what_is_not_known(gap):
    project = ProjectFactory(p2007=True)
    unknown = {"labour_market_status": ""} if gap == "labour_market_status" else {"education_level": None}
    add_participant(project, spells=[(date(2009, 2, 2), date(2009, 6, 1))], **unknown)

    codes = ("A23-1E", "A23-1L", "A23-1C", "A23-3x", "A23-6x")
    expected = [1, 1, 0, int(gap == "labour_market_status"), int(gap == "education_level")]
    assert counted(project, *codes, ends_on=date(2009, 12, 31)) == expected
    document = compute(project, ends_on=date(2009, 12, 31)).document
    assert not [rule for rule in document.rules if rule.level == "aggregate"]


def test_a_return_between_years_stays_in_the_carry_over():
    project = ProjectFactory(p2007=True)
    spells = [(date(2009, 2, 1), date(2009, 6, 1)), (date(2010, 2, 1), None)]
    add_participant(project, spells=spells)
    assert counted(project, "A23-1C", "A23-1L", ends_on=date(2009, 12, 31)) == [1, 0]


def test_both_sides_of_a_part_s_share_are_counted_by_the_last_part(project):
    first, last = InterventionFactory(project=project), InterventionFactory(project=project)
    for denominator in ("participants", "leavers"):
        TargetFactory(
            project=project,
            measure="work",
            comparison=Target.Comparison.AT_LEAST,
            unit=Target.Unit.SHARE,
            value=50,
            denominator=denominator,
            intervention=last,
        )
    for moved in (False, True, True):
        participation = ParticipationFactory(project=project, spell=None)
        for number, (entry, exit_date) in enumerate((FIRST, SECOND)):
            SpellFactory(
                participation=participation,
                entry_date=entry,
                exit_date=exit_date,
                exit_reason="completed",
                municipality_id=OSKARSHAMN if number else VASTERVIK,
                intervention=first if moved and not number else last,
            )
        OutcomeEventFactory(participation=participation, happened_on=AFTER, kind="employment")

    targets = compute(project, ends_on=date(2019, 12, 31)).document.targets
    assert [(target.cumulative.total, target.base.total, target.rate) for target in targets] == [
        (3, 3, "100.0"),
        (3, 3, "100.0"),
    ]


CASES = Path(settings.BASE_DIR).parent / "shared" / "cases"
END = ("2017-09-01", "2020-11-30")
RIGHT = {
    "same_day_evidence_added_later": (*END, {"CR04": "1", "work": "1"}),
    "transfer_share_over_100": (*END, {"wp-k2": "3", "w-k2": "3"}),
    "incomplete_0713": ("2009-01-07", "2011-01-06", {"A23-1E": "1", "participants": "1", "A23-6x": "1"}),
    "carry_over_between_spells": ("2009-01-07", "2009-12-31", {"A23-1C": "1"}),
    "G8_isced0_co17": (*END, {"CO17": "1"}),
    "asof_late_event_full": ("2017-09-01", "2019-06-30", {"CR04": "1"}),
    "asof_reentry_full": ("2017-09-01", "2019-06-30", {"leavers": "0"}),
}


@pytest.mark.parametrize("name", RIGHT)
def test_the_published_registers_give_the_right_figures(name, tmp_path):
    folder = CASES / name
    if not folder.is_dir():
        pytest.skip("The registers are not in the folder next to the project.")
    starts_on, ends_on, right = RIGHT[name]
    call_command("load_project", str(folder / "project.toml"), stdout=io.StringIO())
    slug = Project.objects.get().slug
    for file in sorted(folder.glob("[0-9]_*.csv")):
        call_command(f"import_{file.stem[2:]}", slug, str(file), stdout=io.StringIO())
    out = tmp_path / "report.csv"
    options = {"starts_on": starts_on, "ends_on": ends_on}
    call_command("report", slug, "--format", "csv", "--output", str(out), **options, stdout=io.StringIO())

    rows = csv.DictReader(io.StringIO(out.read_text("utf-8-sig")), delimiter=";")
    totals = {row["code"]: row["total"] for row in rows}
    assert {code: totals[code] for code in right} == right


def test_occupation_is_split_into_work_studies_and_internship(project):
    for kinds in (
        ["employment", "education"],
        ["self_employment"],
        ["education", "internship"],
        ["internship", "unemployed"],
        ["closer_to_labour_market"],
    ):
        add_participant(project, events=[(date(2019, 3, 5), kind) for kind in kinds])
    codes = ("work", "self_employment", "studies", "internship", "occupation")
    assert counted(project, *codes) == [2, 1, 1, 1, 4]
