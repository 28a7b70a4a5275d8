"""Access table of the report URLs: every URL and every role."""

import pytest
from django.urls import reverse

from accounts.audit.models import AuditEntry
from esfportal.jobs import queue
from reporting.reports import jobs
from reporting.reports.models import Report
from reporting.reports.urls import of_a_project, of_a_report, urlpatterns
from tests.factories import MembershipFactory
from tests.reporting.reports.job_support import made, quick_render, register, submitted
from tests.sample_objects import rolled_back

pytestmark = pytest.mark.django_db

EVERYONE = (
    "leader",
    "part_leader",
    "case_worker",
    "funder",
    "auditor",
    "administrator",
    "stranger",
    "former",
    "without_role",
)

# What each address answers, in the order of EVERYONE, for a draft and for a submitted report.
GET = {
    "all": "200 200 200 200 200 200 200 200 200",
    "list": "200 200 200 200 200 403 404 404 404",
    "create": "200 403 403 403 403 403 404 404 404",
}
DRAFT = {
    "detail": "200 200 404 404 404 404 404 404 404",
    "progress": "302 302 404 404 404 404 404 404 404",
    "changes": "200 403 404 404 404 404 404 404 404",
    "submit": "200 403 404 404 404 404 404 404 404",
    "delete": "200 403 404 404 404 404 404 404 404",
    "withdraw": "200 403 404 404 404 404 404 404 404",
    "answer": "403 403 404 404 404 404 404 404 404",
    "download": "200 200 404 404 404 404 404 404 404",
    "released": "200 200 404 404 404 404 404 404 404",
    "download_released": "200 200 404 404 404 404 404 404 404",
}
SUBMITTED = {
    "detail": "200 200 200 200 200 403 404 404 404",
    "progress": "302 302 302 302 302 403 404 404 404",
    "changes": "200 403 403 403 403 403 404 404 404",
    "submit": "200 403 403 403 403 403 404 404 404",
    "delete": "200 403 403 403 403 403 404 404 404",
    "withdraw": "200 403 403 403 403 403 404 404 404",
    "answer": "403 403 403 200 403 403 404 404 404",
    "download": "200 200 200 200 200 403 404 404 404",
    "released": "200 200 200 200 200 403 404 404 404",
    "download_released": "200 200 200 200 200 403 404 404 404",
}
BUTTONS = ("submit", "recompute", "cancel", "retry", "next_version")
POST_DRAFT = dict.fromkeys(BUTTONS, "302 403 404 404 404 404 404 404 404")
POST_SUBMITTED = dict.fromkeys(BUTTONS, "302 403 403 403 403 403 404 404 404")
# Tested in tests/test_access.py.
ELSEWHERE = {
    "ready",
    "reopen",
    "overlap",
    "sign",
    "add_report_note",
    "attachment",
    "attachments",
    "beside",
    "downloads",
    "remove_attachment",
    "report_downloads",
    "version",
    "since_last",
    "since_last_people",
    "expected",
    "expected_file",
    "comments",
    "comment_done",
    "writing",
    "write",
    "copy_texts",
    "write_section",
    "csv_columns",
    "download_with_commas",
    "download_released_with_commas",
}


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)


@pytest.fixture
def people(cast):
    register(cast.project)
    cast.part_leader = MembershipFactory(project=cast.project, leader=True, municipality_id="0882").user
    cast.auditor = MembershipFactory(project=cast.project, auditor=True).user
    return cast


def expected(table):
    return [
        pytest.param(name, who, int(status), id=f"{name}-{who}")
        for name, statuses in table.items()
        for who, status in zip(EVERYONE, statuses.split(), strict=True)
    ]


def address(name, report):
    args = [report.project.slug, report.public_id]
    return reverse(f"reports:{name}", args=[*args, "pdf", "sv"] if "download" in name else args)


def test_the_tables_have_every_url():
    names = {path.name for path in (*urlpatterns, *of_a_project, *of_a_report) if getattr(path, "name", None)}
    assert names - ELSEWHERE == {*GET, *DRAFT, *POST_DRAFT}
    assert {*SUBMITTED} == {*DRAFT}


