"""Money of a report: sums by source and purpose, in the period and since the start."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.indicators.document import from_json
from reporting.indicators.money import Booked, Money, MoneyLine
from reporting.indicators.names import Name
from reporting.indicators.project_money import add_money
from tests.reporting.reports.documents import prestudy

pytestmark = pytest.mark.django_db

FROM, TO = date(2018, 4, 1), date(2018, 6, 30)


def computed(project, ends_on=TO):
    return add_money(replace(prestudy(), starts_on=str(FROM), ends_on=str(ends_on)), project)


@pytest.fixture
def sources(cast):
    esf = cast.project.financing.create(source="esf", planned=1000)
    in_kind = cast.project.financing.create(source="in_kind_time")
    return esf, in_kind


def test_bookings_are_summed_by_source_and_purpose(cast, sources):
    esf, in_kind = sources
    staff = cast.project.budget_lines.create(name="Personal", name_en="Staff", amount=800)
    esf.entries.create(booked_on=date(2018, 3, 31), amount=100, budget_line=staff)
    esf.entries.create(booked_on=FROM, amount=Decimal("20.50"), budget_line=staff)
    esf.entries.create(booked_on=TO, amount=-1)
    in_kind.entries.create(booked_on=TO, amount=40, hours=8)
    esf.entries.create(booked_on=TO + timedelta(days=1), amount=7000)

    money = computed(cast.project).money
    assert [(line.code, line.booked, line.hours) for line in [*money.sources, money.total]] == [
        ("esf", Booked("119.5", "19.5"), None),
        ("in_kind_time", Booked("40", "40"), Booked("8", "8")),
        ("total", Booked("159.5", "59.5"), Booked("8", "8")),
    ]
    assert [(line.name, line.planned, line.booked) for line in money.purposes] == [
        (Name("Personal", "Staff"), "800", Booked("120.5", "20.5")),
        (None, "", Booked("39", "39")),
    ]
    assert money.esf_rate == "74.9"
    assert money.total.planned == ""  # one source states nothing


def test_what_is_booked_after_the_end_is_in_the_last_report(cast, sources):
    esf, _in_kind = sources
    end = cast.project.ends_on
    esf.entries.create(booked_on=end + timedelta(days=40), amount=500)
    assert computed(cast.project, end - timedelta(days=1)).money.total.booked == Booked("0", "0")
    assert computed(cast.project, end).money.total.booked == Booked("500", "500")


def test_the_esf_part_follows_from_the_published_share(cast, sources):
    cast.project.budget_total, cast.project.esf_share = Decimal(21_000_000), Decimal("66.67")
    cast.project.budget_is_approximate = True
    cast.project.financing.filter(source="esf").update(planned=None)
    money = computed(cast.project).money
    esf = money.sources[0]
    assert (esf.planned, esf.planned_is_approximate) == ("14000000", True)
    assert money.esf_share == Name("två tredjedelar", "two thirds")


def test_a_project_without_money_has_none(cast):
    document = computed(cast.project)
    assert document.money is None
    assert "money" not in document.to_json()


@given(
    st.lists(
        st.tuples(
            st.sampled_from([0, 1]),
            st.dates(date(2018, 1, 1), date(2018, 12, 31)),
            st.decimals(-9999, 9999, places=2).filter(bool),
        ),
        max_size=6,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=15)
def test_sources_and_purposes_add_up_to_the_same(cast, sources, bookings):
    project = cast.project
    staff, _made = project.budget_lines.get_or_create(name="Personal", defaults={"amount": 1})
    entries = [
        sources[0].entries.create(booked_on=day, amount=amount, budget_line=[None, staff][purpose])
        for purpose, day, amount in bookings
    ]
    money = computed(project).money
    for span in ("since_start", "period"):
        of_purposes = sum(Decimal(getattr(line.booked, span)) for line in money.purposes)
        first = date.min if span == "since_start" else FROM
        expected = sum(amount for _purpose, day, amount in bookings if first <= day <= TO)
        assert of_purposes == Decimal(getattr(money.total.booked, span)) == expected
    for entry in entries:
        entry.delete()


AMOUNTS = st.decimals(0, 10**9, places=2).map(str)
NAMES = st.builds(Name, st.text(), st.text())
BOOKED = st.builds(Booked, AMOUNTS, AMOUNTS)
LINES = st.builds(
    MoneyLine,
    st.sampled_from(["source", "purpose"]),
    st.text(),
    NAMES,
    BOOKED,
    AMOUNTS,
    st.booleans(),
    st.none() | NAMES,
    st.none() | BOOKED,
)


@given(st.builds(Money, st.lists(LINES, min_size=1), st.none() | NAMES))
def test_money_is_stored_and_read_alike(money):
    document = replace(prestudy(), money=money)
    assert from_json(document.to_json()) == document
