"""Hours in reports: the project's, those that its funders read, and what a correction hides."""

from datetime import date

import pytest

from esfportal.ui.formats import HIDDEN
from participants.attendance.models import Attendance
from reporting.indicators.hours.hours_line import Minutes
from reporting.reports.files import csv_file
from tests.factories import ParticipationFactory
from tests.participants.attendance.examples import activity_of, attendance_of, enrolment_of, session_of
from tests.participants.certificates.examples import certificate_of
from tests.reporting.reports.job_support import made, quick_render, submitted

pytestmark = pytest.mark.django_db
FROM, TO = date(2018, 3, 1), date(2018, 3, 20)
NOTHING = Minutes(HIDDEN, HIDDEN, HIDDEN)


def people_of(project, number, sex, **values):
    given = {"spell__entry_date": date(2018, 1, 8), "person__sex": sex, **values}
    return ParticipationFactory.create_batch(number, project=project, **given)


def shown_to(report, audience):
    return {line.kind: line.figures for line in report.document_for(audience).hours}


def test_hours_of_the_period_are_frozen_and_released_while_of_many(cast, sign_in, monkeypatch):
    monkeypatch.setattr("reporting.reports.files.render", quick_render)
    course, group = activity_of(cast.project), activity_of(cast.project, "Grupp", kind="group")
    women, men = people_of(cast.project, 6, "woman"), people_of(cast.project, 3, "man")
    hidden = people_of(cast.project, 1, "woman", person__protected=True)
    session, later = session_of(course, FROM), session_of(course, date(2018, 3, 21))
    for person in (*women, *men, *hidden):
        enrolment_of(person, course)
        attendance_of(person, session, minutes=120)
        attendance_of(person, later, minutes=180)
    attendance_of(men[0], session_of(group, TO), minutes=60)
    certificate = certificate_of(women[0], by=cast.leader, month=FROM)
    for certificate.state in ("sent", "confirmed"):
        certificate.save()

    days = {"starts_on": FROM, "ends_on": TO}
    empty = made(cast.project, starts_on=date(2018, 1, 1), ends_on=date(2018, 1, 31))
    assert "hours" not in empty.figures
    report = submitted(cast.project, by=cast.leader, **days)
    of_course = [Minutes(1080, 540, 1620), Minutes(720, 360, 1080), Minutes(120, 0, 120)]
    of_group = [Minutes(), Minutes(0, 60, 60), Minutes()]
    of_all = [Minutes(1080, 540, 1620), Minutes(720, 420, 1140), Minutes(120, 0, 120)]
    everything = {"course": of_course, "group": of_group, "total": of_all}
    assert shown_to(report, "full") == shown_to(report, "authority") == everything
    # One man was in the group, and one woman has confirmed.
    assert shown_to(report, "funders")["total"] == [of_all[0], of_all[1], NOTHING]
    assert shown_to(report, "funders")["course"] == [NOTHING] * 3
    assert shown_to(report, "released")["total"][1] == Minutes(HIDDEN, HIDDEN, 1140)

    page = sign_in(cast.funder).get(report.get_absolute_url())
    rows = {row.name: row.figures for row in page.context["hours_table"].rows}
    assert rows["Alla aktiviteter"][1] == Minutes("12,0", "7,0", "19,0")
    assert "”..” står för timmar" in page.text
    lines = csv_file.render(report.document_for("funders"), "sv").decode("utf-8-sig").splitlines()
    keys, total = (
        line.split(";") for line in (lines[0], next(each for each in lines if "Alla aktiv" in each))
    )
    found = dict(zip(keys, total, strict=True))
    assert (found['"hours_attended_men"'], found['"hours_confirmed_men"']) == ('"7"', f'"{HIDDEN}"')

    # The same days again, after the correction of one: its difference from the first report is his.
    Attendance.objects.filter(participation=men[1], session=session).update(minutes=90)
    again = submitted(cast.project, by=cast.leader, **days)
    assert shown_to(report, "full") == everything
    assert shown_to(again, "full")["total"][1] == Minutes(720, 390, 1110)
    assert shown_to(again, "funders")["total"][1] == NOTHING
