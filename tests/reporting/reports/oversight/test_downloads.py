"""The log of downloads in words: own side by name, the other by role and organisation."""

import re

import pytest
from django.urls import reverse

from accounts.audit.log import audit
from accounts.audit.models import AuditEntry
from accounts.database_access import user_scope
from accounts.models import User
from reporting.reports.actions import audit_download
from tests.factories import MembershipFactory, OrganisationFactory
from tests.queries import own_queries
from tests.sample_objects import FullProject

pytestmark = pytest.mark.django_db
PAGE = reverse("reports:downloads")


@pytest.fixture
def project(cast):
    """A project whose reports were downloaded by its leader, a funder and the funder's colleague."""
    project = FullProject(cast)
    cast.funder.organisation = OrganisationFactory(name="Stiftelsen")
    cast.funder.save()
    User.objects.filter(pk=cast.leader.pk).update(organisation=None, manages_officers=False)
    download(project.draft, cast.leader, "full", "draft", "project_leader")
    download(project.submitted, cast.leader, "full", "submitted", "project_leader")
    download(project.submitted, cast.leader, "funders", "submitted", "project_leader")
    download(project.submitted, cast.funder, "funders", "submitted", "funder")
    return project


def download(report, by, audience, status, role):
    facts = {"kind": "pdf", "language": "sv", "audience": audience, "status": status, "role": role}
    audit("report_downloaded", report, by=by, **facts)


def rows(client, url=PAGE):
    page = client.get(url).text
    body = page[page.index("<tbody>") : page.index("</tbody>")] if "<tbody>" in page else ""
    plain = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in body.split("</tr>")[:-1]]
    return [row[17:] for row in plain]  # without the minute


def test_a_leader_reads_names_of_the_project_and_organisations_of_others(cast, sign_in, project):
    shown = rows(sign_in(cast.leader))
    assert len(shown) == 4
    assert shown[0].startswith("Finansiär Stiftelsen Lägesrapport")
    assert "PDF på svenska, för andra finansiärer" in shown[0]
    assert shown[1].startswith("Lena Ledare projektledare")
    assert "Finn" not in " ".join(shown)
    assert len(rows(sign_in(cast.leader), f"{project.draft.get_absolute_url()}downloads/")) == 1


def who(shown):
    return [row.partition(" Lägesrapport")[0] for row in shown]


def test_a_funder_reads_of_what_it_may_download_itself(cast, sign_in, project):
    assert who(rows(sign_in(cast.funder))) == ["Finn Finansiär finansiär, Stiftelsen", "Projektledare"]
    of_report = f"{project.submitted.get_absolute_url()}downloads/"
    assert len(rows(sign_in(cast.funder), of_report)) == 2
    elsewhere = OrganisationFactory()
    other = MembershipFactory(project=cast.project, funder=True, user__organisation=elsewhere).user
    assert who(rows(sign_in(other))) == ["Finansiär Stiftelsen", "Projektledare"]


def test_an_administrator_reads_every_name_and_no_draft(cast, sign_in, project):
    shown = rows(sign_in(cast.administrator))
    assert shown[0].startswith("Finn Finansiär")
    assert "En rapport som inte visas för dig" in shown[3]
    assert (
        reverse("reports:detail", args=["samverkan", project.submitted.public_id])
        not in sign_in(cast.administrator).get(PAGE).text
    )


def test_others_read_none(cast, sign_in, project):
    for user in (cast.case_worker, cast.without_role, cast.stranger):
        assert rows(sign_in(user)) == []


def test_the_database_shows_a_funder_no_download_of_a_draft_or_of_every_number(cast, project):
    with user_scope(cast.funder):
        found = AuditEntry.objects.filter(action="report_downloaded").values_list(
            "details__audience", flat=True
        )
        assert sorted(found) == ["funders", "funders"]


def test_a_download_is_logged_with_role_and_state(cast, sign_in, project):
    sign_in(cast.case_worker).get(f"{project.submitted.get_absolute_url()}files/pdf/sv/")
    details = AuditEntry.objects.get(action="report_downloaded", actor=cast.case_worker).details
    assert (details["role"], details["status"], details["audience"]) == ("case_worker", "submitted", "full")
    audit_download(file=project.submitted.files.get(), by=cast.funder)
    assert AuditEntry.objects.filter(actor=cast.funder).latest("pk").details["role"] == "funder"


def test_many_take_as_many_statements_as_few(cast, sign_in, project, django_assert_max_num_queries):
    client = sign_in(cast.leader)
    costs = []
    for number in (20, 0):
        with django_assert_max_num_queries(16) as captured:
            client.get(PAGE, {"since": "2020-01-01"})
        costs.append(len(own_queries(captured.captured_queries)))
        for _each in range(number):
            download(project.submitted, cast.case_worker, "full", "submitted", "case_worker")
    assert costs[0] == costs[1] <= 8
