"""The people behind a figure, filtered and sorted by the URL."""

from contextlib import ExitStack
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from esfportal.database.swedish_order import sort_key
from esfportal.jobs import queue
from reporting.reports import jobs
from reporting.reports.verification.counted_people import SORT_KEYS
from tests.cast import Cast
from tests.factories import MembershipFactory, ParticipationFactory, PersonFactory
from tests.reporting.reports.job_support import quick_render, register, submitted
from tests.sample_objects import rolled_back

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """A cast and its submitted report, made once: the tests only read."""
    with ExitStack() as during:
        for each in (django_db_blocker.unblock(), rolled_back()):
            during.enter_context(each)
        patch = during.enter_context(pytest.MonkeyPatch.context())
        patch.setattr("django.conf.settings.FILES_ROOT", tmp_path_factory.mktemp("files"))
        patch.setattr(queue, "enqueue", lambda job: True)
        patch.setattr(jobs.files, "render", quick_render)
        cast = Cast()
        yield cast, report_of(cast)


@pytest.fixture
def cast(made):
    return made[0]


@pytest.fixture
def report(made):
    return made[1]


def report_of(cast):
    for number in range(3):
        register(cast.project, women=1, men=1)
        entered = cast.project.starts_on + timedelta(days=10 * number)
        ParticipationFactory(
            project=cast.project, spell__entry_date=entered, spell__municipality_id=f"088{number}"
        )
    ParticipationFactory(
        project=cast.project,
        person=PersonFactory(protected=True, sex="woman"),
        spell__entry_date=cast.project.starts_on,
    )
    return submitted(cast.project, by=cast.leader)


def address(report):
    return reverse("reports:evidence", args=[report.project.slug, report.public_id])


@pytest.fixture
def audit(cast, sign_in):
    membership = MembershipFactory(
        project=cast.project, role="auditor", ends_on=date(2099, 1, 1), reason="Prov"
    )
    return sign_in(membership.user)


def rows(client, report, **query):
    answer = client.get(address(report), query)
    assert answer.status_code == 200
    return answer.context["rows"]


@pytest.mark.parametrize("name", SORT_KEYS)
@pytest.mark.parametrize("sign", ["", "-"])
def test_every_heading_sorts_both_ways(report, audit, name, sign):
    found = rows(audit, report, sort=sign + name)
    assert {row.code for row in found} == {row.code for row in rows(audit, report)}
    values = {
        "code": lambda row: row.code,
        "sex": lambda row: row.sex,
        "age": lambda row: row.age,
        "start": lambda row: row.entered,
        "end": lambda row: row.left,
        "municipality": lambda row: sort_key(row.municipality) or None,
        "since": lambda row: row.since,
    }
    shown = [values[name](row) for row in found]
    known = [value for value in shown if value is not None]
    assert shown[: len(known)] == known, "what is not known comes last"
    assert known == sorted(known, reverse=bool(sign))


def test_rows_are_filtered_by_sex_and_by_what_happened_since(report, audit):
    women = rows(audit, report, sex="woman")
    men = rows(audit, report, sex="man")
    assert {row.sex for row in women} == {"kvinna"}
    assert len(women) + len(men) == len(report.counted_participations)
    page = audit.get(address(report), {"since": "gone"})
    assert page.context["rows"] == []
    assert "Ingen stämmer" in page.text or "Ta bort ett filter" in page.text
    assert len(rows(audit, report, since="unchanged")) == len(report.counted_participations)


@pytest.mark.parametrize("query", [{"sex": "woman"}, {"sex": "man"}, {"since": "unchanged"}])
def test_no_filter_tells_anything_of_a_locked_person(report, cast, sign_in, query):
    leader = sign_in(cast.leader)
    assert not any(row.is_protected for row in rows(leader, report, **query))
    for name in SORT_KEYS:
        for sign in ("", "-"):
            assert not any(row.is_protected for row in rows(leader, report, sort=sign + name))


@pytest.mark.parametrize("value", ["nonsense", "\x00", "-", "9" * 400])
@pytest.mark.parametrize("name", ["sex", "since", "sort", "figure", "span", "page"])
def test_what_no_filter_knows_is_left_out(report, audit, name, value):
    assert len(rows(audit, report, **{name: value})) == len(report.counted_participations)


def test_a_sorted_list_takes_as_many_queries_for_many_people(report, cast, audit):
    query = {"sort": "-age", "sex": "man"}
    audit.get(address(report), query)
    with CaptureQueriesContext(connection) as few:
        audit.get(address(report), query)
    register(cast.project, women=20, men=20)
    later = submitted(cast.project, by=cast.leader)
    with CaptureQueriesContext(connection) as many:
        assert len(audit.get(address(later), query).context["rows"]) > 20
    assert len(many) == len(few)
