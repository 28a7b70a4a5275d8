"""Columns of the participant list: chosen by a user, in list and file, and sorted by."""

import re
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participants.register.forms.filters import ORDERS
from tests.factories import VASTERVIK
from tests.participants.register.test_list import PAGE, join, names
from tests.queries import own_queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(date(2019, 3, 1), tick=False):
        yield


def heads(page):
    return re.findall(r"<th scope=\"col\".*?>\s*(?:<a[^>]*>)?\s*([^<]*?)\s*(?:<|$)", page.text)


def test_a_user_chooses_columns_and_finds_them_in_list_and_file(cast, sign_in):
    join(cast, "Öberg", spell__case_worker=cast.case_worker, spell__left=True)
    join(cast, "Hemlig", person__protected=True, spell__case_worker=cast.case_worker)
    client = sign_in(cast.leader)
    assert heads(client.get(PAGE)) == ["Namn", "Att göra", "Läge", "Kommun", "Insats", "Start", "Slut"]

    chosen = {"columns": ["follow_up", "case_worker", "age"]}
    answer = client.post(f"{PAGE}columns/?sort=-case_worker&status=left", chosen)

    assert answer.url == f"{PAGE}?sort=-case_worker&status=left"
    page = client.get(answer.url)
    assert heads(page) == ["Namn", "Handläggare", "Ålder vid start", "Uppföljning från"]
    assert [cast.case_worker.full_name, "32", "2019-03-01"] == cells(page)
    assert heads(sign_in(cast.case_worker).get(PAGE))[1] == "Att göra"
    file = client.post(f"{PAGE}export/", {"format": "csv"}).content.decode("utf-8-sig").splitlines()
    assert file[0] == '"Namn";"Född";"Handläggare";"Ålder vid start";"Uppföljning från"'
    assert file[1:] == [
        f'"Åsa Öberg";"1985";"{cast.case_worker.full_name}";"32";"2019-03-01"',
        '"Skyddade personuppgifter";"";"";"";""',
    ]
    assert (
        client.post(f"{PAGE}columns/", {"columns": ["number"]}).status_code == 302
    )  # there is no such column
    assert heads(client.get(PAGE))[1] == "Handläggare"


def cells(page):
    row = re.search(r"<tbody>.*?</tr>", page.text, re.DOTALL)[0]
    return [re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r"<td>(.*?)</td>", row)]


@pytest.mark.parametrize("order", [each for each in ORDERS if each != "name"])  # which is reversed as a whole
def test_every_order_has_protected_identities_last(cast, sign_in, order):
    first = join(
        cast, "Ek", person__birth_date=date(1990, 1, 1), spell__municipality_id=VASTERVIK, spell__left=True
    )
    cast.leader.full_name, cast.case_worker.full_name = "Bo", "Al"
    for user in (cast.leader, cast.case_worker):
        user.save()
    first.spells.update(case_worker=cast.case_worker)
    join(cast, "Al", spell__case_worker=cast.leader, spell__entry_date=date(2018, 4, 1))
    join(cast, "Hemlig", person__protected=True, spell__left=True)
    client = sign_in(cast.leader)
    up, down = (names(client.get(PAGE, {"sort": f"{sign}{order}"})) for sign in ("", "-"))
    assert up[-1] == down[-1] == "Skyddade personuppgifter"
    assert sorted(up[:2]) == sorted(down[:2]) == ["Åsa Al", "Åsa Ek"]
    if order == "case_worker":
        assert up[:2] == ["Åsa Ek", "Åsa Al"]
    if order not in ("intervention", "follow_up", "exit"):  # empty for one of them, or for both
        assert up[:2] == down[1::-1]


def test_the_list_takes_few_statements_with_all_columns(cast, sign_in):
    join(cast, "Öberg", spell__case_worker=cast.case_worker)
    client = sign_in(cast.leader)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    client.post(f"{PAGE}columns/", {"columns": ["case_worker", "age", "work", "state"]})
    with CaptureQueriesContext(connection) as all_columns:
        client.get(PAGE)
    assert len(own_queries(all_columns)) <= len(own_queries(few)) + 1 <= 10
