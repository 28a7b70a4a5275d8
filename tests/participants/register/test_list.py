"""List of participants: filters, order, pages, search and protected identities."""

import re
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participants.register import actions
from tests.answers import outside_tags
from tests.factories import (
    VASTERVIK,
    MembershipFactory,
    OutcomeEventFactory,
    ParticipationFactory,
    SpellFactory,
    TargetFactory,
    UserFactory,
)
from tests.queries import own_queries

PAGE = "/projects/samverkan/participants/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(date(2019, 3, 1), tick=False):
        yield


def names(response):
    return [row.name for row in response.context["rows"]]


def join(cast, family_name, **fields):
    return ParticipationFactory(project=cast.project, given_name="Åsa", family_name=family_name, **fields)


def test_names_are_in_swedish_order_with_protected_identities_last(cast, sign_in):
    for name in ("Öberg", "Zetterlund", "Ärlig", "Åberg", "Andersson"):
        join(cast, name)
    join(cast, "Aaltonen", person__protected=True)
    client = sign_in(cast.leader)

    assert names(client.get(PAGE)) == [
        "Åsa Andersson",
        "Åsa Zetterlund",
        "Åsa Åberg",
        "Åsa Ärlig",
        "Åsa Öberg",
        "Skyddade personuppgifter",
    ]
    assert names(client.get(PAGE, {"sort": "-name"}))[1] == "Åsa Öberg"


def test_a_protected_identity_shows_no_name_number_or_municipality(cast, sign_in):
    person = join(cast, "Hemlig", person__protected=True, person__number="940112-2396")

    page = sign_in(cast.leader).get(PAGE)

    assert "Hemlig" not in page.text
    assert "940112" not in outside_tags(page.text)
    assert page.context["rows"][0].is_locked
    assert "2018-03-01" not in page.text
    assert person.get_absolute_url() in page.text


def test_filters_leave_out_protected_identities(cast, sign_in):
    join(cast, "Hemlig", person__protected=True)
    client = sign_in(cast.leader)

    narrowed = client.get(PAGE, {"municipality": "0882"})

    assert names(narrowed) == []
    assert "visas inte när listan är avgränsad" in narrowed.text
    for chosen in ({"status": "in"}, {"entered_from": "2018-01-01"}, {"entered_to": "2018-12-31"}):
        assert names(client.get(PAGE, chosen)) == []
    assert len(names(client.get(PAGE, {"status": "protected"}))) == 1


def test_an_opened_record_shows_pending_work_but_no_name(cast, sign_in):
    person = join(cast, "Hemlig", person__protected=True, created_by=cast.case_worker, spell__left=True)
    client = sign_in(cast.case_worker)
    assert names(client.get(PAGE, {"status": "left"})) == []
    (row,) = client.get(PAGE, {"status": "authorised"}).context["rows"]
    assert (row.entered, row.left, row.state) == (None, None, None)
    assert [work.text for work in row.pending] == ["Öppna uppgifterna för att se vad som ska göras"]
    actions.open_record(person, reason="contact", by=cast.case_worker)

    (row,) = client.get(PAGE, {"status": "left", "entered_from": "2018-01-01"}).context["rows"]

    assert (row.name, row.municipality, row.entered) == ("Skyddade personuppgifter", "", date(2018, 3, 1))
    assert row.pending
    assert names(client.get(PAGE, {"intervention": "kalejdo"})) == []


@pytest.mark.parametrize("sort", ["entry", "-entry", "exit", "-exit"])
def test_protected_identities_are_last_in_every_order(cast, sign_in, sort):
    join(cast, "Senare", spell__entry_date=date(2018, 5, 1))
    join(cast, "Hemlig", person__protected=True, spell__left=True)
    join(
        cast,
        "Tidigare",
        spell__entry_date=date(2018, 1, 1),
        spell__exit_date=date(2019, 1, 1),
        spell__exit_reason="moved",
    )

    assert names(sign_in(cast.leader).get(PAGE, {"sort": sort}))[-1] == "Skyddade personuppgifter"


