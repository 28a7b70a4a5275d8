"""The list of reports received and expected: rows, filters, the same queries for many as for few, and its file."""

import csv
import io
import re
from datetime import date, timedelta
from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from projects.models import ReportDuty
from projects.team.models import Membership
from reporting.reports.duties.states import DutyState, state_of
from reporting.reports.life.states import State
from reporting.reports.models import Report
from reporting.reports.oversight.expected import SORTS, ExpectedList, due_rows
from tests.factories import MembershipFactory, OrganisationFactory, ReportDutyFactory
from tests.queries import own_queries

pytestmark = pytest.mark.django_db
PAGE = reverse("reports:expected")
FILE = reverse("reports:expected_file")


def period(number):
    return {"starts_on": date(2018, 1, number), "ends_on": date(2018, 6, 30)}


def duty(project, number, days=60, **values):
    return ReportDutyFactory(
        project=project, due_on=timezone.localdate() + timedelta(days=days), **period(number), **values
    )


def report(project, number, *, days_ago=3, **values):
    at = timezone.now() - timedelta(days=days_ago)
    values = {"status": "submitted", "submitted_at": at, "figures": {}, **values}
    return Report.objects.create(project=project, kind="progress", **period(number), **values)


@pytest.fixture
def every_state(cast):
    """Rows in every state, of the period that begins on the day of January."""
    project = cast.project
    for number, days in ((1, 60), (2, 14), (3, -1), (4, 60), (5, -1), (6, -1), (7, -1)):
        duty(project, number, days)
    report(project, 4, answer="returned")
    report(project, 5, days_ago=5)
    report(project, 6, answer="returned", days_ago=9)
    report(project, 6, answer="approved")
    report(project, 7, status="withdrawn")
    report(project, 8, answer="approved")  # without a duty
    report(project, 9, status="draft", submitted_at=None)
    report(cast.other_project, 10)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("role", ["leader", "funder"])
def test_the_statement_of_a_project_has_the_rows_of_its_list(cast, every_state, role, language):
    user, states = getattr(cast, role), [each for each in DutyState if each != DutyState.COMING]
    listed = ExpectedList(user)
    listed.filter(project=cast.project)
    with override(language):
        rows = list(listed.rows("due", states=states))
        assert len(rows) > 4
        assert [row._asdict() for row in due_rows(cast.project, user, states)] == [
            row._asdict() for row in rows
        ]


def shown(client, **query):
    answer = client.get(PAGE, query)
    assert answer.status_code == 200
    return [(row.state, row.starts_on.day) for row in answer.context["rows"]]


FUNDERS = [
    ("submitted", 5),
    ("overdue", 3),
    ("overdue", 7),
    ("returned", 4),
    ("approaching", 2),
    ("coming", 1),
    ("approved", 6),
    ("approved", 8),
]


def test_a_funder_sees_what_came_in_and_what_waits(cast, sign_in, every_state):
    client = sign_in(cast.funder)
    assert shown(client) == FUNDERS
    page = " ".join(re.sub(r"<[^>]+>", " ", client.get(PAGE).text).split())
    assert "har väntat 5 dagar på svar" in page
    waiting = Report.objects.get(starts_on=date(2018, 1, 5))
    assert waiting.get_absolute_url() in client.get(PAGE).text


def test_a_leader_sees_what_was_withdrawn_too(cast, sign_in, every_state):
    assert shown(sign_in(cast.leader)) == [*FUNDERS, ("withdrawn", 7)]


def test_an_administrator_sees_states_and_opens_no_report(cast, sign_in, every_state):
    client = sign_in(cast.administrator)
    assert sorted(shown(client)) == sorted([*FUNDERS, ("submitted", 10)])
    assert {row.url for row in client.get(PAGE).context["rows"]} == {""}


@pytest.mark.parametrize("who", ["case_worker", "without_role"])
def test_others_see_no_row(cast, sign_in, every_state, who):
    answer = sign_in(getattr(cast, who)).get(PAGE)
    assert list(answer.context["rows"]) == []
    assert "Listan är för projektledare" in answer.text


FILTERS = (
    ({"state": "overdue"}, [3, 7]),
    ({"state": "approved"}, [6, 8]),
    ({"project": "samverkan", "state": "submitted"}, [5]),
    ({"project": "annat"}, [5, 3, 7, 4, 2, 1, 6, 8]),  # none of the funder's: no filter
    ({"kind": "final"}, []),
    ({"q": "Samverkan", "kind": "progress", "state": "returned"}, [4]),
    ({"q": "ingen alls"}, []),
    ({"since": "2018-07-01"}, []),
    ({"until": "2018-01-02", "sort": "-due"}, [1, 2]),
    ({"officer": "own"}, []),
    ({"officer": "missing", "state": "submitted"}, [5]),
    ({"officer": "nonsense", "state": "submitted"}, [5]),
    ({"state": "\x00", "sort": "nonsense", "page": "9"}, [5, 3, 7, 4, 2, 1, 6, 8]),
)


