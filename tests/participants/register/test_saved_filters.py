"""Saved filters of the participant list: own and shared, the one that the list opens with, and lost values."""

import re

import pytest

from accounts.audit.models import AuditEntry
from participants.register.models import SavedFilter
from participants.register.saved_filters import actions
from tests.factories import OSKARSHAMN, VASTERVIK, InterventionFactory, MembershipFactory
from tests.participants.register.test_list import PAGE, join, names

pytestmark = pytest.mark.django_db
FILTERS = f"{PAGE}filters/"


def save(client, query, **typed):
    return client.post(f"{FILTERS}new/?{query}", {"name": "Avslutade", **typed})


def menu(page):
    """Return {name: (address, is current)} of the filters above a list."""
    found = re.findall(r'<a class="chip" href="([^"]*)"( aria-current="true")?><bdi>([^<]*)</bdi>', page.text)
    return {name: (address.replace("&amp;", "&"), bool(current)) for address, current, name in found}


def test_a_user_saves_what_the_list_shows_and_the_list_opens_with_it(cast, sign_in):
    join(cast, "Kvar")
    left = join(cast, "Slut", spell__left=True)
    client = sign_in(cast.case_worker)
    key = client.post("/participants/search/", {"q": "Slut", "project": "samverkan"}).url.split("=")[1]
    query = f"status=left&sort=-entry&entered_from=1+jan+2018&page=1&search={key}&missing="

    answer = save(client, query, opens_list="on")

    # Neither the search nor the page.
    assert answer.url == f"{PAGE}?status=left&entered_from=2018-01-01&sort=-entry"
    assert "Slut" not in SavedFilter.objects.get().query
    page = client.get(answer.url)
    assert menu(page) == {"Avslutade": (answer.url, True)}
    assert names(page) == [left.shown_name]
    assert client.get(f"{PAGE}open/").url == answer.url
    # Links with a count lead to all.
    assert len(names(client.get(PAGE))) == 2
    assert not menu(client.get(PAGE))["Avslutade"][1]
    assert 'href="/projects/samverkan/participants/open/"' in page.text
    # Another one takes its place; for others the list opens as before.
    assert save(client, "status=in", name="<b>Kvar</b>", opens_list="on").status_code == 302
    assert client.get(f"{PAGE}open/").url == f"{PAGE}?status=in"
    assert "&lt;b&gt;Kvar&lt;/b&gt;" in client.get(PAGE).text
    assert sign_in(cast.leader).get(f"{PAGE}open/").url == PAGE
    assert menu(sign_in(cast.leader).get(PAGE)) == {}


@pytest.mark.parametrize(
    ("query", "typed", "said"),
    [
        ("", {}, "Listan visar alla deltagare"),
        ("page=2&search=abc", {}, "Listan visar alla deltagare"),
        ("status=in", {"name": ""}, "Ge filtret ett namn"),
        ("status=in", {"name": "x" * 61}, "60"),
        ("status=in", {"name": "avslutade"}, "Det finns ett filter med det namnet"),
        ("status=in", {"name": "Ring 19940112-2396"}, "personnummer"),
        ("status=in", {"name": "Det tjugoförsta"}, "Du har 1 filter"),
    ],
)
def test_a_filter_that_cant_be_saved_says_why(cast, sign_in, monkeypatch, query, typed, said):
    actions.save_filter(cast.project, name="Avslutade", query="status=left", by=cast.leader)
    if "tjugo" in typed.get("name", ""):
        monkeypatch.setattr(actions, "MOST", 1)

    page = save(sign_in(cast.leader), query, **typed)

    assert page.status_code == 200
    assert said in page.text
    assert SavedFilter.objects.count() == 1


def test_a_shared_filter_is_its_owners_and_the_leaders_to_change(cast, sign_in):
    owner, leader, colleague = sign_in(cast.case_worker), sign_in(cast.leader), sign_in(cast.colleague)
    save(owner, "status=left", is_shared="on", opens_list="on")
    saved = SavedFilter.objects.get()
    assert list(menu(colleague.get(PAGE))) == ["Avslutade"]
    assert f"{FILTERS}{saved.pk}/" not in colleague.get(FILTERS).text
    assert colleague.get(f"{FILTERS}{saved.pk}/").status_code == 403

    form = leader.get(f"{FILTERS}{saved.pk}/")
    version = form.context["form"].version
    assert list(form.context["form"].fields) == ["name"]  # only the owner chooses for whom it is
    renamed = leader.post(f"{FILTERS}{saved.pk}/", {"name": "Alla som slutat", "version": version})
    late = owner.post(f"{FILTERS}{saved.pk}/", {"name": "Mitt", "version": version})

    assert renamed.status_code == 302
    assert late.status_code == 200
    assert list(menu(colleague.get(PAGE))) == ["Alla som slutat"]
    saved.refresh_from_db()
    assert (saved.created_by, saved.is_shared, saved.opens_list) == (cast.case_worker, True, True)
    page = leader.get(f"{FILTERS}{saved.pk}/remove/")
    assert "för alla som arbetar med projektets deltagare" in page.text
    version = re.search(r'name="version" value="([^"]*)"', page.text)[1]
    assert leader.post(f"{FILTERS}{saved.pk}/remove/", {"version": version}).status_code == 302
    assert menu(owner.get(PAGE)) == {}
    said = AuditEntry.objects.filter(object_type="register.savedfilter").order_by("pk")
    assert [(entry.action, entry.actor) for entry in said] == [
        ("filter_saved", cast.case_worker),
        ("filter_changed", cast.leader),
        ("filter_removed", cast.leader),
    ]