def test_pending_work_leaves_out_records_the_user_has_not_opened(cast, sign_in):
    person = join(cast, "Hemlig", person__protected=True, created_by=cast.case_worker, incomplete=True)
    home, case_worker = "/projects/samverkan/", sign_in(cast.case_worker)
    locked = case_worker.get(home).text
    assert "där svar saknas" not in locked
    assert "som du är utsedd för: öppna" in locked
    actions.open_record(person, reason="contact", by=cast.case_worker)
    assert "där svar saknas" in case_worker.get(home).text
    assert "där svar saknas" not in sign_in(cast.leader).get(home).text


@pytest.fixture
def one_of_each(cast):
    """One participation per status on 1 March 2019."""
    join(cast, "Kvar")
    join(cast, "Ofullständig", incomplete=True)
    join(cast, "Nyss", spell__exit_date=date(2019, 2, 10), spell__exit_reason="completed")
    arbetar = join(cast, "Arbetar", spell__exit_date=date(2019, 2, 10), spell__exit_reason="completed")
    OutcomeEventFactory(participation=arbetar, happened_on=date(2019, 2, 11))
    sent = join(cast, "Uppföljning", spell__left=True)  # 1 September: six months ago to the day
    OutcomeEventFactory(participation=sent, happened_on=date(2018, 9, 2), kind="education")
    klar = join(cast, "Uppföljd", spell__exit_date=date(2018, 8, 1), spell__exit_reason="moved")
    OutcomeEventFactory(participation=klar, happened_on=date(2018, 7, 1), kind="internship")
    OutcomeEventFactory(participation=klar, happened_on=date(2019, 2, 20), kind="follow_up_employed")


@pytest.mark.parametrize(
    ("status", "found"),
    [
        ("in", {"Kvar", "Ofullständig"}),
        ("left", {"Nyss", "Arbetar", "Uppföljning", "Uppföljd"}),
        ("incomplete", {"Ofullständig"}),
        ("no-result", {"Nyss"}),
        ("follow-up", {"Uppföljning"}),
    ],
)
def test_filters_by_status(cast, sign_in, one_of_each, status, found):
    page = sign_in(cast.leader).get(PAGE, {"status": status})
    assert {name.removeprefix("Åsa ") for name in names(page)} == found


def test_a_follow_up_is_due_on_the_day_six_months_have_passed(cast, sign_in, one_of_each):
    with time_machine.travel(date(2019, 2, 28), tick=False):
        assert names(sign_in(cast.leader).get(PAGE, {"status": "follow-up"})) == []


def test_a_row_shows_its_pending_work(cast, sign_in, one_of_each):
    page = sign_in(cast.leader).get(PAGE)
    waits = {
        row.name.removeprefix("Åsa "): tuple(work.text for work in row.pending)
        for row in page.context["rows"]
    }
    assert waits["Kvar"] == waits["Arbetar"] == waits["Uppföljd"] == ()
    assert waits["Ofullständig"] == ("Svar saknas",)
    assert waits["Nyss"] == ("Resultat saknas: räknas till och med 10\xa0mars\xa02019",)
    assert waits["Uppföljning"] == ("Uppföljning sedan 1\xa0mars\xa02019",)


def test_filters_by_municipality_intervention_and_start(cast, sign_in):
    join(cast, "Tidig", spell__entry_date=date(2018, 1, 1), spell__intervention=cast.intervention)
    join(cast, "Sen", spell__entry_date=date(2018, 6, 1), spell__municipality_id=VASTERVIK)
    client = sign_in(cast.leader)

    assert names(client.get(PAGE, {"municipality": VASTERVIK})) == ["Åsa Sen"]
    assert names(client.get(PAGE, {"intervention": "kalejdo"})) == ["Åsa Tidig"]
    assert names(client.get(PAGE, {"entered_from": "2018-01-02"})) == ["Åsa Sen"]
    assert names(client.get(PAGE, {"entered_to": "2018-01-01"})) == ["Åsa Tidig"]
    assert names(client.get(PAGE, {"sort": "-entry"})) == ["Åsa Sen", "Åsa Tidig"]


def test_a_row_shows_the_last_municipality_and_the_first_start(cast, sign_in):
    moved = join(cast, "Flyttad", spell__left=True)
    SpellFactory(participation=moved, entry_date=date(2018, 10, 1), municipality_id=VASTERVIK)

    (row,) = sign_in(cast.leader).get(PAGE).context["rows"]

    assert (row.municipality, row.entered, row.left) == ("Västervik", date(2018, 3, 1), None)


