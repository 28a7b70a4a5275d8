"""Bookings: days, filters and sums."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from projects.models import FinancingEntry

PAGE = "/projects/samverkan/money/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


@pytest.fixture
def line(cast):
    return cast.project.financing.create(source="esf")


@pytest.mark.parametrize("amount", ["10.000,50", "10 000,50", "10,000.50"])
def test_an_invoice_after_the_end_is_booked(cast, sign_in, line, amount):
    with time_machine.travel(date(2021, 2, 1), tick=False):  # the project ended on 30 November 2020
        client = sign_in(cast.leader)
        address = f"{PAGE}{line.pk}/book/"
        form = client.get(address).context["form"]
        response = client.post(address, {"booked_on": form["booked_on"].value(), "amount": amount})
    assert response.status_code == 302
    entry = FinancingEntry.objects.get()
    assert (entry.amount, entry.booked_on) == (Decimal("10000.50"), date(2021, 2, 1))


def test_bookings_are_filtered_and_summed(cast, leader, line):
    other = cast.project.financing.create(source="public_cash")
    line.entries.create(booked_on=date(2018, 1, 31), amount=100)
    line.entries.create(booked_on=date(2018, 2, 28), amount=20)
    other.entries.create(booked_on=date(2018, 2, 1), amount=3)

    def total(**query):
        return leader.get(PAGE, query).context["chosen_sum"]

    assert total() == 123
    assert total(source=line.pk) == 120
    assert total(booked_from="1/2 2018", booked_to="2018-02-28") == 23
    assert total(source="x", booked_to="igår") == 123
    page = leader.get(PAGE, {"source": line.pk, "booked_from": "2019-01-01"})
    assert page.context["chosen_sum"] is None
    assert "Inget är bokfört där" in page.text
    assert len(page.context["form"].chips()) == 2


def test_columns_without_a_value_are_left_out(cast, leader, line):
    page = leader.get(PAGE).text
    assert ">Andel<" not in page
    assert ">Timmar<" not in page
    line.planned = 1000
    line.save()
    cast.project.financing.create(source="in_kind_time")
    page = leader.get(PAGE).text
    assert ">Andel<" in page
    assert ">Timmar<" in page


def test_a_booking_says_what_it_was_for(cast, leader, line):
    assert "budget_line" not in leader.get(f"{PAGE}{line.pk}/book/").context["form"].fields
    staff = cast.project.budget_lines.create(name="Personal", amount=900)
    others = cast.other_project.budget_lines.create(name="Annat", amount=1)
    sent = {"booked_on": "2018-05-31", "amount": "120"}
    refused = leader.post(f"{PAGE}{line.pk}/book/", sent | {"budget_line": others.pk})
    assert refused.context["form"].errors.keys() == {"budget_line"}
    leader.post(f"{PAGE}{line.pk}/book/", sent | {"budget_line": staff.pk})
    assert FinancingEntry.objects.get().budget_line == staff
    assert "Ändamål" in leader.get(PAGE).text
    page = leader.post(f"/projects/samverkan/edit/budget-lines/{staff.pk}/remove/", follow=True).text
    assert "kan inte tas bort" in page
    assert cast.project.budget_lines.exists()


def test_a_voucher_and_a_booking_made_twice(cast, leader, line):
    address = f"{PAGE}{line.pk}/book/"
    sent = {"booked_on": "2018-05-31", "amount": "(1 250,50)", "voucher": "A 17", "is_another": "False"}
    assert leader.post(address, sent).status_code == 302
    assert FinancingEntry.objects.get().amount == Decimal("-1250.50")
    assert ">A 17<" in leader.get(PAGE).text
    refused = leader.post(address, sent | {"amount": "99", "voucher": "a 17"})
    assert "Verifikationen är redan bokförd" in refused.text
    assert 'type="checkbox" name="is_another"' in refused.text
    assert leader.post(address, sent | {"voucher": "", "amount": "99"}).status_code == 302
    again = leader.post(address, sent | {"voucher": "", "amount": "99"})
    assert "redan bokfört" in again.context["form"].errors["is_another"][0]
    assert leader.post(address, sent | {"voucher": "", "amount": "99", "is_another": "on"}).status_code == 302
    assert FinancingEntry.objects.filter(voucher="", amount=99).count() == 2
    # The series begins again the next year.
    assert leader.post(address, sent | {"booked_on": "2019-05-31", "amount": "5"}).status_code == 302
