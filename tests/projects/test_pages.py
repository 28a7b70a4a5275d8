"""The pages about a project: access, content and number of queries."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from projects.models import Project
from tests.answers import compact_html
from tests.factories import (
    InterventionFactory,
    MembershipFactory,
    OrganisationFactory,
    ParticipationFactory,
    ProjectFactory,
    ProjectMunicipalityFactory,
    TargetFactory,
    TargetGroupFactory,
)
from tests.queries import SCOPE_QUERIES

PAGES = ["detail", "about", "targets", "interventions", "partners", "money"]
EDITING = ["edit", "edit_texts"]


def url(name, project, *args):
    return reverse(f"projects:{name}", args=[project.slug, *args])


@pytest.mark.parametrize("page", PAGES)
def test_only_members_see_a_project(cast, sign_in, page):
    address = url(page, cast.project)
    assert sign_in(cast.leader).get(address).status_code == 200
    assert sign_in(cast.funder).get(address).status_code == 200
    # 404 and not 403: outsiders must not learn which projects exist.
    for outsider in (cast.stranger, cast.former, cast.without_role):
        assert sign_in(outsider).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_the_money_page_needs_its_permission(cast, sign_in):
    address = url("money", cast.project)
    assert sign_in(cast.case_worker).get(address).status_code == 403
    assert sign_in(cast.administrator).get(address).status_code == 403
    assert sign_in(cast.administrator).get(url("partners", cast.project)).status_code == 200


@pytest.mark.parametrize("page", EDITING)
def test_only_the_leader_edits(cast, sign_in, page):
    address = url(page, cast.project)
    assert sign_in(cast.leader).get(address).status_code == 200
    for reader in (cast.case_worker, cast.funder, cast.administrator):
        assert sign_in(reader).get(address).status_code == 403
    assert sign_in(cast.stranger).get(address).status_code == 404


def test_readers_see_no_links_to_edit(cast, sign_in):
    TargetFactory(project=cast.project)
    TargetGroupFactory(project=cast.project, max_age=24)
    for page in PAGES:
        assert "/edit/" in compact_html(sign_in(cast.leader).get(url(page, cast.project))) or page == "detail"
        assert "/edit/" not in compact_html(sign_in(cast.funder).get(url(page, cast.project)))


def test_the_list_shows_the_users_own_projects(cast, sign_in):
    page = compact_html(sign_in(cast.leader).get(reverse("projects:list")))
    assert "Samverkansprojektet" in page
    assert "Ett annat projekt" not in page
    page = compact_html(sign_in(cast.administrator).get(reverse("projects:list")))
    assert "Samverkansprojektet" in page
    assert "Ett annat projekt" in page
    assert "Du hör inte till något projekt ännu" in compact_html(
        sign_in(cast.without_role).get(reverse("projects:list"))
    )


def listed(client, **query):
    page = client.get(reverse("projects:list"), query)
    return [project.name for project in page.context["page"]]


def test_the_list_is_filtered_and_sorted(cast, sign_in):
    ProjectFactory(p2007=True, name="Öppna dörrar", region="ovre_norrland")
    ProjectFactory(name="Älven", region="ovre_norrland", starts_on=None)
    client = sign_in(cast.administrator)
    everything = ["Ett annat projekt", "Samverkansprojektet", "Älven", "Öppna dörrar"]
    assert listed(client) == everything
    assert listed(client, sort="-name") == everything[::-1]
    assert listed(client, sort="period")[0] == "Öppna dörrar"
    assert listed(client, sort="-period")[-1] == listed(client, sort="period")[-1] == "Älven"
    assert listed(client, programme="2007-2013") == ["Öppna dörrar"]
    assert listed(client, region="ovre_norrland") == ["Älven", "Öppna dörrar"]
    assert listed(client, q="kommunförbundet") == ["Samverkansprojektet"]
    assert listed(client, q="Västervik samverkan") == ["Samverkansprojektet"]
    assert listed(client, q="dörr", region="smaland_och_oarna") == []
    assert listed(client, sort="nonsense", programme="x", region="y") == everything
    assert "Inget projekt stämmer" in compact_html(client.get(reverse("projects:list"), {"q": "zzz"}))


def test_the_list_takes_as_many_queries_for_forty_projects_as_for_two(
    cast, sign_in, django_assert_num_queries
):
    client = sign_in(cast.administrator)
    client.get(reverse("projects:list"))
    with django_assert_num_queries(6 + SCOPE_QUERIES):
        client.get(reverse("projects:list"))
    for _number in range(38):
        project = ProjectFactory()
        project.partners.create(organisation=cast.project.partners.get().organisation, role="owner")
        ProjectMunicipalityFactory(project=project)
    with django_assert_num_queries(6 + SCOPE_QUERIES):
        client.get(reverse("projects:list"))


@pytest.mark.parametrize("page", ["interventions", "partners", "money"])
def test_pages_take_as_many_queries_for_many_rows_as_for_few(
    cast, sign_in, page, django_assert_max_num_queries
):
    client, address = sign_in(cast.leader), url(page, cast.project)

    def queries():
        with django_assert_max_num_queries(60) as captured:
            client.get(address)
        return len(captured)

    cast.project.sub_projects.create(code="one", name="One")
    cast.project.financing.create(source="esf").entries.create(amount=1)
    client.get(address)  # fills the caches
    few = queries()
    for number in range(10):
        InterventionFactory(project=cast.project)
        cast.project.sub_projects.create(code=f"p{number}", name=f"P{number}")
        line = cast.project.financing.create(
            source="public_cash",
            organisation=OrganisationFactory(),
        )
        line.entries.create(amount=number)
    assert queries() == few


def test_the_overview_shows_results_and_targets(cast, sign_in):
    TargetFactory(project=cast.project, code="participants", comparison="exactly", value=4)
    ParticipationFactory(project=cast.project, spell__intervention=cast.intervention)
    ParticipationFactory(project=cast.project, spell=None)
    page = sign_in(cast.leader).get(url("detail", cast.project))
    assert "Mål och resultat" in compact_html(page)
    assert "Kalejdo" in compact_html(page)
    assert "Skapa rapport" in compact_html(page)
    assert "Siffrorna gäller till och med" in compact_html(page)


def test_empty_pages_say_so(cast, sign_in):
    empty = ProjectFactory(slug="tomt", starts_on=None, ends_on=None)
    MembershipFactory(user=cast.leader, project=empty, leader=True)
    client = sign_in(cast.leader)
    assert "inte angivet" in compact_html(client.get(url("detail", empty)))
    assert "Projektet har inga mål i siffror" in compact_html(client.get(url("detail", empty)))
    assert "Inga insatser" in compact_html(client.get(url("interventions", empty)))
    assert "Inga kommuner är namngivna" in compact_html(client.get(url("partners", empty)))
    assert "Inget är bokfört ännu" in compact_html(client.get(url("money", empty)))


def test_readers_see_each_goal_once(cast, sign_in):
    TargetFactory(project=cast.project, label="Nå ut", comparison="exactly", value=418)
    page = compact_html(sign_in(cast.funder).get(url("targets", cast.project)))
    assert page.count("Nå ut") == 1
    assert "Ändra målen" not in page


def test_the_leader_is_told_once_how_to_add_an_intervention(cast, sign_in):
    empty = ProjectFactory(slug="tomt")
    MembershipFactory(user=cast.leader, project=empty, leader=True)
    add = f'href="{reverse("projects:add_row", args=["tomt", "interventions"])}"'
    client = sign_in(cast.leader)
    for name in ("detail", "interventions"):
        page = compact_html(client.get(url(name, empty)))
        assert "Du kan dela in det i insatser" in page
        assert "Projektledaren" not in page.split("<main")[1].split("</main")[0]
        assert page.count(add) == 1
    assert "Siffrorna gäller" not in page  # of the interventions, which there are none of


@pytest.mark.parametrize("who", ["leader", "funder"])
def test_a_pre_study_shows_that_it_has_no_participants(cast, sign_in, who):
    project = ProjectFactory(expects_participants=False)
    user = getattr(cast, who)
    MembershipFactory(user=user, project=project, role=user.memberships.get().role)
    pages = [compact_html(sign_in(user).get(url(name, project))) for name in PAGES]
    for page in (pages[PAGES.index("detail")], pages[PAGES.index("targets")]):
        assert "En förprojektering utan deltagare" in page
    # What is said of those who take part is for other projects.
    said = [
        "Alla deltagare",
        "alla får delta",
        "vem som får delta",
        "egna deltagare",
        "angivet skäl",
        "siffror ännu",
    ]
    assert [
        (name, text) for name, page in zip(PAGES, pages, strict=True) for text in said if text in page
    ] == []


def test_a_funder_without_a_submitted_report_sees_targets_only(cast, sign_in):
    TargetFactory(project=cast.project, label="Deltagare i sikte", comparison="at_least", value=418)
    ParticipationFactory.create_batch(3, project=cast.project, spell__intervention=cast.intervention)
    page = compact_html(sign_in(cast.funder).get(url("detail", cast.project)))
    assert "Deltagare i sikte" in page
    assert "Minst 418" in page
    assert "Mål och resultat" not in page
    assert "Siffrorna gäller" not in page


def test_an_intervention_has_a_page(cast, sign_in):
    intervention = cast.intervention
    intervention.target_group, intervention.employers_text = "kvinnor", "flera arbetsgivare"
    intervention.save()
    TargetFactory(project=cast.project, intervention=intervention, label="Eget mål")
    page = compact_html(sign_in(cast.leader).get(url("intervention", cast.project, "kalejdo")))
    assert "Kvinnor" in page
    assert "flera arbetsgivare" in page
    assert "Eget mål" in page
    assert sign_in(cast.leader).get(url("intervention", cast.project, "nonesuch")).status_code == 404


def test_money_adds_up_by_source(cast, sign_in):
    time = cast.project.financing.create(source="in_kind_time")
    esf = cast.project.financing.create(source="esf", planned=1000)
    time.entries.create(amount=300, hours=10, booked_on="2018-01-01")
    time.entries.create(amount=-100, hours=-2, booked_on="2018-02-01")
    esf.entries.create(amount=250, booked_on="2018-03-01")
    page = sign_in(cast.funder).get(url("money", cast.project))
    assert (page.context["planned"], page.context["booked"], page.context["booked_hours"]) == (1000, 450, 8)
    assert [entry.amount for entry in page.context["page"]] == [250, -100, 300]
    assert "25 %" in compact_html(page)


@pytest.mark.parametrize(
    ("facts", "planned", "total"),
    [
        (
            {"esf_support": 15_500_000, "esf_support_is_approximate": True},
            {"esf": 15_500_000, "in_kind_work": None},
            "cirka 15 500 000 kr av det som är angivet",
        ),
        ({"budget_total": 21_000_000, "esf_share": "66.67"}, {"esf": None}, "14 000 000 kr"),
        (
            {"budget_total": 33_000_000, "budget_is_approximate": True, "esf_share": "50"},
            {"esf": None, "in_kind_work": 1000},
            "cirka 16 501 000 kr",
        ),
        ({}, {"esf": None}, ""),
        ({}, {"esf": 1000, "in_kind_work": 500}, "1 500 kr"),
    ],
)
def test_the_sum_of_what_is_planned_is_as_sure_as_its_parts(cast, sign_in, facts, planned, total):
    Project.objects.filter(pk=cast.project.pk).update(**facts)
    for source, amount in planned.items():
        cast.project.financing.create(source=source, planned=amount)
    body = compact_html(sign_in(cast.funder).get(url("money", cast.project))).replace(
        "\N{NO-BREAK SPACE}", " "
    )
    [shown] = re.findall(r'<tfoot>.*?<td class="n" data-label="Planerat">(.*?)</td>', body)
    assert re.sub("<[^>]+>", " ", shown).strip() == total


def test_a_project_without_interventions_is_shown_by_its_parts(cast, sign_in):
    cast.project.interventions.all().delete()
    ParticipationFactory.create_batch(2, project=cast.project, spell__left=True)
    page = compact_html(sign_in(cast.leader).get(url("detail", cast.project)))
    assert "<h2>Kommuner</h2>" in page
    cells = '<td class="n" data-label="Deltagare">2</td><td class="n" data-label="Avslutade">2</td>'
    assert f'<th scope="row">Oskarshamn</th>{cells}' in page
    north = cast.project.sub_projects.create(code="norr", name="Norra delen")
    cast.project.project_municipalities.update(sub_project=north)
    page = compact_html(sign_in(cast.leader).get(url("detail", cast.project)))
    assert "<h2>Delprojekt</h2>" in page
    assert f'<th scope="row">Norra delen</th>{cells}' in page


def test_the_overview_shows_case_workers_their_tasks(cast, sign_in):
    assert "Inget väntar" in compact_html(sign_in(cast.leader).get(url("detail", cast.project)))
    ParticipationFactory(project=cast.project, incomplete=True, spell__left=True)
    page = compact_html(sign_in(cast.case_worker).get(url("detail", cast.project)))
    assert '?status=no-result" data-count="1">Avslut utan resultat</a><b>1</b>' in page
    assert '?status=follow-up" data-count="1">Uppföljning efter sex månader</a><b>1</b>' in page
    assert '?status=incomplete" data-count="1">Deltagare där svar saknas</a><b>1</b>' in page
    assert "Att göra" not in compact_html(sign_in(cast.funder).get(url("detail", cast.project)))
    assert "Inget väntar" in compact_html(sign_in(cast.colleague).get(url("detail", cast.project)))


def test_the_list_is_sorted_by_the_displayed_names(cast, sign_in):
    ProjectFactory(name="Zeta", name_en="Alpha", short_name="")
    client = sign_in(cast.administrator)
    assert listed(client)[-1] == "Zeta"
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    assert listed(client)[0] == "Zeta"
