"""Path of a target: its arithmetic, the form and the project file."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.audit.models import AuditEntry
from projects.models import Project, Target
from projects.target_path import Mistake, Point, mistakes, planned, points_from, stored
from tests.factories import TargetFactory
from tests.projects.test_editing import EXAMPLES, url
from tests.projects.test_project_file import SMALLEST, TARGET, parse

START = date(2024, 1, 1)
steps = st.lists(st.tuples(st.integers(1, 200), st.integers(0, 200)), max_size=6)


def path_of(steps):
    """Return points that rise, their goal and the project's last day."""
    day, number, points = START - timedelta(1), 0, []
    for days, people in steps:
        day, number = day + timedelta(days), number + people
        points.append(Point(day, number))
    return points, Fraction(number + 7), day + timedelta(30)


@settings(max_examples=40)
@given(steps=steps, offset=st.integers(-40, 1400))
def test_a_path_rises_through_its_points_to_the_goal(steps, offset):
    points, goal, end = path_of(steps)
    assert list(mistakes(points, goal=goal, start=START, end=end)) == []
    assert points_from(stored(points)) == points
    day = START + timedelta(offset)
    before, by_day = (planned(goal, START, end, each, points) for each in (day - timedelta(1), day))
    assert 0 <= before <= by_day <= goal
    assert planned(goal, START, end, START - timedelta(1), points) == 0
    for point in (*points, Point(end, int(goal))):
        assert planned(goal, START, end, point.day, points) == point.number


@given(value=st.decimals(0, 10_000, places=2), days=st.integers(1, 3000), passed=st.integers(-9, 3100))
def test_without_points_it_is_straight(value, days, passed):
    project = Project(starts_on=START, ends_on=START + timedelta(days - 1))
    target = Target(project=project, unit="number", comparison="at_least", value=value)
    by_day = target.planned_by(START + timedelta(passed - 1))
    assert by_day == Fraction(value) * min(max(passed, 0), days) / days
    target.comparison = "at_most"
    assert target.planned_by(START) is None
    project.ends_on = None
    assert target.planned_by(START) is None


@settings(max_examples=40)
@given(steps=steps, earlier=st.integers(1, 400), lower=st.integers(0, 300))
def test_a_path_keeps_to_days_and_a_goal_that_were_changed_later(steps, earlier, lower):
    points, goal, end = path_of(steps)
    end, goal = max(START, end - timedelta(earlier)), max(Fraction(0), goal - lower)
    values = [planned(goal, START, end, START + timedelta(n), points) for n in range(0, 1400, 50)]
    assert values == sorted(values)
    assert values[-1] == goal or end > START + timedelta(1350)


def test_points_that_are_on_no_path_are_found():
    points = [Point(date(2023, 12, 31), 1), Point(date(2024, 3, 1), 9), Point(date(2024, 3, 1), 10)]
    points += [Point(date(2024, 4, 1), 3), Point(date(2024, 5, 1), 99), Point(date(2024, 12, 31), 99)]
    found = list(mistakes(points, goal=Decimal(20), start=START, end=date(2024, 12, 31)))
    assert found == [
        (0, Mistake.OUTSIDE),
        (2, Mistake.NOT_LATER),
        (3, Mistake.FEWER),
        (4, Mistake.ABOVE_GOAL),
        (5, Mistake.OUTSIDE),
    ]


@pytest.mark.django_db
def test_a_leader_plans_a_path(cast, sign_in):
    client, target = sign_in(cast.leader), TargetFactory(project=cast.project, value=100)
    address = url("change_row", cast.project, "targets", target.pk)

    def send(path, **more):
        return client.post(address, {**EXAMPLES["targets"], "value": "100", "path": path, **more})

    for path, more, said in (
        ("2018-06-30", {}, "Rad 1: skriv en dag och ett antal"),
        ("2018-06-30 4\n\n2018-02-30 5", {}, "Rad 2: den dagen finns inte."),
        ("2018-06-30 4\n2018-06-30 5", {}, "Rad 2: dagen är inte senare"),
        ("2018-06-30 101", {}, "Rad 1: antalet är högre än målet."),
        ("2018-06-30 40", {"comparison": "at_most"}, "En planerad takt gäller ett antal som växer."),
        ("2018-06-30 4\n" * 61, {}, "Högst 60 rader får plats."),
    ):
        page = send(path, **more).text
        assert said in page
        assert path.splitlines()[0] in page  # nothing typed is lost

    send("30 juni 2018: 40\n2019-06-30\t80")
    target.refresh_from_db()
    assert (target.path, target.path_planned_on) == (["2018-06-30 40", "2019-06-30 80"], timezone.localdate())
    assert AuditEntry.objects.get(action="target_changed").details["fields"][-1] == "path"
    page = client.get(address).context["form"]
    assert page["path"].value() == "2018-06-30 40\n2019-06-30 80"
    assert "planerad takt från inte angivet till 2018-06-30 40, 2019-06-30 80" in history(
        client, cast.project
    )
    send("2018-06-30 40\n2019-06-30 80", path_planned_on="2018-01-15")
    target.refresh_from_db()
    assert target.path_planned_on == date(2018, 1, 15)

    days = {name: str(getattr(cast.project, name)) for name in ("starts_on", "ends_on")}
    shorter = client.post(url("edit", cast.project), days | {"ends_on": "2019-01-01"}).context["form"]
    assert "Målens planerade takt varar längre" in shorter.errors["ends_on"][0]

    send("2018-06-30 40", unit="share")
    target.refresh_from_db()
    assert (target.unit, target.path, target.path_planned_on) == ("share", [], None)


def history(client, project):
    return client.get(url("changes", project)).text.replace("\u2068", "").replace("\u2069", "")


PATH = "path = [{{ day = {}, number = {} }}, {{ day = 2018-12-31, number = 5 }}]\n"
PLANNED = "path_planned_on = 2018-01-15\n"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (PATH.format("2018-06-30", 2) + PLANNED, []),
        (PATH.format("2018-06-30", 2), ["targets[0].path_planned_on"]),
        (PLANNED, ["targets[0].path_planned_on"]),
        (PATH.format("2019-06-30", 2) + PLANNED, ["targets[0].path[1]"]),
        (PATH.format("2017-06-30", 6) + PLANNED, ["targets[0].path[0]", "targets[0].path[1]"]),
        (PATH.format("'soon'", 2) + PLANNED, ["targets[0].path[0]"]),
        ("path = [3]\n" + PLANNED, ["targets[0].path[0]"]),
        (PATH.format("2018-06-30", 2).replace("path", "comparison = 'at_most'\npath") + PLANNED, None),
    ],
)
def test_a_path_in_a_project_file(text, keys):
    facts = SMALLEST + "starts_on = 2018-01-01\nends_on = 2019-12-31\n"
    target = f"[[targets]]\n{TARGET}unit = 'number'\nvalue = 6\n"
    if keys is None:
        target, keys = target.replace("comparison = 'at_least'\n", ""), ["targets[0].path"]
    file, errors = parse(f"{facts}{target}{text}".encode())
    assert [error.key for error in errors] == keys
    if file:
        assert file.lists["targets"][0]["path"] == ["2018-06-30 2", "2018-12-31 5"]
