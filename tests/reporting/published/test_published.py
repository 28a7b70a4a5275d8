"""Results on the public page: those of public targets, as the latest report has released them."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from projects.models import Target
from reporting.published.models import PublishedResults
from reporting.published.tasks import publish_results
from reporting.reports import releases
from reporting.reports.models import Report, ReportFile
from tests.answers import compact_html, outside_tags
from tests.factories import TargetFactory
from tests.reporting.indicators.report_series import document
from tests.reporting.reports.documents import create_submitted_report
from tests.reporting.reports.test_released_pages import somebody

pytestmark = pytest.mark.django_db
PAGE = "/p/samverkan/"


def submit(project, quarter, few, many):
    """Submit a report whose targets have reached `many` participants, and `few` in work."""
    crowd = [somebody("women", "unemployed", left=0, outcome="work")] * few
    crowd += [somebody("men", "unemployed", left=0, outcome="")] * (many - few)
    full = document(crowd, quarter, quarter)
    goal = full.targets[0]
    work = replace(goal, code="few", measure="work", cumulative=full.measures[2].cumulative)
    create_submitted_report(project, replace(full, targets=[goal, replace(goal, code="other"), work]))
    releases.release_overdue_reports()


def results():
    page = compact_html(Client().get(PAGE))
    return page.partition("Resultat till och med")[2].partition("</section>")[0]


def test_results_of_public_targets_are_those_that_the_latest_report_released(cast, sign_in):
    for code in ("t", "few", "other"):
        TargetFactory(project=cast.project, code=code, measure="work" if code == "few" else "participants")
    submit(cast.project, 0, few=3, many=67)
    publish_results()
    assert (results(), PublishedResults.objects.count()) == ("", 0)

    leader, target = sign_in(cast.leader), cast.project.targets.get(code="t")
    address = reverse("projects:change_row", args=["samverkan", "targets", target.pk])
    form = leader.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"version": form.version}
    leader.post(address, sent | {"is_public": "on"})
    Target.objects.filter(project=cast.project, code="few").update(is_public=True)
    assert results() == ""
    publish_results()
    shown = outside_tags(results())
    assert "67" in shown
    assert ".." in shown
    row = PublishedResults.objects.get()
    released = Report.objects.get().document_for(ReportFile.Audience.RELEASED)
    assert row.document.targets == [line for line in released.targets if line.code != "other"]
    assert not any(
        row.figures.get(name) for name in ("outputs", "results", "measures", "parts", "submission")
    )

    submit(cast.project, 1, few=9, many=80)
    assert "67" in outside_tags(results())
    publish_results()
    assert "80" in outside_tags(results())
    # What is no longer public is gone at once.
    Target.objects.filter(project=cast.project).update(is_public=False)
    assert results() == ""
    publish_results()
    assert not PublishedResults.objects.exists()
