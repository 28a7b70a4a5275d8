"""The first page after signing in, and help at the foot of each page."""

import pytest
from django.urls import reverse

from tests.factories import MembershipFactory, ParticipationFactory

pytestmark = pytest.mark.django_db


def test_the_only_project_is_the_start(cast, sign_in):
    assert sign_in(cast.leader).get("/")["Location"] == "/projects/samverkan/"
    assert sign_in(cast.funder).get("/")["Location"] == "/funders/"
    assert sign_in(cast.case_worker).get("/")["Location"] == "/my-day/"


def test_several_projects_or_none_start_with_the_list(cast, sign_in):
    MembershipFactory(user=cast.leader, project=cast.other_project, leader=True)
    assert sign_in(cast.leader).get("/")["Location"] == "/projects/"
    assert sign_in(cast.without_role).get("/")["Location"] == "/projects/"


def test_a_case_worker_meets_the_work_before_the_figures(cast, sign_in):
    ParticipationFactory(project=cast.project, incomplete=True)
    text = sign_in(cast.case_worker).get("/projects/samverkan/").text
    assert text.index("Att göra") < text.index("Mål och resultat")
    assert "/projects/samverkan/participants/register/" in text


def test_a_leader_meets_the_figures_before_the_work(cast, sign_in):
    ParticipationFactory(project=cast.project, incomplete=True)
    text = sign_in(cast.leader).get("/projects/samverkan/").text
    assert text.index("Mål och resultat") < text.index("Att göra")


def test_each_page_says_where_to_get_help(cast, sign_in, settings):
    client = sign_in(cast.case_worker)
    assert "fråga din projektledare" in client.get("/account/").text
    settings.SUPPORT_ADDRESS = "stod@kommun.example"
    assert 'href="mailto:stod@kommun.example"' in client.get("/account/").text


@pytest.mark.parametrize(
    ("who", "asked"),
    [
        ("case_worker", "fråga din projektledare, eller administratören"),
        ("leader", "Hjälp: fråga administratören som skapade ditt konto."),
        ("funder", "Hjälp: fråga administratören som skapade ditt konto."),
        ("administrator", "Hjälp: fråga den som driver portalen."),
    ],
)
def test_each_role_is_told_whom_it_can_ask(cast, sign_in, who, asked):
    text = sign_in(getattr(cast, who)).get("/projects/").text
    assert asked in text
    assert ("Alla projekt i portalen." in text) == (who == "administrator")


def test_the_public_is_told_of_no_administrator(cast, client, settings):
    public = reverse("bank:project", args=[cast.project.slug])
    assert "Hjälp:" not in client.get(public).text
    assert "Hjälp: fråga administratören" in client.get("/accounts/login/").text
    assert "projektets kontaktperson" in client.get("/accessibility/").text
    settings.SUPPORT_ADDRESS = "stod@kommun.example"
    assert client.get("/accessibility/").text.count('href="mailto:stod@kommun.example"') == 2
