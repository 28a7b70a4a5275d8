"""Reports to hand in, in project files."""

from datetime import date

import pytest
from django.utils import translation

from projects.actions import load_project
from projects.models import ReportDuty
from projects.project_files.parser import parse

pytestmark = pytest.mark.django_db
FACTS = """
slug = "nya-vagar"
name = "Nya vägar"
programme_period = "2021-2027"
region = "Mellersta Norrland"
starts_on = 2023-09-01
ends_on = 2026-08-31
owner_is_published = false
"""
DUTY = """
[[report_duties]]
kind = "quarterly"
starts_on = 2024-01-01
ends_on = 2024-03-31
due_on = 2024-04-30
terms = "Punkt 4"
terms_en = "Point 4"
"""


def load(text):
    file, errors = parse(text.encode())
    assert errors == []
    return load_project(file)


def stored():
    return list(ReportDuty.objects.values_list("kind", "starts_on", "ends_on", "due_on", "terms", "terms_en"))


def test_they_are_added_changed_and_removed():
    load(FACTS + DUTY)
    first = ("quarterly", date(2024, 1, 1), date(2024, 3, 31), date(2024, 4, 30), "Punkt 4", "Point 4")
    assert stored() == [first]
    assert not load(FACTS + DUTY).changed
    load(FACTS + DUTY.replace("04-30", "05-31"))
    assert stored() == [(*first[:3], date(2024, 5, 31), "Punkt 4", "Point 4")]
    load(FACTS + DUTY.replace("quarterly", "final"))
    assert stored() == [("final", *first[1:])]


def test_a_file_without_any_leaves_those_of_the_portal():
    load(FACTS + DUTY)
    assert not load(FACTS).changed
    assert len(stored()) == 1


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("quarterly", "progress", 'report_duties[0].kind: "progress" is not a report of 2021-2027; there is'),
        ("quarterly", "yearly", 'report_duties[0].kind: "yearly" is not one of'),
        ("2024-04-30", "2024-03-30", "report_duties[0].due_on: is before ends_on"),
        ("2024-03-31", "2023-12-31", "report_duties[0].ends_on: is before starts_on"),
        ("2024-01-01", "2023-01-01", "report_duties[0].starts_on: is before the project's starts_on"),
        ("due_on = 2024-04-30", "", "report_duties[0].due_on: has to be stated"),
    ],
)
def test_mistakes_are_explained(old, new, error):
    with translation.override("en"):
        file, errors = parse((FACTS + DUTY.replace(old, new)).encode())
    assert file is None
    assert any(str(each).startswith(error) for each in errors), errors


def test_one_is_there_once():
    _file, errors = parse((FACTS + DUTY * 2).encode())
    assert [each.key for each in errors] == ["report_duties[1].kind"]
