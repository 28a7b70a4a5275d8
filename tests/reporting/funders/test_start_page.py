"""The funder's start page: what waits, own projects first, counts by officer, and what came in."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation
from reporting.reports.life.states import Step
from reporting.reports.models import ReportEvent
from tests.answers import outside_tags
from tests.factories import MembershipFactory, ProjectFactory, ReportDutyFactory, UserFactory
from tests.queries import own_queries
from tests.reporting.funders.examples import money_of, released_report

pytestmark = pytest.mark.django_db
PAGE = reverse("funders:start")


def shown(client):
    context = client.get(PAGE).context
    waiting = [
        (row.project.slug, str(row.state)) for part in ("own", "others") for row in context["first"][part]
    ]
    return waiting, [(each.project.slug, each.what) for each in context["news"]]


def followed(slug, officer, *, esf):
    project = ProjectFactory(slug=slug)
    project.partners.create(organisation=esf, role="funder")
    MembershipFactory(user=officer, project=project, funder=True, responsible_for=esf)
    return project


def test_a_funder_begins_with_what_waits(cast, sign_in, django_assert_max_num_queries):
    esf = Organisation.objects.create(name="Svenska ESF-rådet")
    colleague = UserFactory(full_name="Karin Kollega", organisation=esf)
    cast.funder.organisation = esf
    cast.funder.save()
    client = sign_in(cast.funder)
    assert client.get("/")["Location"] == PAGE
    assert "Inget väntar" in client.get(PAGE).text

    own, others = followed("eget", cast.funder, esf=esf), followed("kollegans", colleague, esf=esf)
    MembershipFactory(user=cast.funder, project=others, funder=True)
    today = timezone.localdate()
    ReportDutyFactory(project=others, due_on=today - timedelta(days=400))
    ReportDutyFactory(project=others, kind="final", due_on=today + timedelta(days=90))  # not yet
    ReportDutyFactory(project=own, kind="final", due_on=today + timedelta(days=3))
    waiting = released_report(own, by=cast.leader)
    released_report(cast.project, days_ago=20, answer="approved")
    ReportEvent.objects.create(
        report=waiting, step=Step.RETURN, from_state="submitted", to_state="returned", by=cast.funder
    )
    money_of(others, by=cast.leader)

    assert shown(client) == (
        [("eget", "submitted"), ("eget", "approaching"), ("kollegans", "overdue")],
        [("eget", "Ny rapport"), ("kollegans", "Ny ansökan om utbetalning")],
    )
    page = client.get(PAGE)
    rows = {row.name: [count.number for count in row.counts] for row in page.context["officers"]}
    assert rows == {"Finn Finansiär": [1, 0, 0, 1], "Karin Kollega": [0, 1, 0, 0], "": [0, 0, 0, 0]}
    assert page.context["officers"][0].is_reader
    for row in page.context["officers"]:
        for count in row.counts:
            assert client.get(count.url).context["page"].paginator.count == count.number
    assert waiting.get_absolute_url() in page.text
    assert "kommit in" in outside_tags(page.text)

    client.post(reverse("funders:seen"), {"until": page.context["now"]})
    released_report(cast.project, days_ago=0, by=cast.leader, ends_on=today)
    assert shown(client)[1] == [("samverkan", "Ny rapport")]
    # An older page marks nothing as unseen, and neither does a moment to come.
    for until in ((timezone.now() - timedelta(days=1)).isoformat(), "2098-01-01T00:00", "nonsense"):
        client.post(reverse("funders:seen"), {"until": until})
    assert shown(client)[1] == []
    assert len(client.get(PAGE, {"seen": "on"}).context["news"]) == 3

    taken = []
    for size in ("few", "many"):
        with django_assert_max_num_queries(40) as captured:
            client.get(PAGE)
        taken.append(len(own_queries(captured.captured_queries)))
        for number in range(3):
            project = followed(f"{size}-{number}", colleague, esf=esf)
            MembershipFactory(user=cast.funder, project=project, funder=True)
            ReportDutyFactory(project=project, due_on=today)
            released_report(project)
            money_of(project, by=cast.leader)
    assert taken[0] == taken[1] < 20


def test_others_have_another_start(cast, sign_in):
    for who in (cast.leader, cast.case_worker, cast.administrator, cast.without_role):
        client = sign_in(who)
        assert client.get("/")["Location"] != PAGE
        assert client.get(PAGE).context["news"] == []
