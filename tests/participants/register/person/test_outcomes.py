"""Recording, correcting and withdrawing outcomes through the pages."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from participants.register.models import OutcomeEvent
from tests.factories import (
    OutcomeEventFactory,
    ParticipationFactory,
)
from tests.participants.register.person.pages import audit_actions, errors, page

pytestmark = pytest.mark.django_db


def test_an_outcome_is_recorded_with_its_evidence(cast, client, left):
    data = {"kind": "employment", "date": "2018-09-29", "evidence": "Anställningsavtal"}

    client.post(page(left, "outcomes/new/"), data)

    outcome = left.outcomes.get()
    assert (outcome.kind, outcome.happened_on, outcome.evidence) == (
        "employment",
        date(2018, 9, 29),
        "Anställningsavtal",
    )
    assert outcome.recorded_by == cast.case_worker
    assert audit_actions(left) == ["outcome_recorded"]


def test_every_kind_can_be_chosen_in_exactly_one_group(client, left):
    response = client.get(page(left, "outcomes/new/"))
    for kind in OutcomeEvent.Kind:
        assert response.text.count(f'value="{kind}"') == 1


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "lottery"}, "kind"),
        ({"date": ""}, "date"),
        ({"date": "2018-02-28"}, "date"),
        ({"date": "2019-04-01"}, "date"),
        ({"kind": "follow_up_employed", "date": "2019-02-28"}, "date"),
        ({"evidence": "x" * 301}, "evidence"),
    ],
)
def test_an_invalid_outcome_is_refused(client, left, data, field):
    response = client.post(page(left, "outcomes/new/"), {"kind": "employment", "date": "2018-09-29", **data})
    assert list(errors(response)) == [field]
    assert not left.outcomes.exists()


def test_a_follow_up_is_recorded_from_six_months_after_the_end(client, left):
    client.post(page(left, "outcomes/new/"), {"kind": "follow_up_employed", "date": "2019-03-01"})
    assert left.outcomes.get().kind == "follow_up_employed"


def test_a_follow_up_needs_an_end(client, taking_part):
    response = client.post(
        page(taking_part, "outcomes/new/"), {"kind": "follow_up_employed", "date": "2019-03-01"}
    )
    assert list(errors(response)) == ["kind"]


def test_improvements_are_asked_only_of_those_employed_at_the_start(cast, client, left):
    employed = ParticipationFactory(project=cast.project, employed=True, spell__left=True)
    data = {"kind": "follow_up_employed", "date": "2019-03-01", "improvement": "promotion"}

    assert 'name="improvement"' not in client.get(page(left, "outcomes/new/")).text
    client.post(page(employed, "outcomes/new/"), data)
    assert employed.outcomes.get().improvement == "promotion"

    wrong = client.post(page(employed, "outcomes/new/"), {**data, "kind": "follow_up_unemployed"})
    assert list(errors(wrong)) == ["improvement"]


def test_a_correction_supersedes_the_wrong_outcome(cast, client, left):
    wrong = OutcomeEventFactory(participation=left, kind="employment")
    data = {"kind": "internship", "date": "2018-09-12", "reason": "Det var praktik."}

    client.post(page(left, f"outcomes/{wrong.pk}/"), data)

    (right,) = left.outcomes.in_force()
    assert (right.kind, right.supersedes, right.correction_reason) == (
        "internship",
        wrong,
        "Det var praktik.",
    )
    assert left.outcomes.count() == 2
    shown = client.get(left.get_absolute_url())
    assert "Det var praktik." in shown.text


@pytest.mark.parametrize("address", ["outcomes/{}/", "outcomes/{}/withdraw/"])
def test_an_overtaken_correction_tells_of_the_other_and_keeps_the_text(cast, client, sign_in, left, address):
    wrong = OutcomeEventFactory(participation=left, kind="employment")
    theirs = {"kind": "internship", "date": "2018-09-12", "reason": "Det var praktik."}
    sign_in(cast.leader).post(page(left, f"outcomes/{wrong.pk}/"), theirs)
    mine = {"kind": "education", "date": "2018-09-10", "reason": "Det var studier."}

    response = client.post(page(left, address.format(wrong.pk)), mine)

    (latest,) = left.outcomes.in_force()
    assert latest.kind == "internship"
    assert response.status_code == 200
    assert f"{cast.leader} rättade händelsen till detta" in " ".join(response.text.split())
    assert "Det var studier." in response.text
    # The form on the page corrects the later one.
    client.post(response.context["form"].helper.form_action, mine)
    assert left.outcomes.filter(supersedes=latest).exists()


@pytest.mark.parametrize("address", ["outcomes/{}/", "outcomes/{}/withdraw/"])
def test_a_withdrawn_outcome_is_said_to_be_withdrawn(cast, client, left, address):
    wrong = OutcomeEventFactory(participation=left, kind="employment")
    client.post(page(left, f"outcomes/{wrong.pk}/withdraw/"), {"reason": "Fel person."})
    response = client.get(page(left, address.format(wrong.pk)), follow=True)
    assert f"{cast.case_worker} tog tillbaka händelsen" in " ".join(response.text.split())


def test_a_withdrawn_outcome_is_kept_but_not_in_force(client, left):
    wrong = OutcomeEventFactory(participation=left)

    client.post(page(left, f"outcomes/{wrong.pk}/withdraw/"), {"reason": "Fel person."})

    assert not left.outcomes.in_force().exists()
    assert left.outcomes.count() == 2
    assert "Tillbakatagen" in client.get(left.get_absolute_url()).text
    assert audit_actions(left) == ["outcome_withdrawn"]


@pytest.mark.parametrize("address", ["outcomes/{}/", "outcomes/{}/withdraw/"])
def test_a_reason_is_needed(client, left, address):
    wrong = OutcomeEventFactory(participation=left)
    data = {"kind": "internship", "date": "2018-09-12", "reason": " "}
    assert list(errors(client.post(page(left, address.format(wrong.pk)), data))) == ["reason"]
    assert left.outcomes.in_force().get() == wrong


def test_the_database_refuses_to_change_an_outcome(left):
    outcome = OutcomeEventFactory(participation=left)
    for change in (
        lambda: OutcomeEvent.objects.filter(pk=outcome.pk).update(kind="education"),
        lambda: OutcomeEvent.objects.filter(pk=outcome.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def outcomes_read():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq_tup_read + coalesce(idx_tup_fetch, 0) FROM pg_stat_xact_user_tables"
            " WHERE relname = 'register_outcomeevent'"
        )
        return cursor.fetchone()[0]


def test_recording_many_outcomes_reads_none(left):
    # Reading them for each new one grew with the square of the rows, where PostgreSQL scans the table: after it
    # was analysed while it was empty.
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_indexscan = off; SET LOCAL enable_bitmapscan = off; DISCARD PLANS")
    read = outcomes_read()

    OutcomeEvent.objects.bulk_create(
        OutcomeEvent(participation=left, happened_on=date(2018, 9, day), kind="internship")
        for day in range(1, 29)
    )

    assert outcomes_read() == read
