"""Money of the period on a report's page."""

import pytest

from esfportal.jobs import queue
from reporting.reports import jobs
from tests.reporting.reports.job_support import TO, made, quick_render

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)


def test_the_money_of_the_period_is_shown(cast, sign_in):
    project = cast.project
    project.financing.create(source="esf").entries.create(amount=1250, booked_on=TO)
    project.budget_lines.create(name="Personal", amount=4000)
    report = made(project, by=cast.leader)
    page = sign_in(cast.leader).get(report.get_absolute_url())
    (by_source, by_purpose) = page.context["money_tables"]
    assert [(row.name, row.booked.period) for row in by_source.rows] == [
        ("ESF-stöd", "1250"),
        ("Totalt", "1250"),
    ]
    assert [row.planned for row in by_purpose.rows] == ["4\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr", ""]
    assert "Av det bokförda står ESF för 100,0" in page.text
