"""Reports due soon or late, on the start page and on the overview of their project's leader and funder."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories import MembershipFactory, ReportDutyFactory
from tests.queries import own_queries

pytestmark = pytest.mark.django_db
HEADING = "Rapporter som ska in snart eller är försenade"


@pytest.fixture
def due(cast):
    today = timezone.localdate()
    return [
        ReportDutyFactory(
            project=cast.project, starts_on=date(2018, 1, number), due_on=today + timedelta(days=days)
        )
        for number, days in enumerate((-1, 14, 15), 1)
    ]


def panel(response):
    """Return the text of the panel, "" without one."""
    text = " ".join(re.sub(r"<[^>]+>", " ", response.text).split())
    return text[text.index(HEADING) :] if HEADING in text else ""


@pytest.mark.parametrize("who", ["leader", "funder"])
def test_leader_and_funder_see_what_is_due(cast, sign_in, due, who):
    user = getattr(cast, who)
    MembershipFactory(user=user, project=cast.other_project, funder=True)
    client = sign_in(user)
    for page in ("/projects/", "/projects/samverkan/"):
        response = client.get(page)
        shown = panel(response)
        assert "1 januari 2018–30 juni 2018" in shown
        assert "försenad" in shown
        assert "2 januari 2018–30 juni 2018" in shown
        assert "3 januari 2018" not in shown
        assert 'href="/projects/samverkan/reports/due/"' in response.text
    assert not panel(client.get("/projects/annat/"))


@pytest.mark.parametrize("who", ["case_worker", "administrator", "without_role"])
def test_others_do_not(cast, sign_in, due, who):
    client = sign_in(getattr(cast, who))
    for page in ("/projects/", "/projects/samverkan/"):
        assert not panel(client.get(page))


def test_ten_are_shown_and_the_others_counted(cast, sign_in):
    for number in range(1, 14):
        ReportDutyFactory(project=cast.project, starts_on=date(2018, 1, number))
    shown = panel(sign_in(cast.leader).get("/projects/"))
    assert shown.count("Lägesrapport") == 10
    assert "3 till finns i projektens egna listor." in shown


def test_the_start_page_costs_the_same_for_many(cast, sign_in, due, django_assert_max_num_queries):
    client = sign_in(cast.leader)
    costs = []
    for round_number in (1, 2):
        with django_assert_max_num_queries(40) as captured:
            client.get("/projects/")
        costs.append(len(own_queries(captured.captured_queries)))
        for number in range(1, 9):
            ReportDutyFactory(project=cast.project, kind="final", starts_on=date(2018, round_number, number))
    assert costs[0] == costs[1]
