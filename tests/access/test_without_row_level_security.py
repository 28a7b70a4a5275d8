"""Access checks in Python alone: without row-level security every page must answer the same."""

# Without this test, row-level security would hide a filter that a query of the portal forgets.

import re
from contextlib import contextmanager, nullcontext
from functools import partial
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from esfportal.security import unknown_links
from reporting.reports.models import Report
from tests.access.actors import COLUMNS, column_of
from tests.access.scenario import answered
from tests.access.targets import invitation_to
from tests.esfportal.database.sql import column
from tests.factories import OSKARSHAMN, ParticipationFactory
from tests.participants.privacy.samples import log_old_access
from tests.sample_objects import rolled_back
from tests.signing_in import one_record_of_activity
from tests.test_access import ASKED_HERE_ONLY, LISTS, USED_BY, AccessScenario, rows

pytestmark = pytest.mark.django_db

# Differs between requests.
CHANGING = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"|"X-CSRFToken": "\w+"'
    r'|name="seed" value="[0-9a-f]{8}"|name="form-number" value="[^"]+"|name="number" value="[0-9a-f-]{36}"|\bat=\d+'
)


def rows_of_projects(usage):
    return [row for row in rows() if usage in USED_BY[row[2]] and (row[1] != "-" or row[0] in LISTS)]


class TwoProjectsScenario(AccessScenario):
    """Scenario with people, an invitation and reports in the other project too."""

    def __init__(self):
        super().__init__()
        leader = self.actors["project_leader_elsewhere"]
        other = leader.memberships.get().project
        there = ParticipationFactory(project=other, spell__municipality_id=OSKARSHAMN)
        log_old_access(there, by=leader)
        invitation_to(other, by=leader)
        for report in Report.objects.all():  # a draft, and one that is submitted
            report.pk, report.public_id, report.project = None, uuid4(), other
            report.save(force_insert=True)

    def page(self, actor, name, target):
        browser = Client(headers={"accept-language": "sv"})
        browser.cookies.update(self.cookies[actor])
        unknown_links.limit.begun = 0.0
        with rolled_back():
            return browser.get(reverse(name, args=self.targets[target]))


@pytest.fixture(scope="module")
def scenario(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), rolled_back(), one_record_of_activity():
        yield TwoProjectsScenario()


@contextmanager
def without_rls():
    """Let requests read as operator, whom the policies show all rows."""
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
def test_post_answers_are_the_same_without_rls(scenario, name, target, expected):
    wanted = dict(zip(COLUMNS, expected.split(), strict=True))
    with without_rls():
        found = {
            actor: scenario.answer(actor, name, target, "post")
            for actor in scenario.actors_for(wanted)
            if actor not in ASKED_HERE_ONLY
        }
    assert {actor: answer for actor, answer in found.items() if answer != wanted[column_of(actor)]} == {}


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [pytest.param(row[0], row[1], row[3], id=f"{row[0]}-{row[1]}") for row in rows_of_projects("get")],
)
def test_pages_are_the_same_without_rls(scenario, name, target, expected):
    wanted = {} if expected == "-" else dict(zip(COLUMNS, expected.split(), strict=True))
    wrong = []
    for actor in set(scenario.actors_for(wanted)) - ASKED_HERE_ONLY:
        differs = partial(_differs, scenario, actor, name, target, wanted.get(column_of(actor)))
        # Asked again: a second that begins between two answers stands in files as the time they were made.
        if differs() and differs():
            wrong.append(actor)
    assert wrong == []


def _differs(scenario, actor, name, target, wanted):
    with without_rls():
        alone = scenario.page(actor, name, target)
    if wanted not in (None, answered(alone)):
        return True
    if wanted in ("302", "403", "404"):
        return False  # refused by Python alone: row-level security only hides more
    return comparable(alone) != comparable(scenario.page(actor, name, target))


def comparable(answer):
    content = b"".join(answer) if answer.streaming else answer.content
    return answer.status_code, answer.get("Location"), CHANGING.sub("", content.decode(errors="replace"))
