"""Reports that stay with a funder after its membership has ended (ADR 96)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.database_access import user_scope
from accounts.models import User
from esfportal.jobs import queue
from projects.models import Project
from projects.team.membership_actions import end_membership
from projects.team.models import Membership
from reporting.reports import jobs
from reporting.reports.models import Report
from reporting.reports.urls import of_a_report
from tests.access.actors import actors_around
from tests.access.targets import targets_of
from tests.factories import MembershipFactory, UserFactory
from tests.reporting.reports.job_support import made, quick_render, register, submitted
from tests.test_access import rows

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)


def in_database(user):
    """Return the reports that row-level security shows, without the checks in Python."""
    with user_scope(user), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM reports_report ORDER BY id")
        return [pk for (pk,) in cursor.fetchall()]


def in_python(user):
    return list(
        Report.objects.visible_to(User.objects.get(pk=user.pk)).order_by("pk").values_list("pk", flat=True)
    )


def test_a_former_funder_reads_its_reports(cast, sign_in):
    register(cast.project)
    before = submitted(cast.project, by=cast.leader)
    end_membership(cast.funder.memberships.get(), by=cast.administrator)
    after = submitted(cast.project, by=cast.leader)
    client = sign_in(cast.funder)
    listed = client.get("/reports/").text
    assert (str(before.public_id) in listed, str(after.public_id) in listed) == (True, False)
    page = client.get(before.get_absolute_url())
    assert page.status_code == 200
    assert page.context["document"].is_released
    assert f'/projects/{cast.project.slug}/reports/"' not in page.text  # no links that answer 404
    assert client.get(after.get_absolute_url()).status_code == 404
    address = reverse("reports:download", args=[cast.project.slug, before.public_id, "pdf", "sv"])
    assert b"".join(client.get(address)) == quick_render(before.document_for("funders"), "pdf", "sv")
    assert AuditEntry.objects.about(before).first().actor == cast.funder


def test_a_former_funder_reads_nothing_else(cast, sign_in):
    targets = targets_of(cast)
    kept = Report.objects.get(status="submitted")
    end_membership(cast.funder.memberships.get(), by=cast.administrator)
    client = sign_in(cast.funder)
    answers = {}
    for name, target, usage, _expected in rows():
        args = targets[target]
        about_kept = args[1:2] == [kept.public_id] and name != "reports:evidence_person"
        if args[:1] != [cast.project.slug] or about_kept or name in ("bank:project", "bank_en:project"):
            continue
        method = client.post if usage == "post" else client.get
        answers[name, target] = method(reverse(name, args=args)).status_code
    assert len(answers) > 50
    assert {key: answer for key, answer in answers.items() if answer != 404} == {}


def test_a_kept_report_answers_as_a_page_to_read_only(cast, sign_in):
    register(cast.project)
    report = submitted(cast.project, by=cast.leader)
    end_membership(cast.funder.memberships.get(), by=cast.administrator)
    client, args = sign_in(cast.funder), [cast.project.slug, report.public_id]
    answers = {}
    for path in of_a_report:
        if getattr(path, "name", None) in ("detail", "released", "progress", "changes", "submit"):
            answers[path.name] = client.get(reverse(f"reports:{path.name}", args=args)).status_code
    assert answers == {
        "detail": 200,
        "released": 200,
        "progress": 302,
        "changes": 404,
        "submit": 404,
    }
    for name in ("submit", "recompute", "cancel", "retry"):
        assert client.post(reverse(f"reports:{name}", args=args)).status_code == 404


def day(number):
    return timezone.localdate() + timedelta(days=number)


# Days from today and hours from now: the tests are collected long before this one runs.
@pytest.mark.parametrize(
    ("membership", "reads"),
    [
        ({"ends_on": -1}, False),  # over before the report was submitted
        ({"ends_on": 0}, True),
        ({"starts_on": 1}, False),
        ({"starts_on": -9, "ends_on": -1, "role": "case_worker"}, False),
        ({"starts_on": 5, "ends_on": 5, "ended_at": 0}, False),  # cancelled
        ({"ends_on": 0, "ended_at": -1}, False),
        ({"ends_on": 0, "ended_at": 1}, True),
    ],
)
def test_the_checks_in_python_and_in_the_database_agree(cast, membership, reads):
    register(cast.project)
    report = submitted(cast.project, by=cast.leader)
    made(cast.project, starts_on=report.starts_on + timedelta(1))  # a draft
    user = UserFactory()
    dates = {name: day(membership[name]) for name in ("starts_on", "ends_on") if name in membership}
    if "ended_at" in membership:
        dates["ended_at"] = timezone.now() + timedelta(hours=membership["ended_at"])
        dates["ended_by"] = cast.administrator
    MembershipFactory(user=user, project=cast.project, **{"role": "funder", **membership, **dates})
    expected = [report.pk] if reads else []
    assert in_python(user) == in_database(user) == expected


def test_every_actor_of_the_access_table_agrees(cast):
    register(cast.project)
    submitted(cast.project, by=cast.leader)
    Membership.objects.filter(user=cast.former).update(role="funder", ends_on=day(0), ended_at=None)
    for name, user in actors_around(cast).items():
        if user and name != "administrator":  # who may open projects, but no reports
            assert in_python(user) == in_database(user), name


def test_a_closed_account_keeps_nothing(cast):
    register(cast.project)
    submitted(cast.project, by=cast.leader)
    end_membership(cast.funder.memberships.get(), by=cast.administrator)
    assert len(in_database(cast.funder)) == 1
    User.objects.filter(pk=cast.funder.pk).update(is_active=False)
    assert in_python(cast.funder) == in_database(cast.funder) == []


def test_only_the_projects_of_kept_reports_are_named(cast):
    MembershipFactory(user=cast.funder, project=cast.other_project, role="funder", ends_on=day(-1))
    register(cast.project)
    submitted(cast.project, by=cast.leader)
    end_membership(cast.funder.memberships.get(project=cast.project), by=cast.administrator)
    with user_scope(cast.funder):
        assert list(Project.objects.all()) == [cast.project]
        assert not Project.objects.visible_to(User.objects.get(pk=cast.funder.pk)).exists()
        assert not cast.project.partners.exists()
