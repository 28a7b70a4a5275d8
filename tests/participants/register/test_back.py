"""The browser's Back after a registration, an exit and a re-entry: the page says that it is done, by whom."""

import pytest
from django.urls import reverse

from participants.register.models import Participation, Spell
from tests.factories import ParticipationFactory, ProjectFactory
from tests.participants.register.test_races import ANSWERS

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


def test_a_registration_sent_again_says_who_registered_the_person(cast, leader):
    page = reverse("register:register", args=[cast.project.slug])
    assert leader.post(page, ANSWERS).status_code == 302
    again = leader.post(page, ANSWERS)
    assert again.status_code == 200
    assert "Registrerad av Lena Ledare" in again.text
    assert Participation.objects.get().get_absolute_url() in again.text


def test_the_person_of_another_project_is_not_told_of(cast, leader):
    ParticipationFactory(project=ProjectFactory(), person__number=ANSWERS["personal_identity_number"])
    check = reverse("register:check", args=[cast.project.slug])
    assert "Registrerad av" not in leader.post(check, ANSWERS).text


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_exit_sent_again_says_who_recorded_it(cast, leader, method):
    page = ParticipationFactory(project=cast.project).get_absolute_url() + "exit/"
    sent = {"exit_date": "2018-09-01", "exit_reason": "completed"}
    assert leader.post(page, sent).status_code == 302
    again = getattr(leader, method)(page, sent, follow=True)
    assert "Avslutet är redan registrerat: 1\xa0september\xa02018. Lena Ledare" in again.text
    assert "Det datumet gäller. Om det är fel, välj ”Rätta perioden”" in again.text
    assert Spell.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_reentry_sent_again_says_who_recorded_it(cast, leader, method):
    page = ParticipationFactory(project=cast.project, spell__left=True).get_absolute_url() + "reenter/"
    sent = {"entry_date": "2019-01-15", "municipality": "0882"}
    assert leader.post(page, sent).status_code == 302
    again = getattr(leader, method)(page, sent, follow=True)
    assert "Återkomsten är redan registrerad. Lena Ledare" in again.text
    assert Spell.objects.count() == 2