@pytest.mark.parametrize(
    "query",
    [
        "status=x",
        "municipality=9999",
        "entered_from=igår",
        "sort=password",
        "page=99",
        "page=x",
        "sort=-",
        "intervention=%00",
    ],
)
def test_invalid_query_parameters_are_no_error(cast, sign_in, query):
    join(cast, "Kvar")
    assert sign_in(cast.leader).get(f"{PAGE}?{query}").status_code == 200


def test_chosen_filters_can_be_taken_away_one_by_one(cast, sign_in):
    page = sign_in(cast.leader).get(PAGE, {"status": "left", "municipality": "0882"})
    assert "Kommun: Oskarshamn" in page.text
    assert 'href="?municipality=0882"' in page.text


def test_fifty_rows_per_page_and_constant_queries(cast, sign_in):
    TargetFactory(project=cast.project)
    client = sign_in(cast.leader)
    for number in range(3):
        person = join(cast, f"Lind {number}", spell__left=True, spell__intervention=cast.intervention)
        OutcomeEventFactory(participation=person)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for number in range(57):
        person = join(cast, f"Holm {number}", incomplete=True, spell__intervention=cast.intervention)
        SpellFactory(
            participation=person, entry_date=date(2018, 1, 1), exit_date=date(2018, 1, 5), exit_reason="moved"
        )

    with CaptureQueriesContext(connection) as many:
        page = client.get(PAGE)

    assert len(page.context["rows"]) == 50
    assert page.context["page"].paginator.count == 60
    assert len(own_queries(few)) == len(own_queries(many)) <= 16, own_queries(many)


def test_an_empty_list_shows_the_next_step(cast, sign_in):
    page = sign_in(cast.case_worker).get(PAGE)
    assert "Inga deltagare än" in page.text
    assert f'href="{PAGE}register/"' in page.text


def test_a_pre_study_is_not_asked_for_participants(cast, sign_in):
    cast.project.expects_participants = False
    cast.project.save()
    page = sign_in(cast.case_worker).get(f"/projects/{cast.project.slug}/participants/")
    assert "En förprojektering utan deltagare" in page.text
    assert "Inga deltagare än" not in page.text


# Searching


def search(client, text, project="samverkan"):
    response = client.post("/participants/search/", {"q": text, "project": project})
    assert re.fullmatch(r"[^?]+(\?search=[0-9a-f]{8})?", response["Location"])
    return client.get(response["Location"])


@pytest.mark.parametrize("text", ["öberg", "ÖBERG", "åsa öb", "öberg åsa", "  berg  "])
def test_names_are_found_by_any_part_in_any_order(cast, sign_in, text):
    join(cast, "Öberg")
    join(cast, "Lind")
    assert names(search(sign_in(cast.leader), text)) == ["Åsa Öberg"]


def test_percent_signs_are_no_wildcards(cast, sign_in):
    join(cast, "Lind")
    assert names(search(sign_in(cast.leader), "%")) == []


@pytest.mark.parametrize("text", ["940112-2396", "199401122396", "9401122396", "19940112 2396"])
def test_a_number_finds_its_person_in_every_form(cast, sign_in, text):
    join(cast, "Öberg", person__number="940112-2396")
    join(cast, "Lind", person__number="940112-2388")
    assert names(search(sign_in(cast.leader), text)) == ["Åsa Öberg"]


def test_protected_identities_are_found_by_number_by_authorised_users_only(cast, sign_in):
    join(cast, "Hemlig", created_by=cast.case_worker, person__protected=True, person__number="940112-2396")
    for user, found in ((cast.leader, []), (cast.case_worker, ["Skyddade personuppgifter"])):
        client = sign_in(user)
        assert names(search(client, "Hemlig")) == []
        assert names(search(client, "940112-2396")) == found


def test_an_invalid_number_gives_a_message(cast, sign_in):
    page = search(sign_in(cast.leader), "940112-2395")
    assert "Den sista siffran stämmer inte" in page.text
    assert names(page) == []


