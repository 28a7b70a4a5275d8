"""The public project bank: the list, the pages, their addresses, and that all caches may keep them."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from projects.bank import middleware, public_pages
from projects.bank.states import State, condition
from projects.models import Project, ProjectText
from tests.addresses import addresses
from tests.answers import compact_html
from tests.factories import (
    InterventionFactory,
    OrganisationFactory,
    ParticipationFactory,
    ProjectFactory,
    ProjectMunicipalityFactory,
)
from tests.queries import own_queries

pytestmark = pytest.mark.django_db

LIST, PAGE = "/project-bank/", "/p/samverkan/"
PAGES = (LIST, PAGE, f"{LIST}feed.xml", f"/en{LIST}", f"/en{PAGE}", "/robots.txt", "/sitemap.xml")
ATOM = "{http://www.w3.org/2005/Atom}"


def listed(address="/project-bank/", **query):
    return [project.name for project in Client().get(address, query).context["page"]]


def test_the_bank_is_searched_filtered_and_sorted(cast):
    today = timezone.localdate()
    named = {"programme_area": "2", "programme_area_name": "Ökat utbud", "programme_area_name_en": "Supply"}
    old = ProjectFactory(p2007=True, name="Öppna dörrar", region="ovre_norrland", **named)
    new = ProjectFactory(
        name="Älven", programme_period="2021-2027", starts_on=today + timedelta(1), ends_on=None
    )
    ProjectText.objects.create(project=new, section="summary", language="sv", body="En flod av möten.")
    ProjectMunicipalityFactory(project=new, municipality_id="2481")
    ProjectMunicipalityFactory(project=new, municipality_id="2480")
    everything = ["Ett annat projekt", "Samverkansprojektet", "Älven", "Öppna dörrar"]
    assert listed() == listed("/") == everything
    assert listed(sort="-name", state="x", area="2", county="99") == everything[::-1]
    assert listed(q="FLOD möten") == listed(q="umeå") == listed(county="24") == listed(municipality="2481")
    assert listed(county="24") == listed(state="coming") == listed(programme="2021-2027") == ["Älven"]
    assert listed(area="2007-2013:2") == listed(region="ovre_norrland") == ["Öppna dörrar"]
    assert "Öppna dörrar" in listed(state="ended")
    assert not {"Öppna dörrar", "Älven"} & {*listed(state="running")}

    page = compact_html(Client().get(LIST, {"municipality": "2481", "q": "flod"}))
    assert "Kommun: Lycksele" in page
    assert "Ta bort alla" in page
    assert 'content="noindex, follow"' in page
    assert "2007–2013: område 2 Ökat utbud</option>" in page
    assert f'href="{reverse("bank:project", args=[new.slug])}"' in page
    page = compact_html(Client().get("/en/project-bank/", {"municipality": "2481"}))
    assert "2007–2013: area 2 Supply</option>" in page
    assert f'href="/en/p/{new.slug}/"' in page
    assert f'href="/en/p/{old.slug}/"' not in page
    assert "Inget projekt stämmer" in compact_html(Client().get(LIST, {"q": "zzz"}))


def test_too_long_searches_are_refused_in_words(cast):
    page = Client().get(LIST, {"q": "a b c d e f g h i"})
    assert "Sök på högst 8 ord." in page.text
    assert len(page.context["page"]) == 2
    assert Client().get(LIST, {"q": "x" * 101, "page": "-1", "municipality": "\0"}).status_code == 200


def test_many_searches_wait(cast, monkeypatch):
    monkeypatch.setattr(public_pages.searches, "most", 1)
    monkeypatch.setattr(public_pages.searches, "begun", 0.0)
    answers = [Client().get(address, {"q": "a"}) for address in (LIST, "/", f"/en{LIST}")]
    assert [answer.status_code for answer in answers] == [200, 429, 429]
    assert answers[1]["Retry-After"] == "60"
    assert all("no-store" in answer["Cache-Control"] for answer in answers[1:])
    assert Client().get(LIST).status_code == 200


@pytest.mark.parametrize(
    ("starts", "ends", "period", "expected"),
    [
        (1, 9, "2021-2027", State.COMING),
        (1, None, "2021-2027", State.COMING),
        (0, 0, "2021-2027", State.RUNNING),
        (-9, None, "2021-2027", State.RUNNING),
        (None, None, "2021-2027", State.RUNNING),
        (-9, -1, "2021-2027", State.ENDED),
        (None, -1, "2021-2027", State.ENDED),
        (None, None, "2007-2013", State.ENDED),
    ],
)
def test_each_project_is_in_one_state(starts, ends, period, expected):
    day = timezone.localdate().replace(year=2026, month=6, day=15)
    days = [None if number is None else day + timedelta(number) for number in (starts, ends)]
    ProjectFactory(starts_on=days[0], ends_on=days[1], programme_period=period)
    assert [state for state in State if Project.objects.filter(condition(state, day))] == [expected]


def test_a_public_page_depends_on_its_address_alone(cast, sign_in):
    # One who is signed in, reads English and has another cookie gets the same bytes as a visitor without any.
    user = sign_in(cast.leader)
    user.cookies["django_language"] = "en"
    for address in PAGES:
        visitor, signed_in = Client().get(address), user.get(address, headers={"accept-language": "en"})
        assert visitor.content == signed_in.content, address
        for answer in (visitor, signed_in):
            assert answer.status_code == 200
            assert answer["Cache-Control"] == "public, max-age=300"
            assert "Vary" not in answer.headers
            assert not answer.cookies
        again = Client().get(address, headers={"if-none-match": visitor["ETag"]})
        assert (again.status_code, again.content, again.cookies) == (304, b"", {})
        assert "public" in again["Cache-Control"]
    Project.objects.filter(slug="samverkan").update(name="Ett nytt namn")
    assert Client().get(PAGE, headers={"if-none-match": Client().get("/p/nonesuch/").get("ETag", "x")}).text


def test_what_is_not_found_is_kept_by_no_cache_and_sets_no_cookie(cast):
    for address, text in (("/p/nonesuch/", "Sidan finns inte här"), ("/en/p/none/", "The page is not here")):
        answer = Client(headers={"accept-language": "de"}).get(address)
        assert (answer.status_code, answer.cookies) == (404, {})
        assert "no-store" in answer["Cache-Control"]
        assert text in answer.text


def test_every_address_without_an_account_that_caches_may_keep_has_a_prefix(cast):
    kept = [each for each in addresses() if each.callback.__module__.startswith("projects.bank")]
    assert len(kept) == 9
    for address in kept:
        path = address.path({"slug": "samverkan"} if address.parameters else {})
        assert path == "/" or path.startswith(middleware.PREFIXES)
    inner = [each.route for each in addresses() if f"/{each.route}".startswith(middleware.PREFIXES)]
    assert len(inner) == 8


def test_the_start_page_is_the_bank_for_visitors_and_never_kept(cast, sign_in):
    for language, other in (("sv", "/en/project-bank/"), ("en", "/project-bank/")):
        answer = Client(headers={"accept-language": language}).get("/")
        assert ("no-store" in answer["Cache-Control"], answer.cookies) == (True, {})
        assert "Cookie" in answer["Vary"]
        assert f'href="{other}" hreflang=' in answer.text
        assert "/accounts/login/" in answer.text
    assert sign_in(cast.leader).get("/")["Location"] == "/projects/samverkan/"


def test_addresses_are_of_the_configured_host_in_both_languages(cast, settings):
    settings.ALLOWED_HOSTS = ["portal.example", "attacker.example"]

    def read(address):
        answer = Client(headers={"host": "attacker.example"}).get(address)
        assert "attacker.example" not in answer.text
        return answer.text

    for address, canonical in ((PAGE, PAGE), (f"/en{PAGE}", f"/en{PAGE}"), ("/", LIST)):
        page = read(address)
        assert f'<link rel="canonical" href="http://portal.example{canonical}">' in page
        plain = canonical.removeprefix("/en")
        for language, path in (("sv", plain), ("en", f"/en{plain}")):
            link = f'<link rel="alternate" hreflang="{language}" href="http://portal.example{path}">'
            assert link in page
        assert "noindex" not in page
    sitemap = read("/sitemap.xml")
    assert sitemap.count("<loc>") == 6
    assert sitemap.count(f'hreflang="en" href="http://portal.example/en{PAGE}"') == 2
    assert "Sitemap: http://portal.example/sitemap.xml" in read("/robots.txt")
    assert "noindex" in Client().get("/accounts/login/", headers={"host": "portal.example"}).text


def test_new_projects_are_in_the_feed(cast, settings):
    settings.ALLOWED_HOSTS = ["portal.example", "testserver"]
    Project.objects.filter(slug="samverkan").update(added_at=timezone.now() + timedelta(1))
    for prefix, name in (("", "Samverkansprojektet"), ("/en", "The cooperation project")):
        feed = ElementTree.fromstring(Client().get(f"{prefix}/project-bank/feed.xml").content)  # noqa: S314
        first = feed.find(f"{ATOM}entry")
        assert first.find(f"{ATOM}title").text == name
        assert first.find(f"{ATOM}link").get("href") == f"http://portal.example{prefix}{PAGE}"
        assert first.find(f"{ATOM}id").text == f"http://portal.example{PAGE}"
        assert len(feed.findall(f"{ATOM}entry")) == 2


def test_search_engines_read_the_facts(cast):
    Project.objects.filter(slug="samverkan").update(budget_total=100, esf_share=50)
    page = Client().get(PAGE).text
    for name, value in (("currency", "SEK"), ("value", "50.00"), ("name", "Kommunförbundet")):
        assert f'<meta itemprop="{name}" content="{value}">' in page


@pytest.mark.parametrize("address", [LIST, PAGE, f"{LIST}feed.xml", "/sitemap.xml"])
def test_as_many_statements_for_many_rows_as_for_few(cast, address, django_assert_max_num_queries):
    def statements():
        with django_assert_max_num_queries(40) as captured:
            assert Client().get(address).status_code == 200
        return len(own_queries(captured))

    def add():
        project = ProjectFactory()
        project.partners.create(organisation=OrganisationFactory(), role="owner")
        ProjectMunicipalityFactory(project=project)
        InterventionFactory(project=cast.project)
        cast.project.sub_projects.create(code=f"part-{project.pk}", name="Del")

    add()
    statements()  # fills the caches
    few = statements()
    for _number in range(10):
        add()
    assert statements() == few


@pytest.fixture
def public_project(cast):
    project = cast.project
    project.contact_name, project.contact_email = "", ""
    project.save()
    for section, language, body in (
        ("summary", "sv", "Ett stycke.\n\nEtt till."),
        ("summary", "en", "A paragraph."),
        ("purpose", "sv", "Bara på svenska."),
    ):
        ProjectText.objects.create(project=project, section=section, language=language, body=body)
    # Must never be on the public page.
    ParticipationFactory(project=project, given_name="Hemlig", family_name="Person")
    return project


def test_the_public_page_is_open_in_both_languages(public_project):
    page = compact_html(Client(headers={"accept-language": "en"}).get(PAGE))
    assert "<p>Ett stycke.</p><p>Ett till.</p>" in page
    assert "Jämställdhetsintegrering" in page
    assert "Medfinansieras av Europeiska unionen" in page
    page = compact_html(Client(headers={"accept-language": "sv"}).get(f"/en{PAGE}"))
    assert "The cooperation project" in page
    assert "A paragraph." in page
    assert 'lang="sv"><p>Bara på svenska.</p>' in page
    assert "Co-funded by the European Union" in page


def test_the_public_page_says_what_there_is_no_information_about():
    empty = ProjectFactory(slug="tomt", case_number="", budget_total=None, starts_on=None, ends_on=None)
    page = compact_html(Client().get("/p/tomt/"))
    sections = [
        *("Sammanfattning", "Bakgrund", "Syfte", "Mål", "Tillgänglighet för personer med"),
        *("Jämställdhetsintegrering", "Transnationellt samarbete", "Målgrupper", "Insatser", "Kommuner"),
    ]
    assert [each for each in sections if f"<h2>{each}" not in page] == []
    assert page.count("Ingen information</p>") == len(sections)
    for term in ("Fas", "Kontaktperson", "E-post", "Telefon", "Total budget", "Period", "Projektägare"):
        assert f"<dt>{term}</dt><dd>inte angivet</dd>" in page
    assert "Ärendenummer" not in page
    Project.objects.filter(pk=empty.pk).update(case_number="2017/00123", contact_name="Projektkontoret")
    empty.budget_lines.create(name="Tryck av en bok", amount=27_500)
    empty.phases.create(kind="pre_study")
    page = compact_html(Client().get("/p/tomt/"))
    for text in ("2017/00123", "Projektkontoret", "Tryck av en bok</dt><dd>27 500 kr", "Förprojektering"):
        assert text in page


def test_the_public_page_has_no_data_about_participants(public_project):
    assert "Hemlig" not in "".join(Client().get(address).text for address in PAGES)
