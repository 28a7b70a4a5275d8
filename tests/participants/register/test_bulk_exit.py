"""The leader records the ends of several people at once: all of them, or none."""

import html
from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.audit.models import AuditEntry
from accounts.models import AccessLogEntry
from esfportal.ui.formats import date_text
from participants.register.models import Spell, SpellHistory
from tests.factories import OSKARSHAMN, ParticipationFactory, SpellFactory

pytestmark = pytest.mark.django_db
ENTRY, DAY = date(2019, 1, 10), "2019-06-28"


@pytest.fixture
def people(cast):
    return [add(cast, name) for name in ("Adamsson", "Bengtsson", "Claesson")]


def add(cast, name, **person):
    participation = ParticipationFactory(
        project=cast.project, given_name="Prov", family_name=name, spell=None, **person
    )
    SpellFactory(participation=participation, entry_date=ENTRY, municipality_id=OSKARSHAMN)
    return participation


@pytest.fixture
def address(cast):
    return reverse("register:bulk_exit", args=[cast.project.slug])


def key(participation):
    spell = participation.spells.get()
    return f"{spell.pk}:{spell.entry_date.isoformat()}"


def given(chosen, day=DAY, **more):
    answers = {"people": [key(person) for person in chosen], "exit_date": day, "exit_reason": "completed"}
    return answers | {"confirmed": [f"bulk-{len(chosen)}"]} | more


def open_names():
    spells = Spell.objects.filter(exit_date=None).order_by("participation__family_name")
    return [spell.participation.family_name for spell in spells]


def test_everyone_chosen_gets_the_end(cast, sign_in, people, address):
    client = sign_in(cast.leader)
    page = client.get(address)
    assert [name in page.text for name in ("Adamsson", "Bengtsson", "Claesson")] == [True] * 3
    assert AccessLogEntry.objects.filter(kind="listed", actor=cast.leader).exists()

    alike = {"work_at_exit": "subsidised", "income_1_at_exit": "wage", "extent_1_at_exit": "100"}
    refused = client.post(address, given(people[:2], work_at_exit="none", work_hours_at_exit="20"))
    assert set(refused.context["form"].errors) == {"work_hours_at_exit"}
    assert client.post(address, given(people[:2], **alike)).status_code == 302
    assert open_names() == ["Claesson"]
    ended = Spell.objects.filter(exit_date=date(2019, 6, 28), exit_reason="completed")
    answers = ("work_at_exit", "work_hours_at_exit", "study_at_exit", "incomes_at_exit")
    assert [*ended.values_list(*answers)] == [("subsidised", None, "", ["wage"])] * 2
    assert ended.count() == 2
    assert AuditEntry.objects.filter(action="exit_recorded").count() == 2
    assert SpellHistory.objects.filter(pgh_label="update").count() == 2


def test_each_person_is_named_in_the_readers_language(cast, sign_in, people, address):
    spell = people[0].spells.get()
    cast.intervention.name_en = "The weaving room"
    cast.intervention.save()
    spell.intervention = cast.intervention
    spell.save()
    client = sign_in(cast.leader)
    for language, name in (("sv", cast.intervention.name), ("en", "The weaving room")):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        page = html.unescape(client.get(address).text)
        assert f", {name}" in page
        assert date_text(spell.entry_date, language) in page


def test_the_number_is_asked_about(cast, sign_in, people, address):
    page = sign_in(cast.leader).post(address, given(people, confirmed=[]))
    assert page.status_code == 200
    assert "3" in str(page.context["form"].warnings[0].message)
    assert len(open_names()) == 3


def test_an_end_after_the_project_is_asked_about(cast, sign_in, people, address):
    cast.project.ends_on = date(2019, 3, 1)
    cast.project.save()
    client = sign_in(cast.leader)
    assert client.post(address, given(people)).status_code == 200
    assert len(open_names()) == 3
    assert client.post(address, given(people, confirmed=["bulk-3", "exit_after_project"])).status_code == 302


def test_one_wrong_date_saves_nothing_and_names_the_person(cast, sign_in, people, address):
    Spell.objects.filter(participation=people[1]).update(entry_date=date(2019, 7, 1))
    page = sign_in(cast.leader).post(address, given(people))
    assert page.status_code == 200
    assert "Prov Bengtsson" in str(page.context["form"].errors["exit_date"])
    assert len(open_names()) == 3


def test_someone_who_was_ended_meanwhile_stops_the_whole(cast, sign_in, people, address):
    answers = given(people)
    Spell.objects.filter(participation=people[0]).update(exit_date=date(2019, 2, 1), exit_reason="moved")
    page = sign_in(cast.leader).post(address, answers)
    assert page.status_code == 200
    assert page.context["form"].errors["people"]
    assert open_names() == ["Bengtsson", "Claesson"]


def test_protected_people_are_not_listed(cast, sign_in, people, address):
    hidden = add(cast, "Hemligsson", person__protection="protected_registration")
    client = sign_in(cast.leader)
    assert "Hemligsson" not in client.get(address).text
    assert client.post(address, given([hidden])).status_code == 200
    assert "Hemligsson" in open_names()


def test_only_the_leader_of_the_whole_project_may(cast, sign_in, people, address):
    assert sign_in(cast.case_worker).get(address).status_code == 403
    assert sign_in(cast.stranger).get(address).status_code == 404
    page = sign_in(cast.leader).get(reverse("register:list", args=[cast.project.slug]))
    assert address in page.text
