"""Days and places of phases and interventions are within the project's, as in the project file."""

from datetime import date

import pytest

from tests.factories import OSKARSHAMN
from tests.projects.test_editing import add, text, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


@pytest.mark.parametrize(
    ("item_type", "facts"), [("phases", {"kind": "closing"}), ("interventions", {"name": "Ny väg"})]
)
@pytest.mark.parametrize(
    ("days", "field", "message"),
    [
        (
            ("2017-08-31", "2018-01-31"),
            "starts_on",
            "Dagen ligger före projektets start, 1\xa0september\xa02017.",
        ),
        (
            ("2018-01-01", "2020-12-01"),
            "ends_on",
            "Dagen ligger efter projektets slut, 30\xa0november\xa02020.",
        ),
        (("2021-01-01", ""), "starts_on", "Dagen ligger efter projektets slut, 30\xa0november\xa02020."),
        (("", "2017-01-01"), "ends_on", "Dagen ligger före projektets start, 1\xa0september\xa02017."),
    ],
)
def test_a_day_outside_the_project_is_refused(cast, leader, item_type, facts, days, field, message):
    before = getattr(cast.project, item_type).count()
    given = facts | dict(zip(("starts_on", "ends_on"), days, strict=True))
    answer = leader.post(url("add_row", cast.project, item_type), given)
    assert answer.context["form"].errors == {field: [message]}
    assert getattr(cast.project, item_type).count() == before


def test_the_first_and_the_last_day_are_within(cast, leader):
    given = {"kind": "closing", "starts_on": "2017-09-01", "ends_on": "2020-11-30"}
    assert leader.post(url("add_row", cast.project, "phases"), given).status_code == 302


def test_the_project_is_not_made_shorter_than_its_phases(cast, leader):
    cast.project.phases.create(kind="closing", starts_on=date(2018, 1, 1), ends_on=date(2020, 11, 30))
    page = leader.get(url("edit", cast.project))
    given = {name: value for name, value in page.context["form"].initial.items() if value is not None}
    given |= {"starts_on": "2018-02-01", "ends_on": "2020-10-31"}
    errors = leader.post(url("edit", cast.project), given).context["form"].errors
    assert errors["starts_on"] == ["Faser börjar tidigare, 1\xa0januari\xa02018. Ändra dem först."]
    assert errors["ends_on"] == ["Faser varar längre, till 30\xa0november\xa02020. Ändra dem först."]
    cast.project.refresh_from_db()
    assert cast.project.starts_on == date(2017, 9, 1)


def test_an_intervention_is_in_a_municipality_of_the_project(cast, leader):
    outside = add(leader, cast.project, "interventions", name="Utanför", municipality="0180")
    assert outside.context["form"].errors["municipality"]
    placed = cast.project.project_municipalities.get(municipality=OSKARSHAMN)
    add(leader, cast.project, "interventions", name="Inom", municipality=OSKARSHAMN)
    assert cast.project.interventions.filter(municipality=OSKARSHAMN).exists()
    answer = leader.post(url("remove_row", cast.project, "municipalities", placed.pk), follow=True)
    assert "Oskarshamn kan inte tas bort, eftersom annat hör till den: 2 insatser." in text(answer)
    assert cast.project.project_municipalities.filter(pk=placed.pk).exists()