def test_a_leader_opens_the_list_of_the_part_with_a_shared_filter(cast, sign_in):
    leader, own = sign_in(cast.leader), sign_in(cast.case_worker)
    part_leader = MembershipFactory(project=cast.project, leader=True, municipality_id=OSKARSHAMN).user

    def opened(*users):
        return [sign_in(user).get(f"{PAGE}open/").url.removeprefix(PAGE) for user in users]

    everyone = (cast.case_worker, cast.colleague, cast.leader)
    assert "Dela filtret också" in save(leader, "status=in", opens_for_team="on").text
    save(leader, "status=in", name="Alla", opens_for_team="on", is_shared="on")
    assert opened(*everyone) == ["?status=in", "?status=in", ""]
    save(sign_in(part_leader), "status=left", opens_for_team="on", is_shared="on")
    assert opened(*everyone) == ["?status=left", "?status=in", ""]
    # Not a case worker's to say; an own choice comes first.
    save(own, "missing=1", opens_for_team="on", is_shared="on", name="Nej")
    assert not SavedFilter.objects.filter(created_by=cast.case_worker, opens_for_team=True).exists()
    save(own, "status=in&sort=-entry", opens_list="on")
    assert opened(*everyone) == ["?status=in&sort=-entry", "?status=in", ""]
    # One for each leader, who must lead the part still.
    save(leader, "sort=-entry&status=left", name="Nytt", opens_for_team="on", is_shared="on")
    assert opened(*everyone[1:]) == ["?status=left&sort=-entry", ""]
    cast.leader.memberships.update(municipality_id=OSKARSHAMN)
    assert opened(cast.colleague) == [""]
    other = MembershipFactory(project=cast.other_project).user
    assert (
        sign_in(other)
        .get(f"/projects/{cast.other_project.slug}/participants/open/")
        .url.endswith("/participants/")
    )


def test_a_filter_asking_for_what_has_gone_says_so(cast, sign_in):
    join(cast, "Kvar")
    intervention = InterventionFactory(project=cast.project, code="borta", name="Borta")
    query = "intervention=borta&municipality=0883&status=unauthorised&case_worker=999"
    for by, is_shared in ((cast.leader, True), (cast.case_worker, False)):
        actions.save_filter(cast.project, name="Där", query=query, is_shared=is_shared, by=by)
    intervention.delete()
    cast.project.interventions.all().delete()  # so that the list has no such filter at all

    page = sign_in(cast.leader).get(f"{PAGE}?{query}")
    assert "som inte finns längre, eller som du inte får se: Insats, Handläggare." in said_by(page)

    # A case worker of Oskarshamn is offered no leader's state, and no other municipality.
    page = sign_in(cast.case_worker).get(f"{PAGE}?{query}")
    assert "Läge, Kommun, Insats, Handläggare." in said_by(page)
    assert len(names(page)) == 1
    # In the one municipality that the user works in, it is no filter and no fault.
    query = "status=in&municipality=0882"
    actions.save_filter(cast.project, name="Här", query=query, by=cast.case_worker)
    assert said_by(sign_in(cast.case_worker).get(f"{PAGE}?{query}")) == ""


def said_by(page):
    found = re.search(r'<div class="notice notice-warn" role="status">.*?</div>', page.text, re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", "", found[0]).split()) if found else ""


def test_one_who_has_left_or_works_elsewhere_sees_no_filter(cast, sign_in):
    actions.save_filter(cast.project, name="A", query="status=in", is_shared=True, by=cast.former)
    assert sign_in(cast.former).get(FILTERS).status_code == 404
    assert list(menu(sign_in(cast.leader).get(PAGE))) == ["A"]
    other = MembershipFactory(project=cast.other_project, municipality_id=VASTERVIK).user
    assert menu(sign_in(other).get(f"/projects/{cast.other_project.slug}/participants/")) == {}
