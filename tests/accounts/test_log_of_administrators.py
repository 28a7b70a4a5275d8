"""The administrators' log: sign-ins, users, roles, and who submitted and downloaded reports."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.audit.models import AuditEntry
from accounts.database_access import user_scope
from esfportal.jobs import queue
from projects.team.membership_actions import record_membership
from reporting.reports import jobs
from reporting.reports.actions import audit_download
from tests.factories import MembershipFactory, UserFactory
from tests.reporting.reports.job_support import made, quick_render
from tests.sample_objects import FullProject

pytestmark = pytest.mark.django_db
LOG = "/admin/audit/auditentry/"


@pytest.fixture
def office(cast, sign_in):
    return sign_in(cast.administrator)


def listed(office, query=""):
    return office.get(LOG + query).context["cl"].result_list


def actions(office, query=""):
    return [entry.action for entry in listed(office, query)]


def words(office, language="sv"):
    page = office.get(LOG, headers={"accept-language": language}).text
    shown = page[page.index('id="result_list"') :]
    return " ".join(re.sub(r"<[^>]+>", " ", shown).replace("\xa0", " ").split())


@pytest.fixture
def reported(cast, sign_in, monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)
    report = made(cast.project)
    address = report.get_absolute_url()
    assert sign_in(cast.leader).post(f"{address}submit/").status_code == 302
    assert sign_in(cast.leader).get(f"{address}files/pdf/sv/").status_code == 200
    assert sign_in(cast.funder).get(f"{address}released/csv/en/").status_code == 200
    return report


def test_submissions_and_downloads_are_listed_in_words(cast, office, reported):
    text = words(office)
    assert "Lena Ledare Lämnade in en rapport Lägesrapport 1 september 2017–30 november 2020" in text
    assert "Finn Finansiär Laddade ner en rapport Lägesrapport 1 september 2017–" in text
    assert "Samverkansprojektet PDF, svenska, med alla antal" in text
    assert "Samverkansprojektet CSV, engelska, för andra finansiärer" in text
    assert not re.search(r"report_|reports\.|_submitted", text)


def test_the_log_follows_the_readers_language(cast, office, reported):
    cast.administrator.language = "en"
    cast.administrator.save()
    AuditEntry.objects.create(
        action="signed_in",
        actor=cast.leader,
        object_type="accounts.user",
        object_id=str(cast.leader.pk),
        at=datetime(2026, 3, 31, 14, 5, tzinfo=ZoneInfo("Europe/Stockholm")),
    )
    text = words(office, "en")
    assert "31 March 2026 14:05 Lena Ledare Signed in Lena Ledare" in text
    assert "Submitted a report Progress report 1 September 2017–" in text
    assert "The cooperation project PDF, Swedish, with every number" in text


def test_a_draft_is_named_by_its_key(cast, office):
    # Its period is for the leaders of the project.
    draft = FullProject(cast).draft
    audit_download(file=draft.files.get(), by=cast.leader)
    assert f"Lägesrapport {draft.pk} Samverkansprojektet" in words(office)


def test_no_entry_about_participants_is_listed(cast, office):
    AuditEntry.objects.bulk_create(
        AuditEntry(
            action=action.value, object_type=kind, object_id="1", project=cast.project, actor=cast.leader
        )
        for action in AuditAction
        for kind in action.object_types
    )
    with user_scope(cast.administrator):  # row-level security, too
        visible = set(AuditEntry.objects.filter(actor=cast.leader).values_list("object_type", flat=True))
    shown = {entry.object_type for query in ("", "?p=2") for entry in listed(office, query)}
    about_people = re.compile(r"^(register|imports|privacy|projects|command)\b")
    assert not list(filter(about_people.match, shown | visible))


def test_the_log_is_filtered_by_person_project_kind_and_day(cast, office):
    of_leader = audit("signed_in", cast.leader, by=cast.leader)
    of_funder = audit("signed_out", cast.funder, by=cast.funder)
    by_another = audit("user_changed", cast.leader, by=cast.administrator, fields=["email"])
    record_membership(cast.case_worker.memberships.get(), by=cast.leader)
    role = AuditEntry.objects.get(action="membership_changed")
    everything = {of_leader.pk, of_funder.pk, by_another.pk, role.pk}

    def keys(query):
        return {entry.pk for entry in listed(office, query)} & everything

    assert keys("?q=lena") == {of_leader.pk, by_another.pk, role.pk}
    assert keys("?q=funder@example.org") == {of_funder.pk}
    assert keys(f"?project__id__exact={cast.project.pk}") == {role.pk}
    assert keys("?action=signed_out") == {of_funder.pk}
    today = timezone.localdate()
    assert keys(f"?at__year={today.year}&at__month={today.month}&at__day={today.day}") == everything
    assert keys(f"?at__year={today.year - 1}") == set()


def test_changed_fields_are_named(cast, office):
    audit("user_changed", cast.leader, by=cast.administrator, fields=["email", "is_active", "gone"])
    assert "Ändrade en användare Lena Ledare – E-postadress, aktiv" in words(office)


def test_the_log_is_paged_and_its_queries_do_not_grow(cast, office):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert len(listed(office)) <= 50
        return len(captured)

    def fill(count):
        for user in UserFactory.create_batch(count):
            audit("signed_in", user, by=user)
            record_membership(MembershipFactory(user=user, project=cast.project, leader=True), by=cast.leader)
            audit("report_downloaded", reported, by=user, kind="pdf", language="sv", audience="released")

    reported = FullProject(cast).draft
    fill(1)
    few = queries()
    fill(20)
    assert queries() == few
    assert len(listed(office)) == 50
    assert len(listed(office, "?p=2")) > 0
