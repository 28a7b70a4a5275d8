"""Measurements on scales: what is recorded, what a person's page shows, and what a project's leader learns."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.database_access import user_scope
from participants.casework.worklist import read_waiting
from participants.plans import scale_files
from participants.plans.actions import choose_scale
from participants.plans.models import Measurement, ProjectScale
from participants.register.actions import ActionRefused
from participants.register.models import Participation
from tests.factories import (
    OSKARSHAMN,
    MeasurementFactory,
    ParticipationFactory,
    ProjectScaleFactory,
)
from tests.participants.plans.test_plan import address, day
from tests.reporting.indicators.reference import months_later
from tests.sample_objects import merge_of

pytestmark = pytest.mark.django_db

LICENSED = """
code = "licensed"
version = 1
owner = "Ett bolag"
licence = "agreement"
name = {sv = "Köpt skala", en = "Bought scale"}
[[questions]]
key = "a"
sv = {text = "Fråga", anchors = ["1", "2", "3", "4", "5"]}
en = {text = "Question", anchors = ["1", "2", "3", "4", "5"]}
"""


@pytest.fixture
def person(cast):
    return ParticipationFactory(
        project=cast.project, spell__municipality_id=OSKARSHAMN, spell__entry_date=day(-200)
    )


@pytest.fixture
def used(cast):
    return ProjectScaleFactory(project=cast.project)


def answer(client, person, answered_by="participant", **answers):
    path = address(person, "measure", "own", answered_by)
    number = client.get(path).text.split('name="form-number" value="')[1].split('"')[0]
    sent = {"occasion": "start", "measured_on": day(0), "form-number": number}
    first, _again = (client.post(path, {**sent, **answers}) for _twice in range(2))
    return first


def test_a_refused_answer_is_not_an_empty_one(cast, sign_in, person, used):
    client = sign_in(cast.case_worker)
    assert answer(client, person).status_code == 200  # no answer at all
    assert answer(client, person, q_health="11").status_code == 200
    assert answer(client, person, q_health="0", q_search="refused").status_code == 302
    measurement = Measurement.objects.get()  # sent twice, made once
    assert measurement.answers == {"health": 0, "search": "refused"}
    rows = {
        row.text: row.cells for row in client.get(address(person, "measurements")).context["tables"][0].rows
    }
    assert rows["Jag klarar av att arbeta trots hur jag mår"] == ["0"]
    assert rows["Jag söker arbete"] == ["vill inte"]
    assert rows["Min vardag fungerar"] == ["–"]


def test_the_case_workers_belief_is_not_shown_to_the_leader(cast, sign_in, person, used):
    worker = sign_in(cast.case_worker)
    assert answer(worker, person, "participant", q_worker_belief="3").status_code == 200  # asked of the other
    assert answer(worker, person, "case_worker", q_worker_belief="3").status_code == 302
    belief = "Jag som handläggare tror"
    assert belief in worker.get(address(person, "measurements")).text
    assert belief not in sign_in(cast.leader).get(address(person, "measurements")).text


def test_a_scale_with_a_licence_needs_the_agreements_number(cast):
    scale = scale_files.parse(LICENSED)
    with pytest.raises(ActionRefused):
        choose_scale(cast.project, scale, is_used=True, agreement_number=" ", by=cast.leader)
    choose_scale(cast.project, scale, is_used=True, agreement_number="A-1", by=cast.leader)
    assert ProjectScale.objects.get().agreement_number == "A-1"
    with pytest.raises(ValueError, match="has not a text for each"):
        scale_files.parse(LICENSED.replace('"4", "5"', '"4"'))


def test_the_leader_learns_the_change_of_five_and_not_of_four(cast, sign_in, used):
    people = ParticipationFactory.create_batch(10, project=cast.project, spell__municipality_id=OSKARSHAMN)
    for number, participation in enumerate(people[:5]):
        # The first is measured before a merge: the record that it became is counted.
        own = merge_of(participation, by=cast.leader).first if number == 0 else participation
        MeasurementFactory(participation=own, measured_on=day(-90), answers={"health": 4, "search": 5})
        # Changes: one down, one the same, three up.
        last = {"health": 4 + (-1, 0, 1, 2, 3)[number], "search": "refused" if number == 4 else 9}
        MeasurementFactory(participation=participation, answers=last)
    MeasurementFactory(participation=people[5], answers={"health": 9})  # once
    MeasurementFactory(
        participation=people[0], answers={"health": 0}, withdrawn_at=timezone.now(), withdrawal_reason="Fel"
    )
    page = sign_in(cast.leader).get(reverse("plans:progress", args=[cast.project.slug]))
    rows = {row.text: row.distance for row in page.context["tables"][0].rows if row.who == "deltagaren"}
    health = rows["Jag klarar av att arbeta trots hur jag mår"]
    assert (health.people, health.share, health.change_text, health.missing) == (5, 60, "+1,0", 50)
    assert not rows["Jag söker arbete"].is_shown


def test_my_day_asks_for_a_measurement_every_ninety_days(cast, person):
    def waiting():
        people = Participation.objects.filter(pk=person.pk)
        with user_scope(cast.case_worker):
            found = read_waiting(people, user=cast.case_worker, today=timezone.localdate())
        return [row.due for row in found if row.kind.key == "measurement"]

    assert waiting() == []  # the project does not measure
    ProjectScaleFactory(project=cast.project)
    assert waiting() == [day(-200 + 14)]
    MeasurementFactory(participation=person, measured_on=day(-84))
    assert waiting() == [day(6)]
    MeasurementFactory(participation=person, measured_on=day(-82))
    assert waiting() == []


def test_my_day_asks_at_the_end_and_six_months_later(cast, person, used):
    def waiting(left_on):
        person.spells.update(entry_date=day(-500), exit_date=left_on, exit_reason="completed")
        with user_scope(cast.case_worker):
            people = Participation.objects.filter(pk=person.pk)
            found = read_waiting(people, user=cast.case_worker, today=timezone.localdate())
        return [(row.due, row.detail) for row in found if row.kind.key == "measurement"]

    half_a_year_ago = months_later(day(0), -6)
    six_months = (months_later(half_a_year_ago, 6), "six_months")
    assert waiting(day(-10)) == waiting(half_a_year_ago) == [], "there is no answer to compare with"
    MeasurementFactory(participation=person, measured_on=day(-300))
    assert waiting(day(-10)) == [(day(-10), "exit")]
    assert waiting(day(-60)) == [(day(-60), "exit")]
    assert waiting(day(-61)) == []
    assert waiting(half_a_year_ago) == [six_months]
    assert waiting(half_a_year_ago - timedelta(75)) == []
    MeasurementFactory(participation=person, measured_on=half_a_year_ago)
    assert waiting(half_a_year_ago) == [six_months], "the answer at the end is not that of six months later"
    MeasurementFactory(participation=person, measured_on=day(-13))
    assert waiting(day(-10)) == waiting(half_a_year_ago) == []


def test_a_withdrawn_measurement_is_kept_and_no_longer_shown(cast, sign_in, person, used):
    measurement = MeasurementFactory(participation=person)
    client, path = sign_in(cast.case_worker), address(person, "withdraw_measurement", measurement.pk)
    version = client.get(path).context["form"].version_html().split('value="')[1].split('"')[0]
    assert client.post(path, {"reason": "Fel person", "version": version}).status_code == 302
    assert client.get(address(person, "measurements")).context["tables"][0].measurements == []
    measurement.refresh_from_db()
    assert measurement.withdrawal_reason == "Fel person"
    assert measurement.measured_on > timezone.localdate() - timedelta(2)
