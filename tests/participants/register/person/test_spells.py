"""Exit, re-entry and corrections of a period through the pages."""

from datetime import date

import pytest

from accounts.audit.models import AuditEntry
from participants.register.models import Participation
from tests.factories import (
    VASTERVIK,
    SpellFactory,
)
from tests.participants.register.person.pages import audit_actions, errors, page

pytestmark = pytest.mark.django_db


# The end


def test_an_end_is_recorded_with_its_reason(cast, client, taking_part):
    response = client.post(page(taking_part, "exit/"), {"exit_date": "2019-03-31", "exit_reason": "moved"})

    assert response["Location"] == taking_part.get_absolute_url()
    spell = taking_part.spells.get()
    assert (spell.exit_date, spell.exit_reason) == (date(2019, 3, 31), "moved")
    assert audit_actions(taking_part) == ["exit_recorded"]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"exit_date": "2018-02-28", "exit_reason": "moved"}, "exit_date"),
        ({"exit_date": "2019-04-01", "exit_reason": "moved"}, "exit_date"),
        ({"exit_date": "2018-09-01"}, "exit_reason"),
        ({"exit_reason": "moved"}, "exit_date"),
        ({"exit_date": "2018-09-01", "exit_reason": "tired"}, "exit_reason"),
    ],
)
def test_an_invalid_end_is_refused(client, taking_part, data, field):
    assert list(errors(client.post(page(taking_part, "exit/"), data))) == [field]
    assert taking_part.spells.get().exit_date is None


def test_an_end_is_not_recorded_twice(client, left):
    response = client.post(
        page(left, "exit/"), {"exit_date": "2019-01-01", "exit_reason": "moved"}, follow=True
    )
    assert "Avslutet är redan registrerat: 1\xa0september\xa02018." in response.text
    assert left.spells.get().exit_date == date(2018, 9, 1)


# Coming back


def test_a_re_entry_adds_a_spell_and_keeps_the_entry_record(cast, client, left):
    before = Participation.objects.filter(pk=left.pk).values().get()

    client.post(page(left, "reenter/"), {"entry_date": "2018-10-01", "municipality": "0882"})

    assert [spell.entry_date for spell in left.spells.order_by("entry_date")] == [
        date(2018, 3, 1),
        date(2018, 10, 1),
    ]
    assert Participation.objects.filter(pk=left.pk).values().get() == before
    assert audit_actions(left) == ["reentered"]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"entry_date": "2018-09-01"}, "entry_date"),  # the day of the end belongs to the first spell
        ({"entry_date": "2018-05-01"}, "entry_date"),
        ({"entry_date": "2017-10-01"}, "entry_date"),  # before what is there: would change the first entry
        ({"entry_date": "2019-04-01"}, "entry_date"),
        ({"entry_date": ""}, "entry_date"),
        ({"municipality": VASTERVIK}, "municipality"),
    ],
)
def test_an_invalid_re_entry_is_refused(client, left, data, field):
    response = client.post(
        page(left, "reenter/"), {"entry_date": "2018-10-01", "municipality": "0882", **data}
    )
    assert list(errors(response)) == [field]
    assert left.spells.count() == 1


def test_the_end_is_corrected_from_where_it_is_shown(client, left):
    ended = next(
        entry
        for entry in client.get(left.get_absolute_url()).context["timeline"]
        if entry.date == date(2018, 9, 1)
    )
    assert ended.url == page(left, f"spells/{left.spells.get().pk}/")
    assert ended.url_label == "Rätta eller ta bort avslutet"


def test_an_overlap_gives_a_message(client, left):
    response = client.post(page(left, "reenter/"), {"entry_date": "2018-09-01", "municipality": "0882"})
    assert "Datumen går in i en annan period för samma person." in response.text


def test_a_participant_who_has_not_left_cannot_re_enter(client, taking_part):
    response = client.get(page(taking_part, "reenter/"), follow=True)
    assert "registrera avslutet först" in response.text


# Correcting a period


def test_a_corrected_period_audits_field_names_only(client, left):
    spell = left.spells.get()
    data = {
        "entry_date": "2018-02-01",
        "municipality": "0882",
        "exit_date": "2018-09-15",
        "exit_reason": "other",
        "reason": "Fel i listan",
    }

    client.post(page(left, f"spells/{spell.pk}/"), data)

    spell.refresh_from_db()
    assert (spell.entry_date, spell.exit_date, spell.exit_reason) == (
        date(2018, 2, 1),
        date(2018, 9, 15),
        "other",
    )
    entry = AuditEntry.objects.about(left).get(action="spell_corrected")
    assert entry.details == {
        "spell": spell.pk,
        "fields": ["entry_date", "exit_date", "exit_reason"],
        "reason": "Fel i listan",
    }


def test_a_corrected_period_must_not_overlap_another(client, left):
    second = SpellFactory(participation=left, entry_date=date(2018, 10, 1))
    data = {"entry_date": "2018-08-01", "municipality": "0882", "reason": "Fel dag"}

    response = client.post(page(left, f"spells/{second.pk}/"), data)

    assert list(errors(response)) == ["entry_date"]


@pytest.mark.parametrize("data", [{"exit_date": "2018-09-15"}, {"exit_reason": "moved"}, {"entry_date": "x"}])
def test_an_invalid_correction_is_refused(client, left, data):
    spell = left.spells.get()
    base = {"entry_date": "2018-02-01", "municipality": "0882", "exit_date": "", "exit_reason": ""}
    assert errors(client.post(page(left, f"spells/{spell.pk}/"), {**base, **data}))


def test_a_period_is_corrected_by_members_of_its_municipality(cast, client, sign_in, left):
    there = SpellFactory(participation=left, entry_date=date(2018, 10, 1), municipality_id=VASTERVIK)
    assert client.get(page(left, f"spells/{there.pk}/")).status_code == 403
    assert sign_in(cast.colleague).get(page(left, f"spells/{there.pk}/")).status_code == 200


def test_another_persons_period_is_not_found_here(cast, client, left, taking_part):
    assert client.get(page(left, f"spells/{taking_part.spells.get().pk}/")).status_code == 404