@pytest.mark.parametrize(("name", "who", "status"), expected(GET))
def test_addresses_of_a_project(people, sign_in, name, who, status):
    url = reverse(f"reports:{name}", args=[] if name == "all" else [people.project.slug])
    assert sign_in(getattr(people, who)).get(url).status_code == status


@pytest.mark.parametrize("table", [DRAFT, SUBMITTED], ids=["draft", "submitted"])
def test_addresses_of_a_report(people, sign_in, table):
    # One report for all: making it takes longer than asking for its pages.
    report = made(people.project) if table is DRAFT else submitted(people.project, by=people.leader)
    for who in EVERYONE:
        with rolled_back():
            client = sign_in(getattr(people, who))
            statuses = {name: client.get(address(name, report)).status_code for name in table}
        assert statuses == answers_to(who, table), who


@pytest.mark.parametrize("table", [POST_DRAFT, POST_SUBMITTED], ids=["draft", "submitted"])
def test_writes_of_a_report(people, sign_in, table):
    report = made(people.project) if table is POST_DRAFT else submitted(people.project, by=people.leader)
    before = Report.objects.values().get()
    for who in EVERYONE:
        with rolled_back():
            client = sign_in(getattr(people, who))
            statuses = {name: client.post(address(name, report)).status_code for name in table}
            assert who == "leader" or Report.objects.values().get() == before, who
        assert statuses == answers_to(who, table), who


def answers_to(who, table):
    return {name: int(row.split()[EVERYONE.index(who)]) for name, row in table.items()}


def test_only_the_leader_creates(people, sign_in):
    url = reverse("reports:create", args=[people.project.slug])
    period = {"starts_on": "2018-01-01", "ends_on": "2018-12-31"}
    for who in EVERYONE[1:]:
        assert sign_in(getattr(people, who)).post(url, period).status_code in (403, 404)
    assert not Report.objects.exists()
    assert sign_in(people.leader).post(url, period).status_code == 302
    assert Report.objects.exists()


def test_an_anonymous_user_is_asked_to_sign_in(people, client):
    report = submitted(people.project, by=people.leader)
    urls = [reverse("reports:all"), *(address(name, report) for name in (*SUBMITTED, *POST_SUBMITTED))]
    for url in urls:
        response = client.get(url)
        assert response.status_code in (302, 405), url
        assert response.status_code == 405 or response.url.startswith(reverse("account_login"))


def test_a_report_is_not_found_through_another_project(people, sign_in):
    report = submitted(people.project, by=people.leader)
    MembershipFactory(user=people.leader, project=people.other_project, leader=True)
    url = reverse("reports:detail", args=[people.other_project.slug, report.public_id])
    assert sign_in(people.leader).get(url).status_code == 404


def test_the_lists_show_permitted_reports(people, sign_in):
    draft = made(people.project)
    handed_in = submitted(people.project, by=people.leader, ends_on=draft.starts_on)
    elsewhere = submitted(people.other_project, by=people.stranger)
    sees = {
        "leader": {draft, handed_in},
        "funder": {handed_in},
        "case_worker": {handed_in},
        "stranger": {elsewhere},
    }
    for who in EVERYONE:
        page = sign_in(getattr(people, who)).get(reverse("reports:all"))
        if who in ("part_leader", "auditor"):
            continue
        assert set(page.context["page"]) == sees.get(who, set()), who


def test_a_funder_sees_no_personal_data(people, sign_in):
    # Neither participants nor the names of the staff.
    report = submitted(people.project, by=people.leader)
    funder = sign_in(people.funder)
    for url in (
        report.get_absolute_url(),
        reverse("reports:all"),
        reverse("reports:list", args=[people.project.slug]),
    ):
        page = funder.get(url).content.decode()
        for participation in people.project.participations.all():
            assert participation.family_name not in page
        assert people.leader.full_name not in page
        assert "/participants/" not in page
    assert people.leader.full_name in sign_in(people.leader).get(report.get_absolute_url()).content.decode()


def test_downloads_are_audited_and_views_are_not(people, sign_in):
    report = submitted(people.project, by=people.leader)
    funder = sign_in(people.funder)
    before = AuditEntry.objects.count()
    funder.get(report.get_absolute_url())
    funder.head(address("download", report))
    assert AuditEntry.objects.count() == before
    funder.get(address("download", report))
    assert AuditEntry.objects.count() == before + 1
