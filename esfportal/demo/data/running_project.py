"""A made-up project that runs today: half its time has gone on the day it is loaded."""

from datetime import timedelta
from pathlib import Path
from string import Template

from esfportal.demo.data.plans import Group, Plan
from participants.register.dates import add_months

SLUG = "vagval"
FILE = Path(__file__).with_name("running_project.toml")
MONTHS_BEFORE, MONTHS_AFTER = 12, 12
PLANNING_MONTHS = 1
QUARTER = 3  # months
REPORTING_TIME, FINAL_REPORTING_TIME = timedelta(days=30), timedelta(days=60)
DUE_NEXT_WEEK, LATE = timedelta(days=7), timedelta(days=10)
TERMS, TERMS_EN = "Påhittade villkor, punkt 5", "Made-up terms, point 5"


def project_text(today):
    """Return the text of the project file (docs/project-files.md) for a project loaded today."""
    starts_on = _start(today)
    first_entry = add_months(starts_on, PLANNING_MONTHS)
    return Template(FILE.read_text("utf-8")).substitute(
        starts_on=starts_on,
        planned_until=first_entry - timedelta(days=1),
        first_entry=first_entry,
        ends_on=add_months(starts_on, MONTHS_BEFORE + MONTHS_AFTER) - timedelta(days=1),
        report_duties="\n".join(_report_duties(starts_on, today)),
    )


def quarters(starts_on, months=MONTHS_BEFORE):
    """Return the first and last day of each quarter that had passed when the project was loaded."""
    months = range(0, months, QUARTER)
    return [
        (add_months(starts_on, month), add_months(starts_on, month + QUARTER) - timedelta(days=1))
        for month in months
    ]


def plan(starts_on):
    """Return the people of the project that starts on this day."""
    loaded_in = add_months(starts_on, MONTHS_BEFORE)  # nothing happens later than the first of that month
    return Plan(
        project=SLUG,
        first_entry=add_months(starts_on, PLANNING_MONTHS),
        last_entry=loaded_in - timedelta(days=6),
        last_exit=loaded_in - timedelta(days=4),
        last_event=loaded_in - timedelta(days=3),
        groups=(
            Group("2180", 26, 22, work=6, education=3, internship=3, closer=3, nothing=5, intervention="vagvisaren"),
            Group("2180", 20, 18, work=5, education=4, internship=3, closer=2, nothing=4, intervention="spraksparet"),
            Group("2181", 13, 17, work=6, education=1, internship=3, closer=1, nothing=3, intervention="jobbnara"),
            Group("2181", 27, 0, work=4, education=4, internship=1, closer=3, nothing=2, intervention="kvinnokraft"),
            Group("2104", 17, 20, work=5, education=3, internship=2, closer=2, nothing=4, intervention="vagvisaren"),
        ),
        ages=(19, 49),
        incomplete=9,
        reentries=4,
        newly_arrived=0.2,
        disability=0.15,
        broken_rules=2,
        protected=(("2181", "confidentiality_mark"),),
    )  # fmt: skip


def _report_duties(starts_on, today):
    """Yield a table of the project file for each quarter's report and the final one."""
    days = quarters(starts_on, MONTHS_BEFORE + MONTHS_AFTER)
    passed = len(quarters(starts_on))
    for number, (first, last) in enumerate(days):
        # The last quarter that has passed is due next week; the one before it is late.
        postponed = {passed - 1: today + DUE_NEXT_WEEK, passed - 2: today - LATE}
        yield _report_duty("quarterly", first, last, postponed.get(number, last + REPORTING_TIME))
    yield _report_duty("final", starts_on, days[-1][1], days[-1][1] + FINAL_REPORTING_TIME)


def _report_duty(kind, starts_on, ends_on, due_on):
    rows = {"starts_on": starts_on, "ends_on": ends_on, "due_on": due_on}
    lines = [f"{key} = {day.isoformat()}" for key, day in rows.items()]
    terms = [f'terms = "{TERMS}"', f'terms_en = "{TERMS_EN}"']
    return "\n".join(["[[report_duties]]", f'kind = "{kind}"', *lines, *terms, ""])


def _start(today):
    return add_months(today.replace(day=1), -MONTHS_BEFORE)
