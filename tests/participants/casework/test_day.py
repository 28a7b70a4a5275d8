"""My day through HTTP: whose rows, the way on through them, putting off, and what must not be told."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participants.casework.models import Postponement
from participants.register.models import ProtectedRecordAccess
from tests.factories import OSKARSHAMN, ParticipationFactory, PrivacyEntryFactory
from tests.queries import own_queries

pytestmark = pytest.mark.django_db
DAY = "/my-day/"


@pytest.fixture
def client(cast, people, sign_in):
    return sign_in(cast.case_worker)


def shown(response):
    return [(row.item.kind.key, row.item.participation) for row in response.context["rows"]]


def iso(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_a_case_worker_begins_with_the_own_people_in_order_of_what_is_lost(people, client):
    assert client.get("/")["Location"] == DAY
    own = [("incomplete", people["incomplete"]), ("late-result", people["late-result"])]
    assert shown(client.get(DAY)) == own
    everyone = client.get(DAY, {"whose": "all"})
    assert shown(everyone) == [("result", people["result"]), *own]
    assert "Saknas: högsta avslutade utbildning" in everyone.text
    assert shown(client.get(DAY, {"whose": "none"})) == [("result", people["result"])]
    # Counts lead to lists of as many rows.
    for each in everyone.context["counts"]:
        assert client.get(each.url).context["page"].paginator.count == each.count == 1


def test_saving_leads_to_the_next_row_and_after_the_last_to_the_list(people, client):
    first, *_others = client.get(DAY, {"whose": "all"}).context["rows"]
    page = client.get(first.url)
    assert page.context["form"].about == "result"
    saved = client.post(first.url, {"kind": "job_search", "date": iso(-1)})
    # The saved row has gone from the list, and the next took its place.
    second = client.get(saved["Location"])["Location"]
    assert urlsplit(second).path == people["incomplete"].get_absolute_url() + "missing/"
    way = parse_qs(parse_qs(urlsplit(second).query)["day"][0])
    assert (way["place"], way["whose"]) == (["0"], ["all"])
    answered = client.post(second, {"education_level": "3"})
    people["incomplete"].refresh_from_db()
    assert people["incomplete"].education_level == 3
    assert people["incomplete"].labour_market_status == "unemployed"  # what was not asked stays
    third = client.get(answered["Location"])["Location"]
    assert urlsplit(third).path == people["late-result"].get_absolute_url() + "outcomes/new/"
    last = client.post(third, {"kind": "closer_to_labour_market", "date": iso(-30)})
    # It waits still: a step on the way is no result. So the next row is after it, and there is none.
    assert client.get(last["Location"])["Location"] == DAY + "?whose=all"


def test_roles_without_participants_have_no_day(cast, people, sign_in):
    for address in (DAY, DAY + "next/", DAY + "done/"):
        assert sign_in(cast.funder).get(address).status_code == 403
        assert sign_in(cast.without_role).get(address).status_code == 403
        assert sign_in(cast.stranger).get(address).status_code in (200, 302)


def test_an_address_of_the_way_on_never_leads_elsewhere(people, client):
    for query in ("", "?place=x&saved=1", "?place=99&next=https://evil.example/", "?place=-1"):
        address = client.get(f"{DAY}next/{query}")["Location"]
        assert address.startswith((DAY, "/projects/"))


def test_only_what_is_not_legal_is_put_off_with_a_reason(cast, people, client, monkeypatch):
    page = people["late-result"].get_absolute_url() + "put-off/late-result/0/"
    refused = client.post(page, {"until": iso(3), "reason": "Väntar på svar"})
    assert "kan inte skjutas upp" in refused.text
    kind = client.get(DAY).context["rows"][1].item.kind
    monkeypatch.setitem(kind.__dict__, "is_legal", False)
    (row,) = [each for each in client.get(DAY).context["rows"] if each.put_off_url]
    for until in (0, 91):
        assert "inom 90 dagar" in client.post(row.put_off_url, {"until": iso(until), "reason": "x"}).text
    assert client.post(row.put_off_url, {"until": iso(3), "reason": "Väntar"})["Location"] == DAY
    assert [key for key, _person in shown(client.get(DAY))] == ["incomplete"]
    put_off = client.get(DAY, {"put_off": "on"})
    assert shown(put_off) == [("late-result", people["late-result"])]
    (row,) = put_off.context["rows"]
    assert client.post(row.take_up_url)["Location"] == DAY + "?put_off=on"
    assert len(shown(client.get(DAY))) == 2
    assert Postponement.objects.count() == 2
    done = client.get(DAY + "done/")
    assert [entry.text for entry in done.context["entries"]] == [
        "Tog upp en uppgift igen",
        "Sköt upp en uppgift",
    ]


def test_protected_people_are_neither_named_nor_counted(cast, people, client):
    own = {"project": cast.project, "spell__municipality_id": OSKARSHAMN, "incomplete": True}
    hidden = ParticipationFactory(**own, person__protected=True, spell__case_worker=cast.case_worker)
    PrivacyEntryFactory(participation=hidden)
    before = client.get(DAY, {"whose": "all"})
    assert hidden not in [person for _key, person in shown(before)]
    assert before.context["locked"] == []
    hidden.created_by = cast.case_worker
    hidden.save()
    after = client.get(DAY, {"whose": "all"})
    assert [number for _name, number, _url in after.context["locked"]] == [1]
    assert len(after.context["rows"]) == len(before.context["rows"])
    ProtectedRecordAccess.objects.create(participation=hidden, user=cast.case_worker, reason="contact")
    opened = client.get(DAY, {"whose": "mine"})
    assert ("incomplete", hidden) in shown(opened)
    assert hidden.family_name not in opened.text
    people["incomplete"].spells.update(intervention=cast.intervention)
    # A filter by part would say where the person is.
    assert hidden not in [person for _key, person in shown(client.get(DAY, {"part": f"m{OSKARSHAMN}"}))]


def test_the_leader_sees_the_work_by_case_worker_also_of_one_who_has_left(cast, people, sign_in):
    people["late-result"].spells.update(case_worker=cast.former)
    page = sign_in(cast.leader).get("/projects/samverkan/casework/")
    rows = {row.name: row for row in page.context["rows"]}
    assert {name: row.total for name, row in rows.items()} == {
        "Frans Förr": 1,
        "Olle Handläggare": 1,
        "Utan handläggare": 1,
    }
    assert rows["Frans Förr"].has_left
    leader = sign_in(cast.leader)
    for row in rows.values():
        assert leader.get(row.url).context["page"].paginator.count == row.total
    assert sign_in(cast.case_worker).get("/projects/samverkan/casework/").status_code == 403


def test_the_page_asks_as_much_for_many_rows_as_for_few(cast, people, client):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(DAY, {"whose": "all"}).status_code == 200
        return len(own_queries(captured))

    few = asked()
    ParticipationFactory.create_batch(
        30, project=cast.project, incomplete=True, spell__municipality_id=OSKARSHAMN
    )
    assert asked() == few
    assert few <= 8, few
