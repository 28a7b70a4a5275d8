"""Rows, rules and changes of an export by cut-off date, without a database."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.indicators.frameworks import for_period
from reporting.programme.cutoffs.content import (
    breaches_of,
    category_of,
    changes_of,
    groups_of,
    lacking_facts,
    place_of,
    rows_of,
)
from tests.sizes import size

FRAMEWORK = for_period("2021-2027")
CODES = [indicator.code for indicator in (*FRAMEWORK.indicators, *FRAMEWORK.hidden)]


def project(slug="p", objective="ESO4.1", priority="A", cci="2021SE05SFPR001", **figures):
    zeros = {code: [0] if code in ("EECO18", "EECO19") else [0, 0] for code in CODES}
    place = {"cci": cci, "priority": priority, "objective": objective, "category": "more developed"}
    return {
        "slug": slug,
        **place,
        "figures": zeros | {code.replace("_", "+"): n for code, n in figures.items()},
    }


def content(*projects):
    return {"projects": list(projects), "people": [0, 0]}


def five_unemployed(**changed):
    codes = ("EECO01", "EECO02", "EECO02_04", "EECO02_05", "EECO02_04_05", "EECO10", "EECO10_11")
    same = {code: [3, 2] for code in codes}
    return project(**{**same, **changed})


def test_figures_in_order_break_no_rule_and_zeros_are_rows():
    found = content(five_unemployed(), project("q", priority="B"))
    assert breaches_of(found, FRAMEWORK) == []
    rows = list(rows_of(found, FRAMEWORK))
    # Each place has a row of each indicator and gender; the portal's own total of all records has none.
    assert len(rows) == 2 * (3 * (len(CODES) - 3) + 2)
    assert {row.value for row in rows if row.place.priority == "B"} == {0}
    values = {row[1:3]: row.value for row in rows if row.place.priority == "A"}
    assert [values["EECO02", gender] for gender in ("women", "men", "total")] == [3, 2, 5]
    assert [gender for code, gender in values if code == "EECO18"] == ["total"]


def test_each_broken_rule_is_listed_with_both_numbers():
    reserved = five_unemployed(EECO02_04=[3, 1])
    broken = {(each.rule, each.gender): each.numbers for each in breaches_of(content(reserved), FRAMEWORK)}
    assert broken == {
        ("V-A37", "men"): "EECO02+04 = 1, EECO02 + EECO04 = 2",
        ("V-A37", "total"): "EECO02+04 = 4, EECO02 + EECO04 = 5",
    }
    results = five_unemployed(EECR01=[1, 0])  # none was inactive: table 10
    assert ("V-A42", "women") in {
        (each.rule, each.gender) for each in breaches_of(content(results), FRAMEWORK)
    }


def test_groups_hide_no_breach_of_another_place():
    right, wrong = five_unemployed(), project("q", priority="B", EECO03=[0, 1])
    assert {each.place.priority for each in breaches_of(content(right, wrong), FRAMEWORK)} == {"B"}


def test_objective_l_has_the_ages_and_the_total_only():
    found = content(project(objective="ESO4.12", EECO01=[4, 0]))
    assert breaches_of(found, FRAMEWORK) == []
    codes = {row.code for row in rows_of(found, FRAMEWORK)}
    assert {"EECO01", "EECO06", "EECO12", "EECR01"} <= codes
    assert not codes & {"EECO02", "EECO05", "EECO11", "EECO02+04", "EECO10+11"}


def test_what_fell_and_which_projects_changed():
    before = content(five_unemployed(), project("gone"), project("q", EECO06=[1, 1]))
    now = content(five_unemployed(EECO03=[1, 0]), project("new"), project("q", priority="B", EECO06=[1, 0]))
    falls = [each for each in breaches_of(now, FRAMEWORK, before) if each.rule == "V-A62"]
    assert ("EECO06: 2 → 0", False) in {(each.numbers, each.is_error) for each in falls}
    changes = {change.slug: change for change in changes_of(now, before)}
    assert list(changes) == ["q", "gone", "new", "p"]
    assert changes["q"].has_moved
    assert [(f.code, f.before, f.now) for f in changes["p"].figures] == [("EECO03", 0, 1)]
    assert changes_of(now, now) == []
    assert lacking_facts(content(project(cci="", objective=""))) == [("p", ["cci", "objective"])]


def test_the_category_of_a_region():
    assert category_of("2021-2027", "norra_mellansverige") == "transition"
    assert category_of("2014-2020", "norra_mellansverige") == "more developed"
    assert category_of("2021-2027", "stockholm") == "more developed"


@settings(max_examples=size(25, 300), deadline=None)
@given(
    st.lists(
        st.builds(
            project,
            slug=st.uuids().map(str),
            priority=st.sampled_from("ABC"),
            objective=st.sampled_from(["ESO4.1", "ESO4.12", ""]),
            EECO01=st.tuples(st.integers(0, 9), st.integers(0, 9)).map(list),
            EECO18=st.integers(0, 3).map(lambda number: [number]),
        ),
        max_size=6,
    )
)
def test_places_add_up_to_their_projects(projects):
    found = content(*projects)
    rows = {row[:3]: row.value for row in rows_of(found, FRAMEWORK)}
    for group in groups_of(found):
        own = [each["figures"] for each in projects if place_of(each) == group.place]
        assert rows[group.place, "EECO01", "women"] == sum(each["EECO01"][0] for each in own)
        assert rows[group.place, "EECO01", "total"] == sum(sum(each["EECO01"]) for each in own)
        assert rows[group.place, "EECO18", "total"] == sum(each["EECO18"][0] for each in own)
    assert sum(group.projects for group in groups_of(found)) == len(projects)
