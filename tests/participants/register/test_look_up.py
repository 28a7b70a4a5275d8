"""Looking a number up while registering: within what the user may see, and silent about protected people."""

import re
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AccessLogEntry
from participants.register.actions import look_up
from tests.factories import VASTERVIK, MembershipFactory, ParticipationFactory, SpellFactory
from tests.numbers import nth_number
from tests.participants.register.test_registration import NUMBER, PAGE, answers

CHECK = PAGE + "check/"
UNKNOWN, PROTECTED, LEFT = nth_number(11), nth_number(13), nth_number(15)
KNOWN = "Känd i portalen. Kontakta projektledaren för"
NAMED = {"given_name": "Hemlig", "family_name": "Hemligsson"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(date(2020, 3, 31), tick=False):
        yield


@pytest.fixture
def case_worker(cast, sign_in):
    return sign_in(cast.case_worker)


def check(client, number, **changes):
    return client.post(CHECK, {"personal_identity_number": number, **changes})


def entries(user):
    found = AccessLogEntry.objects.filter(actor=user, purpose="look_up").order_by("pk")
    return [(each.project.slug, each.subjects) for each in found]


def test_what_the_user_may_see_is_filled_in(cast, case_worker):
    MembershipFactory(user=cast.case_worker, project=cast.other_project)
    there = ParticipationFactory(
        project=cast.other_project, person__number=NUMBER, **NAMED, education_level=4
    )
    typed = {"given_name": "Eget", "family_name": "", "education_level": ""}

    page = case_worker.post(PAGE, answers(**typed, then="look_up"))
    found = check(case_worker, NUMBER, **typed)

    assert 'value="Hemligsson"' in page.text
    assert 'value="Eget"' in page.text
    assert page.context["form"]["education_level"].value() == "4"
    assert not page.context["form"].errors
    assert 'data-fills="family_name" value="Hemligsson"' in found.text
    assert 'data-fills="given_name"' not in found.text
    assert there.get_absolute_url() in found.text
    assert entries(cast.case_worker) == 2 * [("samverkan", []), ("annat", [there.pk])]


def test_of_a_person_elsewhere_only_the_project_is_named(cast, case_worker):
    there = ParticipationFactory(project=cast.other_project, person__number=NUMBER, **NAMED)

    found = check(case_worker, NUMBER)

    assert KNOWN in found.text
    assert cast.other_project.name in found.text
    assert not [text for text in (*NAMED.values(), str(there.public_id), "data-fills") if text in found.text]
    assert entries(cast.case_worker) == [("samverkan", []), ("annat", [there.pk])]
    # Not again for the next field, and the page forgets it with the number.
    mark = re.search(r'name="looked_up" value="(\w+)"', found.text)[1]
    assert 'id="look-up"' not in check(case_worker, NUMBER, looked_up=mark).text
    gone = check(case_worker, "", looked_up=mark)
    assert 'id="look-up"' in gone.text
    assert KNOWN not in gone.text
    assert len(entries(cast.case_worker)) == 2


@pytest.mark.parametrize("change", ["the person left", "the project is over"])
def test_only_taking_part_now_is_told(cast, case_worker, change):
    if change == "the person left":
        there = ParticipationFactory(project=cast.other_project, person__number=NUMBER, spell=None)
        SpellFactory(participation=there, left=True)
    else:
        ParticipationFactory(project=cast.other_project, person__number=NUMBER)
        type(cast.other_project).objects.filter(pk=cast.other_project.pk).update(ends_on=date(2020, 3, 30))

    assert KNOWN not in check(case_worker, NUMBER).text


def test_protected_people_are_as_unknown_as_any_number(cast, case_worker):
    # By the answer, the statements and the log; the user's own project has none of them.
    worker_elsewhere = MembershipFactory(
        user=cast.case_worker, project=cast.other_project, municipality_id=VASTERVIK
    )
    assert worker_elsewhere.project == cast.other_project
    for number in (PROTECTED, NUMBER):
        ParticipationFactory(
            project=cast.other_project,
            person__number=number,
            person__protection="confidentiality_mark" if number == PROTECTED else "none",
            spell__municipality_id=VASTERVIK if number == PROTECTED else "0882",
            **NAMED,
        )
    check(case_worker, nth_number(17))  # what a process reads once

    def asked(number):
        with CaptureQueriesContext(connection) as made:
            text = check(case_worker, number).text
        shape = [re.sub(r"'[^']*'|\d+", "?", each["sql"]) for each in made.captured_queries]
        shown = re.sub(r"man, född [^<]*|value=\"[^\"]{64,}\"", "", text)
        return shown, shape, entries(cast.case_worker)[-1]

    assert asked(PROTECTED) == asked(UNKNOWN)
    assert asked(NUMBER)[0] != asked(UNKNOWN)[0]  # positive control


def test_look_ups_are_limited(cast, case_worker, monkeypatch):
    ParticipationFactory(project=cast.other_project, person__number=NUMBER)
    monkeypatch.setattr(look_up, "LIMITS", ((look_up.timedelta(hours=1), 3),))
    with time_machine.travel(date(2020, 3, 30), tick=False):
        check(case_worker, UNKNOWN)

    found = [check(case_worker, number).text for number in (UNKNOWN, NUMBER, LEFT, NUMBER)]

    assert [KNOWN in text for text in found] == [False, True, False, False]
    assert ["slagit upp väldigt många nummer" in text for text in found] == [False, False, False, True]


def test_likely_doubles_are_offered_with_what_settles_them(cast, sign_in):
    there = ParticipationFactory(
        project=cast.project,
        given_name="Kristina",
        family_name="Andersson",
        person__birth_date=date(1971, 5, 2),
    )
    typed = answers(
        personal_identity_number="",
        without_number="on",
        sex="woman",
        given_name="Anderson",
        family_name="Christina",
        birth_date="1971-05-02",
    )
    leader = sign_in(cast.leader)

    asked = leader.post(PAGE, typed)

    assert list(asked.context["form"].errors) == ["is_another_person"]
    assert "Kristina Andersson" in asked.text
    for page in ("", "identity/"):
        assert f'href="{there.get_absolute_url()}{page}"' in asked.text
    assert leader.post(PAGE, {**typed, "is_another_person": "on"}).status_code == 302
    shown = leader.get(there.get_absolute_url())
    assert "liknande namn och födelsedatum" in shown.text
    for page in ("identity/", "void/", "merge/"):
        assert f'href="{there.get_absolute_url()}{page}"' in shown.text
