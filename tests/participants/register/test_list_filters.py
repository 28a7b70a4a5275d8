"""Filters of the participant list by case worker, what is missing, and the day of the end."""

from datetime import date

import pytest
import time_machine

from tests.answers import outside_tags
from tests.factories import SpellFactory
from tests.participants.register.test_list import PAGE, join, names

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(date(2019, 3, 1), tick=False):
        yield


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"case_worker": "none"}, {"Ingen"}),
        ({"missing": "case-worker"}, {"Ingen"}),
        ({"missing": "status"}, {"Ofullständig"}),
        ({"missing": "education"}, {"Skola"}),
        ({"missing": "household"}, {"Hushåll"}),
        ({"missing": "number"}, {"Nummerlös"}),
        ({"exited_from": "2018-09-01", "exited_to": "2018-09-30"}, {"Slutat"}),
        ({"exited_from": "2018-09-02"}, set()),
    ],
)
def test_further_filters(cast, sign_in, chosen, found):
    worker = {"spell__case_worker": cast.case_worker, "person__numbered": True}
    join(cast, "Ingen", person__numbered=True)
    join(cast, "Ofullständig", **worker, labour_market_status="")
    join(cast, "Skola", **worker, education_level=None)
    join(cast, "Hushåll", **worker, single_adult=None)  # asked of those who began before August 2018
    join(cast, "Nummerlös", spell__case_worker=cast.case_worker)
    join(cast, "Slutat", **worker, spell__left=True)
    join(cast, "Hemlig", person__protected=True)
    answer = sign_in(cast.leader).get(PAGE, chosen)
    assert {name.removeprefix("Åsa ") for name in names(answer)} == found


def test_the_filter_by_case_worker_takes_the_last_period(cast, sign_in):
    moved = join(cast, "Flyttad", spell__left=True, spell__case_worker=cast.leader)
    SpellFactory(participation=moved, entry_date=date(2018, 10, 1), case_worker=cast.case_worker)
    join(
        cast,
        "Hemlig",
        person__protected=True,
        spell__case_worker=cast.case_worker,
        created_by=cast.case_worker,
    )
    client = sign_in(cast.case_worker)

    assert names(client.get(PAGE, {"case_worker": cast.leader.pk})) == []
    chosen = client.get(PAGE, {"case_worker": cast.case_worker.pk})
    assert names(chosen) == ["Åsa Flyttad"]
    assert f"Handläggare: {cast.case_worker.full_name}" in outside_tags(chosen.text)
