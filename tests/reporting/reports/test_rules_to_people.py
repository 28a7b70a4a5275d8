"""From a rule that is not followed in a report to the people who break it."""

import pytest
from django.urls import reverse

from tests.factories import ParticipationFactory
from tests.reporting.reports.job_support import made, submitted
from tests.reporting.reports.test_report_pages import address, no_worker  # noqa: F401

pytestmark = pytest.mark.django_db
LINK = "/projects/samverkan/participants/?rule=V-R04"


@pytest.fixture
def project(cast):
    ParticipationFactory(project=cast.project, family_name="Rätt")
    ParticipationFactory(project=cast.project, family_name="Fel", incomplete=True)
    return cast.project


def test_the_leader_is_led_to_the_people_before_submitting(cast, sign_in, project):
    client = sign_in(cast.leader)
    report = made(project)
    for page in (report.get_absolute_url(), address("submit", report)):
        assert f'href="{LINK}"' in client.get(page).text

    rows = client.get(LINK).context["rows"]
    assert [row.name for row in rows] == ["Elsa Fel"]
    assert rows[0].pending[0].url.startswith(rows[0].participation.get_absolute_url() + "edit/")


def test_readers_without_people_get_no_link(cast, sign_in, project):
    report = submitted(project, by=cast.leader)
    for user in (cast.leader, cast.funder):
        shown = sign_in(user).get(reverse("reports:detail", args=[project.slug, report.public_id])).text
        assert ("participants/?rule=" in shown) == (user == cast.leader)
