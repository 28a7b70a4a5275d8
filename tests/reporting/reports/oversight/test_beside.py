"""A report beside an earlier one, and each audience's version for the project's staff."""

import re
from datetime import date

import pytest
from django.urls import reverse

from accounts.models import User
from esfportal.jobs import queue
from reporting.reports import jobs
from reporting.reports.actions import create_report, submit_report
from reporting.reports.models import ReportFile
from reporting.reports.oversight.beside import _points
from tests.factories import MembershipFactory, OrganisationFactory
from tests.reporting.reports.job_support import quick_render, register, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def reports(cast, monkeypatch):
    """Two submitted reports with texts, a year between them."""
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)
    register(cast.project, women=2, men=9)
    first = written(cast, date(2018, 12, 31), "Sex kvinnor fick jobb.", "Allt som planerat.")
    register(cast.project, women=10, men=10)
    return first, written(cast, date(2019, 12, 31), "Nio kvinnor fick jobb.", "Allt som planerat.")


def written(cast, ends_on, summary, risks):
    days = {"starts_on": date(2017, 9, 1), "ends_on": ends_on}
    reason = "Begärd igen." if cast.project.reports.exists() else ""
    report = create_report(project=cast.project, **days, overlap_reason=reason, by=cast.leader)
    report.texts.exclude(section__key__in=("summary", "risks")).delete()
    report.texts.filter(section__key="summary").update(text=summary)
    report.texts.filter(section__key="risks").update(text=risks)
    assert jobs.make(report.job.pk)
    report.refresh_from_db()
    return submit_report(report=report, by=cast.leader)


def page_of(client, report, **query):
    answer = client.get(f"{report.get_absolute_url()}beside/", query)
    assert answer.status_code == 200
    return answer


def test_figures_and_texts_are_side_by_side_in_the_readers_version(cast, reports, sign_in):
    second = reports[1]
    for user, women in ((cast.funder, ".."), (cast.leader, 2)):
        answer = page_of(sign_in(user), second)
        row = next(
            row for table in answer.context["tables"] for row in table.rows if row.code == "participants"
        )
        assert (row.before.cumulative.women, row.before.cumulative.total, row.difference) == (
            women,
            11,
            "+20",
        )
        states = {text.heading: text.state for text in answer.context["texts"]}
        assert sorted(states.values()) == ["changed", "same"]
        marked = re.sub(r'<span class="visually-hidden">.*?</span>', "", answer.text)
        assert "<del>Sex </del>kvinnor fick jobb." in marked
        assert "<ins>Nio </ins>kvinnor fick jobb." in marked
    assert f"/{second.public_id}/beside/" in sign_in(cast.funder).get(second.get_absolute_url()).text


def test_targets_are_compared_in_their_own_unit():
    assert _points("52.8", "53.4") == "+0,6 procentenheter"
    assert _points("53.4", "52.8") == "\N{MINUS SIGN}0,6 procentenheter"
    assert _points("..", "52.8") == _points("", "52.8") == ""


def test_the_earlier_report_is_opened_too(cast, reports, sign_in):
    page_of(sign_in(cast.funder), reports[1])
    assert [report.events.filter(step="open").count() for report in reports] == [1, 1]


def test_the_first_report_has_none_beside_it(cast, reports, sign_in):
    answer = page_of(sign_in(cast.funder), reports[0])
    assert "Det finns ingen tidigare rapport" in answer.text


def test_the_version_that_was_replaced_comes_first_and_another_can_be_chosen(cast, reports, sign_in):
    first, second = reports
    third = submitted(cast.project, by=cast.leader, starts_on=date(2017, 9, 1), ends_on=date(2019, 12, 31))
    client = sign_in(cast.funder)
    assert third.replaces == second
    assert page_of(client, third).context["earlier"] == second
    assert page_of(client, third, earlier=str(first.public_id)).context["earlier"] == first
    assert page_of(client, third, earlier="nonsense").context["earlier"] == second


def test_staff_look_at_each_audiences_version(cast, reports, sign_in):
    report = reports[0]
    client = sign_in(cast.leader)
    front = client.get(report.get_absolute_url()).text
    for audience in ReportFile.RELEASED_TO:
        url = reverse("reports:version", args=["samverkan", report.public_id, audience.value])
        assert url in front
        answer = client.get(url)
        assert answer.context["document"] == report.document_for(audience)
        assert "Den är bara för läsning" in answer.text
        assert 'method="post"' not in answer.text.partition("<main")[2].partition("</main>")[0]
    auditor = MembershipFactory(project=cast.project, auditor=True).user
    assert sign_in(auditor).get(url).status_code == 200
    assert sign_in(cast.funder).get(url).status_code == 403
    assert url not in sign_in(cast.funder).get(report.get_absolute_url()).text


def test_the_report_and_the_list_name_the_responsible_officer_to_those_who_follow(cast, reports, sign_in):
    fund = OrganisationFactory(name="Fonden")
    cast.project.partners.create(organisation=fund, role="funder")
    User.objects.filter(pk=cast.funder.pk).update(organisation=fund)
    pages = ("/projects/samverkan/reports/", reports[0].get_absolute_url())
    assert all("ingen ännu" in sign_in(cast.leader).get(page).text for page in pages)
    auditor = MembershipFactory(project=cast.project, auditor=True).user
    cast.funder.memberships.update(responsible_for=fund)
    shown = {
        user: [
            re.findall(r"<bdi>Finn Finansiär</bdi>(?: \(Fonden\))?", main(sign_in(user).get(page)))
            for page in pages
        ]
        for user in (cast.leader, cast.funder, auditor)
    }
    assert shown == {
        cast.leader: [["<bdi>Finn Finansiär</bdi> (Fonden)"]] * 2,
        cast.funder: [["<bdi>Finn Finansiär</bdi>"]] * 2,
        auditor: [[]] * 2,  # row-level security shows auditors their own roles alone
    }


def main(answer):
    return answer.text.partition("<main")[2].partition("</main>")[0]
