"""Amounts of hours against a reference, and the file of rates."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as some

from reporting.cofinancing.amounts import Attended, BenefitFact, RateFact, worth_of
from reporting.cofinancing.models import Rate
from reporting.cofinancing.rates_file import read_rates

KINDS = ("activity_support", "income_support")
days = some.integers(0, 27).map(lambda number: date(2018, 2, 1) + timedelta(number))
ends = some.none() | days
attended = some.lists(some.builds(Attended, days, some.integers(0, 300)), max_size=8)
benefits = some.lists(
    some.builds(BenefitFact, some.sampled_from(KINDS), some.sampled_from([50, 100]), days, ends), max_size=3
)
prices = some.sampled_from([Decimal("34.50"), Decimal("0.01"), Decimal(223)])


@some.composite
def rates(draw):
    """Return rates that begin on different days, each until the next one of its kind."""
    found = []
    for kind in draw(some.lists(some.sampled_from(KINDS), unique=True)):
        starts = sorted(draw(some.sets(days, max_size=3)))
        for place, start in enumerate(starts):
            end = starts[place + 1] - timedelta(1) if place + 1 < len(starts) else draw(some.none() | days)
            if end is None or end >= start:
                unit = draw(some.sampled_from(["hour", "day"]))
                found.append(RateFact(len(found), kind, start, end, unit, draw(prices)))
    return found


def lasts(each, day):
    return each.starts_on <= day <= (each.ends_on or date.max)


@given(attended, benefits, rates(), some.sampled_from(["whole", "quarter"]))
def test_the_worth_is_that_of_a_reference(rows, benefits, rates, rounding):
    worth = worth_of(rows, benefits, rates, rounding)
    step = {"whole": 60, "quarter": 15}[rounding]
    of_rate, outside, unknown = {}, 0, 0
    for row in rows:
        in_order = sorted((-b.extent, b.starts_on, b.kind) for b in benefits if lasts(b, row.day))
        found = [r for r in rates if in_order and r.kind == in_order[0][2] and lasts(r, row.day)]
        if found and row.minutes:
            of_rate.setdefault(found[0].key, []).append(row)
        elif in_order:
            unknown += row.minutes
        else:
            outside += row.minutes
    assert (worth.without_benefit, sum(worth.without_rate.values())) == (outside, unknown)
    expected = {}
    for key, of in of_rate.items():
        hours = Decimal(sum(row.minutes for row in of) // step * step) / 60
        count = hours if rates[key].unit == "hour" else len({row.day for row in of})
        amount = (rates[key].price * count * 100 + Decimal("0.5")) // 1 / 100
        if amount:
            expected[key] = hours, amount
    assert {each.rate.key: (each.hours, each.amount) for each in worth.amounts} == expected
    assert sum(hours * 60 for hours, _amount in expected.values()) <= sum(row.minutes for row in rows)


HEAD = "kind;programme;call;from;to;amount;unit;source\n"
GOOD = "activity_support;2014-2020;;2018-01-01;2018-12-31;34,50;hour;Bilaga 2\n"


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("income_support;2014-2020;;2018-01-01;;10;hour;\n", "line 3: source is empty"),
        ("lön;2014-2020;;2018-01-01;;10;hour;X\n", "line 3: kind is not one of"),
        ("income_support;2014-2020;;2018-13-01;;10;hour;X\n", "line 3: from is not a day"),
        ("income_support;2014-2020;;2018-01-02;2018-01-01;10;hour;X\n", "line 3: to is before from"),
        ("income_support;2014-2020;;2018-01-01;;NaN;hour;X\n", "line 3: amount is not kronor"),
        ("income_support;2014-2020;;2018-01-01;;1,005;hour;X\n", "line 3: amount is not kronor"),
        ("income_support;2014-2020\n", "line 3: 2 cells, not 8"),
        ("\n" + GOOD.replace("2018-01-01", "2018-12-31"), "line 4: the days overlap those of line 2"),
    ],
)
def test_a_mistake_is_named_with_its_line(line, mistake):
    given = {"kinds": KINDS, "programmes": ["2014-2020"], "units": ["hour", "day"]}
    _rows, (found,) = read_rates((HEAD + GOOD + line).encode(), **given)
    assert found.startswith(mistake)
    assert [read_rates(other, **given)[1] for other in (b"\xff", b"kind;unit\n")] == [
        ["the file is not UTF-8"],
        ["line 1: the columns are not kind; programme; call; from; to; amount; unit; source"],
    ]
    (row,), mistakes = read_rates((HEAD + GOOD).encode("utf-8-sig"), **given)
    assert (row.price, mistakes) == (Decimal("34.50"), [])


@pytest.mark.django_db
def test_rates_are_loaded_once_and_end_where_the_next_begin(tmp_path, capsys):
    file = tmp_path / "rates.csv"

    def load(*lines):
        file.write_text(HEAD + "".join(lines), encoding="utf-8")
        call_command("load_rates", str(file))
        return capsys.readouterr().out.strip()

    open_end = GOOD.replace("2018-12-31", "")
    assert load(open_end) == "added 1, ended 0"
    assert load(open_end) == "added 0, ended 0"
    later = GOOD.replace("2018-01-01", "2019-01-01").replace("2018-12-31", "").replace("34,50", "36")
    with pytest.raises(CommandError, match="line 2: the days overlap those of a rate from 2018-01-01"):
        load(later)
    assert load(GOOD, later) == "added 1, ended 1"
    assert [(str(each.price), str(each.ends_on)) for each in Rate.objects.order_by("starts_on")] == [
        ("34.50", "2018-12-31"),
        ("36.00", "None"),
    ]
    with pytest.raises(CommandError, match="No such file"):
        call_command("load_rates", str(tmp_path / "none.csv"))
