"""The page of results side by side."""

import html
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.answers import pdf_text
from tests.factories import InterventionFactory, OutcomeEventFactory, ParticipationFactory
from tests.queries import own_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(cast):
    for name, in_work in (("Vägen", 11), ("Bron", 1)):
        fill(InterventionFactory(project=cast.project, name=name), in_work)
    return cast.project


def fill(intervention, in_work, people=12):
    for number in range(people):
        left = {"spell__exit_date": date(2025, 5, 1), "spell__exit_reason": "completed"}
        participation = ParticipationFactory(
            project=intervention.project,
            spell__entry_date=date(2025, 1, 1),
            spell__intervention=intervention,
            person__sex="woman" if number % 2 else "man",
            **left,
        )
        if number < in_work:
            OutcomeEventFactory(participation=participation, kind="employment", happened_on=date(2025, 5, 1))


def read(client, project, **query):
    return client.get(reverse("comparisons:results", args=[project.slug]), query)


def rows(response):
    return [
        (row.name, row.group.number, row.group.base, row.compared.difference)
        for row in response.context["rows"]
        if row.group.base
    ]


def test_groups_are_compared_in_the_chosen_order(cast, project, sign_in):
    client = sign_in(cast.case_worker)
    by_share = read(client, project, by="intervention", measure="work")
    assert rows(by_share) == [("Vägen", 11, 12, "higher"), ("Bron", 1, 12, "lower")]
    assert "högre än de andra" in by_share.text
    assert [name for name, *_rest in rows(read(client, project, sort="name"))] == ["Bron", "Vägen"]
    sexes = read(client, project, by="sex", measure="work")
    assert sorted(rows(sexes)) == [("Kvinnor", 5, 12, "no_difference"), ("Män", 7, 12, "no_difference")]
    unknown = read(client, project, by="finns inte", measure="finns inte", sort="finns inte")
    assert unknown.status_code == 200
    assert len(rows(unknown)) == 2
    # A case worker of one part has no list of all of them; a leader has.
    assert {row.people_url for row in by_share.context["rows"]} == {""}
    leader = sign_in(cast.leader)
    found = [row for row in read(leader, project, measure="work").context["rows"] if row.group.base]
    assert [leader.get(row.people_url).context["page"].paginator.count for row in found] == [12, 12]

    # The link to the paper keeps what was chosen.
    (address,) = re.findall(r'href="([^"]+/pdf/[^"]*)"', by_share.text)
    on_paper = pdf_text(client.get(html.unescape(address)))
    assert re.search(r"Vägen\W.*\b12\s11\s", on_paper, re.S)
    for text in ("I arbete · Insatser", "Högre än de andra", "91,7"):
        assert text in on_paper


def test_more_groups_need_no_more_statements(cast, project, sign_in):
    client = sign_in(cast.leader)
    few = statements(client, project)
    fill(InterventionFactory(project=project, name="Torget"), 2, people=3)
    assert statements(client, project) == few


def statements(client, project):
    read(client, project)
    with CaptureQueriesContext(connection) as captured:
        read(client, project)
    return len(own_queries(captured))