@pytest.mark.parametrize("text", ["850517-2398", "850517-2399", "19850517239", "Öberg 850517-2398"])
def test_no_number_is_in_the_session_or_the_page(cast, sign_in, text):
    client = sign_in(cast.leader)
    page = search(client, text)
    # A mistyped number still leads to a person.
    for place in (repr(client.session["people_searches"]), outside_tags(page.text)):
        assert "850517" not in place


def test_a_search_belongs_to_its_list_and_is_removed_like_a_filter(cast, sign_in):
    join(cast, "Öberg")
    join(cast, "Lind")
    client = sign_in(cast.leader)

    page = search(client, "öberg")
    key = page.wsgi_request.GET["search"]
    assert len(names(client.get(PAGE, {"status": "in", "search": key}))) == 1
    (chip,) = page.context["form"].chips()
    assert str(chip.text) == "Sök: öberg"
    assert len(names(client.get(PAGE + chip.query))) == 2
    # Neither a link without the search nor an old link has it.
    assert len(names(client.get(PAGE))) == 2
    search(client, "lind")
    assert len(names(client.get(PAGE, {"search": key}))) == 2
    assert len(names(search(client, ""))) == 2


def test_a_key_is_of_no_use_to_another_user(cast, sign_in):
    join(cast, "Öberg")
    join(cast, "Lind")
    key = search(sign_in(cast.leader), "öberg").wsgi_request.GET["search"]
    assert len(names(sign_in(cast.case_worker).get(PAGE, {"search": key}))) == 2


def test_a_count_leads_to_as_many_people_whatever_was_searched_for(cast, sign_in):
    for number in range(3):
        join(cast, f"Lind {number}", spell__left=True)
    join(cast, "Öberg", education_level=None)
    client = sign_in(cast.leader)
    search(client, "ingen sådan")

    tasks = [task for task in client.get(cast.project.get_absolute_url()).context["work"] if PAGE in task.url]

    assert len(tasks) > 1
    for task in tasks:
        assert len(names(client.get(task.url))) == task.count, task.url


def test_the_global_search_covers_all_of_the_users_projects(cast, sign_in):
    join(cast, "Öberg")
    ParticipationFactory(project=cast.other_project, given_name="Åsa", family_name="Öbergsson")
    outsider = ParticipationFactory(given_name="Åsa", family_name="Öberghult")
    MembershipFactory(user=cast.leader, project=cast.other_project)

    page = search(sign_in(cast.leader), "öberg", project="")

    assert names(page) == ["Åsa Öberg", "Åsa Öbergsson"]
    assert outsider.family_name not in page.text


def test_a_search_is_limited_to_the_membership(cast, sign_in):
    join(cast, "Öberg", spell__municipality_id=VASTERVIK, person__number="940112-2396")
    client = sign_in(cast.case_worker)
    for text in ("öberg", "940112-2396"):
        assert names(search(client, text)) == []
        assert names(search(client, text, project="")) == []


@pytest.mark.parametrize(("who", "status"), [("funder", 403), ("administrator", 403), ("without_role", 403)])
def test_roles_without_participants_cannot_search(cast, sign_in, who, status):
    client = sign_in(getattr(cast, who))
    assert client.get("/participants/search/").status_code == status
    assert client.post("/participants/search/", {"q": "a"}).status_code == status


def test_a_search_in_a_project_of_others_is_not_found(cast, sign_in):
    client = sign_in(cast.stranger)
    assert client.post("/participants/search/", {"q": "a", "project": "samverkan"}).status_code == 404


def test_a_colleague_sees_former_participants_of_the_municipality(cast, sign_in):
    join(cast, "Bara Oskarshamn")
    moved = join(cast, "Flyttad", spell__left=True)
    SpellFactory(participation=moved, entry_date=date(2018, 10, 1), municipality_id=VASTERVIK)

    assert names(sign_in(cast.colleague).get(PAGE)) == ["Åsa Flyttad"]
    assert len(names(sign_in(cast.case_worker).get(PAGE))) == 2


def test_an_ended_membership_gives_no_list(cast, sign_in):
    user = UserFactory()
    MembershipFactory(user=user, project=cast.project, ends_on=date(2019, 2, 28))
    assert sign_in(user).get(PAGE).status_code == 404