def test_it_is_filtered_and_sorted(cast, sign_in, every_state):
    client = sign_in(cast.funder)
    for query, days in FILTERS:
        assert [day for _state, day in shown(client, **query)] == days, query
    for sort in SORTS:
        assert len(shown(client, sort=sort)) == len(shown(client, sort=f"-{sort}")) == 8


def test_the_file_has_the_chosen_rows(cast, sign_in, every_state):
    client = sign_in(cast.funder)
    assert f"{FILE}?state=submitted" in client.get(PAGE, {"state": "submitted"}).text
    answer = client.get(FILE, {"state": "submitted"})
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert lines[0][:2] == ["Projekt", "Sorts rapport"]
    assert [line[2] for line in lines[1:]] == ["2018-01-05"]
    assert lines[1][7] == "5"


def test_the_start_page_and_the_overview_lead_to_it_with_counts(cast, sign_in, every_state):
    MembershipFactory(user=cast.funder, project=cast.other_project, funder=True)
    client = sign_in(cast.funder)
    for page, waiting in (("/projects/", 2), ("/projects/samverkan/", 1)):
        counts = {each.state: each for each in client.get(page).context["expected_counts"]}
        assert {state: each.count for state, each in counts.items()} == {
            "submitted": waiting,
            "overdue": 2,
            "returned": 1,
            "approaching": 1,
        }
        assert client.get(counts["submitted"].url).context["page"].paginator.count == waiting


def test_it_shows_and_is_filtered_by_the_responsible_officer(cast, sign_in, every_state):
    second = MembershipFactory(user=cast.funder, project=cast.other_project, funder=True)
    fund, other = OrganisationFactory(name="Fonden"), OrganisationFactory(name="Stiftelsen")
    for project in (cast.project, cast.other_project):
        for organisation in (fund, other):
            project.partners.create(organisation=organisation, role="funder")
    colleague, elsewhere = (
        MembershipFactory(
            project=cast.project,
            funder=True,
            responsible_for=of,
            user__organisation=of,
            user__full_name=f"Ansvarig {of}",
        ).user
        for of in (fund, other)
    )
    User.objects.filter(pk=cast.funder.pk).update(organisation=fund)
    Membership.objects.filter(pk=second.pk).update(responsible_for=fund)
    client = sign_in(User.objects.get(pk=cast.funder.pk))
    assert shown(client, officer="own") == [("submitted", 10)]
    assert shown(client, officer="missing") == []
    for officer in (colleague, elsewhere):
        assert shown(client, officer=officer.pk) == FUNDERS
    answer = client.get(FILE, {"officer": elsewhere.pk, "state": "submitted"})
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [line[-1] for line in lines] == [
        "Ansvarig handläggare",
        "Ansvarig Fonden, Ansvarig Stiftelsen (Stiftelsen)",
    ]
    # The organisation funds the project no longer.
    cast.project.partners.filter(organisation=other).delete()
    assert [str(officer) for officer in client.get(PAGE).context["rows"][0].officers] == ["Ansvarig Fonden"]


def test_a_former_funder_is_not_told_who_follows_the_project(cast, sign_in, every_state):
    fund = OrganisationFactory()
    cast.project.partners.create(organisation=fund, role="funder")
    MembershipFactory(
        project=cast.project,
        funder=True,
        responsible_for=fund,
        user__organisation=fund,
        user__full_name="Ny Ansvarig",
    )
    cast.funder.memberships.update(ends_on=timezone.localdate() - timedelta(days=1))
    client = sign_in(cast.funder)
    answer = client.get(PAGE)
    assert {row.officers for row in answer.context["rows"]} == {None}
    assert "Ny Ansvarig" not in answer.text


def test_it_takes_as_many_statements_for_many_as_for_few(
    cast, sign_in, every_state, django_assert_max_num_queries
):
    client = sign_in(cast.funder)
    costs = []
    for number in (20, 0):
        with django_assert_max_num_queries(16) as captured:
            client.get(PAGE, {"q": "a"})
        costs.append(len(own_queries(captured.captured_queries)))
        for day in range(1, number + 1):
            duty(cast.project, day, kind="final")
    assert costs[0] == costs[1] <= 9


def test_states_in_sql_are_those_in_python(cast):
    wanted = {}
    for number, (days, answer) in enumerate(product((-1, 0, 14, 15), (None, "", "returned", "approved")), 1):
        row = duty(cast.project, number, days)
        if answer is not None:
            report(cast.project, number, answer=answer)
        handed_in = None if answer is None else State(answer or "submitted")
        wanted[number] = state_of(row.due_on, handed_in=handed_in, today=timezone.localdate()).value
    assert ReportDuty.objects.count() == 16
    found = {row[2].day: row[7] for row in ExpectedList(cast.funder).rows()}
    assert found == wanted
