"""The first wall by itself: with the database showing everything, every page shows everybody what it shows with it.

What one of the portal's own queries forgets to leave out would otherwise be noticed by nobody until the second
wall has a hole in the same place.
"""

import re
from contextlib import contextmanager, nullcontext
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from reporting.reports.models import Report
from tests.access.actors import COLUMNS, column_of
from tests.esfportal.database.sql import column
from tests.factories import OSKARSHAMN, ParticipationFactory
from tests.sample_objects import note_long_ago, taken_back
from tests.test_access import USED_BY, World, invitation_to, rows

pytestmark = pytest.mark.django_db

# Outside the project for each reason that there is; the rest of the outsiders come with tests/test_access.py.
LEFT_OUT = {
    f"{role}_{how}" for role in ("case_worker", "funder", "auditor") for how in ("elsewhere", "ended")
}
# Of the pages that point at nothing, those that look for projects, reports and people.
LISTS = ("projects:list", "reports:all", "register:search", "privacy:log_overview")
# What is another one at every request.
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"|"X-CSRFToken": "\w+"')


def rows_of_projects(usage):
    return [row for row in rows() if usage in USED_BY[row[2]] and (row[1] != "-" or row[0] in LISTS)]


class Neighbours(World):
    """Somebody in every corner of the other project too, for a page that forgets which project it is about."""

    def __init__(self):
        super().__init__()
        leader = self.actors["project_leader_elsewhere"]
        other = leader.memberships.get().project
        there = ParticipationFactory(project=other, spell__municipality_id=OSKARSHAMN)
        note_long_ago(there, by=leader)
        invitation_to(other, by=leader)
        for report in Report.objects.all():  # a draft, and one that is submitted
            report.pk, report.public_id, report.project = None, uuid4(), other
            report.save(force_insert=True)

    def page(self, actor, name, target):
        browser = Client(headers={"accept-language": "sv"})
        browser.cookies.update(self.cookies[actor])
        with taken_back():
            return browser.get(reverse(name, args=self.targets[target]))


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), taken_back():
        yield Neighbours()


@contextmanager
def without_the_second_wall():
    """Requests look with the tests' own eyes, an operator's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("accounts.middleware.user_scope", lambda user: nullcontext())
        assert column("SELECT esfportal_scope()") == ["operator"]
        yield


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [
        pytest.param(row[0], row[1], row[3], id=f"{row[0]}-{row[1]}")
        for row in rows_of_projects("post")
        if row[3] != "-"
    ],
)
def test_who_may_send_what_without_the_second_wall(world, name, target, expected):
    wanted = dict(zip(COLUMNS, expected.split(), strict=True))
    with without_the_second_wall():
        found = {actor: world.answer(actor, name, target, "post") for actor in world.actors.keys() - LEFT_OUT}
    assert {actor: answer for actor, answer in found.items() if answer != wanted[column_of(actor)]} == {}


@pytest.mark.parametrize(
    ("name", "target"),
    [pytest.param(*row[:2], id=f"{row[0]}-{row[1]}") for row in rows_of_projects("get")],
)
def test_what_everybody_is_shown_without_the_second_wall(world, name, target):
    wrong = []
    for actor in world.actors.keys() - LEFT_OUT:
        with_both = world.page(actor, name, target)
        with without_the_second_wall():
            alone = world.page(actor, name, target)
        if told_by(alone) != told_by(with_both):
            wrong.append(actor)
    assert wrong == []


def told_by(answer):
    content = b"".join(answer) if answer.streaming else answer.content
    return answer.status_code, answer.get("Location"), CHANGING.sub("", content.decode(errors="replace"))
