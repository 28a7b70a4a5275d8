"""Months to send, and to send again, in My day and on the leader's start page."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.notifications.models import Notification
from participants.register.models import Participation
from projects.models import Project
from reporting.statistics.duties.reminders import remind
from reporting.statistics.duties.unsent import due_months
from reporting.statistics.models import MonthlyFile, MonthlySettings
from reporting.statistics.monthly.months import due_on
from tests.factories import MembershipFactory
from tests.reporting.statistics.examples import (
    APRIL,
    FEBRUARY,
    JANUARY,
    MARCH,
    authorised_for_all,
    correct,
    monthly_file_of,
    people_to_report,
)
from tests.sample_objects import rolled_back

pytestmark = pytest.mark.django_db
CASES = [
    # the project's start and end, the settings' first month, months sent, the first month to send
    (date(2018, 1, 9), date(2018, 4, 2), None, [], JANUARY),
    (date(2018, 1, 9), date(2018, 4, 2), FEBRUARY, [], FEBRUARY),
    (date(2018, 1, 9), date(2018, 4, 2), FEBRUARY, [JANUARY, FEBRUARY, APRIL], MARCH),
    (date(2018, 1, 9), date(2018, 4, 2), None, [FEBRUARY], JANUARY),
    (date(2018, 1, 9), date(2018, 4, 30), None, [JANUARY, FEBRUARY, MARCH, APRIL], None),
    (date(2018, 1, 9), None, None, [JANUARY, FEBRUARY, MARCH, APRIL], date(2018, 5, 1)),
    (None, None, None, [], None),
    (date(2018, 1, 9), date(2018, 4, 2), None, None, None),  # it ended long ago and sends none
]


def rows(client, key):
    page = client.get(reverse("casework:day"))
    return [row for row in page.context["rows"] if row.item.kind.key == key]


def test_the_first_month_to_send_is_a_row_of_the_leaders(cast, sign_in):
    client = sign_in(cast.leader)
    about = {"project": cast.project, "digest": "0", "content_encrypted": b"", "content_key_version": 1}
    projects = Project.objects.filter(pk=cast.project.pk)
    for starts_on, ends_on, first_month, sent, expected in CASES:
        with rolled_back():
            projects.update(starts_on=starts_on, ends_on=ends_on)
            if sent is not None:
                MonthlySettings.objects.create(project=cast.project, first_month=first_month)
            for month in sent or ():
                file = MonthlyFile.objects.create(month=month, prepared_by=cast.leader, **about)
                MonthlyFile.objects.filter(pk=file.pk).update(sent_on=date(2018, 8, 1), sent_by=cast.leader)
            found = rows(client, "monthly-file")
            assert [row.item.due for row in found] == ([due_on(expected)] if expected else [])
            due = due_months(projects, found[0].item.today if found else date(2026, 1, 1))
            assert [each.months[0] for each in due] == ([expected] if expected else [])
            if (first_month, sent, expected) == (None, [], JANUARY):
                start = client.get(reverse("projects:list"))
                assert len(start.context["due_months"]) == 1
                assert "Skicka månadsfilen till SCB" in found[0].item.text
                assert "är sen: den skulle ha skickats" in start.text
                assert found[0].url.startswith(reverse("statistics:months", args=[cast.project.slug]))
                other = MembershipFactory(project=cast.project, leader=True, municipality_id="0883").user
                assert rows(sign_in(other), "monthly-file") == []  # a part's leader sends none


def test_months_to_send_again_are_a_row_until_they_are_prepared_or_the_change_is_undone(cast, sign_in):
    anna, britta, _hidden = people_to_report(cast)
    client, later = sign_in(cast.leader), date(2018, 8, 1)
    authorised_for_all(cast.project, cast.leader)
    for month in (JANUARY, FEBRUARY, MARCH):
        monthly_file_of(cast.project, by=cast.leader, month=month)
    name = britta.family_name
    correct(britta, cast, family_name="Tall")
    assert rows(client, "monthly-file-again") == []  # the rows are compared by night
    remind(later)
    (row,) = rows(client, "monthly-file-again")
    assert "från och med februari 2018" in row.item.text
    correct(Participation.objects.get(pk=britta.pk), cast, family_name=name)
    remind(later)
    assert rows(client, "monthly-file-again") == []
    correct(Participation.objects.get(pk=anna.pk), cast, family_name="Tall")
    remind(later + timedelta(1))
    assert "från och med januari 2018" in rows(client, "monthly-file-again")[0].item.text
    monthly_file_of(cast.project, by=cast.leader, month=JANUARY)
    assert rows(client, "monthly-file-again") == []
    assert Notification.objects.filter(details__occasion="again").count() == 1
