"""Ten everyday tasks from the page that the user gets first: by mouse, without JavaScript, and by keyboard alone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from participants.evidence.actions import add_proof
from participants.evidence.choices import Fact, ProvenFact
from participants.evidence.models import ProofItem
from participants.register.models import Participation
from tests.browser.tasks.conftest import WITHOUT_SCRIPTS
from tests.factories import (
    OSKARSHAMN,
    MembershipFactory,
    OutcomeEventFactory,
    ParticipationFactory,
    TargetGroupFactory,
)
from tests.numbers import official_number
from tests.reporting.reports.attachment_files import PDF

NUMBER = "199401122396"
FILE = {"name": "avtal.pdf", "mimeType": "application/pdf", "buffer": PDF}


def ago(days):
    return timezone.localdate() - timedelta(days)


@pytest.fixture(autouse=True)
def running(cast):
    """The project of the cast, as if it were in the middle of its time."""
    cast.project.programme_period = "2021-2027"
    cast.project.starts_on, cast.project.ends_on = ago(400), ago(-400)
    cast.project.case_workers_correct_identity = True
    cast.project.save()
    TargetGroupFactory(project=cast.project, name="Långtidsarbetslösa", all_of=["long_term_unemployed"])
    return cast


def person(cast, *, left=None, **options):
    """A participant of the case worker, who entered 300 days ago."""
    if left is not None:
        options |= {"spell__exit_date": ago(left), "spell__exit_reason": "completed"}
    return ParticipationFactory(
        project=cast.project,
        given_name="Erik",
        family_name="Eriksson",
        person__sex="man",
        spell__entry_date=ago(300),
        spell__municipality_id=OSKARSHAMN,
        spell__case_worker=cast.case_worker,
        **options,
    )


def said(hand, text):
    expect(hand.page.get_by_text(text).first).to_be_visible()


def test_register_a_complete_participant(cast, hand):
    hand = hand(cast.case_worker)
    hand.follow(hand.link("Registrera deltagare"))
    hand.write(hand.field("personal_identity_number"), NUMBER)
    hand.write(hand.field("given_name"), "Åke")
    hand.write(hand.field("family_name"), "Öberg")
    hand.write(hand.field("entry_date"), f"{ago(0)}")
    hand.pick("labour_market_status", "unemployed")
    hand.write(hand.field("unemployed_since"), f"{ago(700)}")
    hand.pick("in_education", "no")
    hand.choose("education_level", "Gymnasial utbildning (ISCED 3)")
    for name in ("foreign_background", "third_country_national", "minority", "disability"):
        hand.pick(name, "no")
    for name in ("homeless", "rural"):
        hand.pick(name, "no")
    hand.choose("work_at_entry", "Inget arbete")
    hand.choose("study_at_entry", "Inga studier")
    hand.choose("income_1_at_entry", "Försörjningsstöd")
    hand.write(hand.field("extent_1_at_entry"), "100")
    hand.follow(hand.button("Registrera deltagare"))
    said(hand, "Deltagaren är registrerad.")
    made = Participation.objects.get()
    assert (made.education_level, made.minority, made.rural) == (3, "no", False)
    assert made.spells.get().income_extents_at_entry == [100]


def test_find_a_double_while_registering(cast, hand, way):
    there = person(cast)
    hand = hand(cast.case_worker)
    hand.follow(hand.link("Registrera deltagare"))
    hand.write(hand.field("personal_identity_number"), official_number(there.person.birth_date, "man"))
    hand.write(hand.field("given_name"), "Eric")
    hand.write(hand.field("family_name"), "Ericsson")
    if way == WITHOUT_SCRIPTS:
        hand.follow(hand.button("Registrera deltagare"))
    else:
        hand.write(hand.field("entry_date"), f"{ago(0)}")
    hand.follow(hand.link("Öppna deltagaren"))
    hand.page.wait_for_url(f"**{there.get_absolute_url()}")


def test_add_a_number_later(cast, hand):
    there = person(cast)
    hand = hand(cast.case_worker)
    hand.search("Ericsson")
    hand.follow(hand.link("Rätta personuppgifter"))
    hand.write(hand.field("personal_identity_number"), NUMBER)
    hand.write(hand.field("reason"), "Numret kom i dag")
    hand.follow(hand.button("Spara rättelser"))
    there.person.refresh_from_db()
    assert there.person.number_kind == "personnummer"


def test_merge_two_records(cast, hand):
    first = person(cast, person__number=NUMBER)
    person(cast, person__birth_date=first.person.birth_date)
    hand = hand(cast.leader)
    hand.follow(hand.link("Min dag"))
    hand.follow(hand.link("Registrerad två gånger?"))
    hand.follow(hand.link("Jämför de två posterna"))
    hand.write(hand.field("reason"), "Registrerad två gånger")
    hand.follow(hand.button("Slå ihop posterna"))
    said(hand, "Posterna är sammanslagna.")


def test_record_an_end_with_before_and_after(cast, hand):
    there = person(cast, spell__work_at_entry="none", spell__study_at_entry="none")
    hand = hand(cast.case_worker)
    hand.search("Eriksson")
    hand.follow(hand.link("Registrera avslut"))
    hand.write(hand.field("exit_date"), f"{ago(1)}")
    hand.pick("exit_reason", "completed")
    hand.choose("work_at_exit", "Arbete utan stöd")
    hand.write(hand.field("work_hours_at_exit"), "40")
    hand.choose("study_at_exit", "Inga studier")
    hand.choose("income_1_at_exit", "Lön")
    hand.write(hand.field("extent_1_at_exit"), "100")
    hand.follow(hand.button("Registrera avslut"))
    spell = there.spells.get()
    assert (spell.exit_date, spell.work_hours_at_exit, spell.incomes_at_exit) == (ago(1), 40, ["wage"])


def test_record_a_job_with_its_proof(cast, hand):
    person(cast, left=20)
    hand = hand(cast.case_worker)
    hand.follow(hand.link("Registrera vad som hände"))
    hand.pick("kind", "employment")
    hand.write(hand.field("date"), f"{ago(10)}")
    hand.follow(hand.button("Registrera händelsen"))
    said(hand, "Lägg till underlag")  # My day's next row: the proof that the job needs, chosen already
    hand.choose("kind", "Anställningsavtal")
    hand.write(hand.field("dated_on"), f"{ago(10)}")
    hand.upload("file", FILE)
    hand.follow(hand.button("Lägg till underlaget"))
    assert ProofItem.objects.get().outcome_kind == "employment"


def test_review_proof(cast, hand):
    there = person(cast, left=20)
    OutcomeEventFactory(participation=there, happened_on=ago(10), recorded_by=cast.case_worker)
    values = {"kind": "contract", "dated_on": ago(10), "seen_on": ago(9), "document": "Avtal"}
    fact = ProvenFact(Fact.EMPLOYMENT, "employment", ago(10))
    add_proof(there, values=values, facts=[fact], by=cast.case_worker)
    hand = hand(cast.leader)
    hand.follow(hand.link("Min dag"))
    hand.follow(hand.link("Underlag att granska sedan"))
    hand.pick("state", "accepted")
    hand.follow(hand.button("Spara granskningen"))
    assert ProofItem.objects.get().reviewed_by == cast.leader


def test_follow_up_after_six_months(cast, hand):
    there = person(cast, left=190)
    OutcomeEventFactory(participation=there, happened_on=ago(180), kind="job_search")
    hand = hand(cast.case_worker)
    hand.follow(hand.link("Följ upp sex månader"))
    hand.pick("kind", "follow_up_employed")
    hand.write(hand.field("date"), f"{ago(0)}")
    hand.follow(hand.button("Registrera händelsen"))
    assert there.outcomes.filter(kind="follow_up_employed").exists()


def test_hand_over_and_accept(cast, hand):
    there = person(cast)
    receiver = MembershipFactory(project=cast.project, user__full_name="Nora Ny").user
    sending = hand(cast.case_worker)
    sending.search("Eriksson")
    sending.follow(sending.link("Lämna över"))
    sending.choose("to", "Nora Ny")
    sending.follow(sending.button("Lämna över"))
    receiving = hand(receiver)
    receiving.follow(receiving.link("Ta över 1 deltagare"))
    receiving.follow(receiving.button("Ta över"))
    assert there.spells.get().case_worker == receiver


def test_correct_a_mistake(cast, hand):
    there = person(cast, left=20)
    OutcomeEventFactory(participation=there, happened_on=ago(10), recorded_by=cast.case_worker)
    hand = hand(cast.case_worker)
    hand.search("Eriksson")
    hand.follow(hand.link("Rätta eller ta tillbaka"))
    hand.write(hand.field("date"), f"{ago(11)}")
    hand.write(hand.field("reason"), "Fel dag")
    hand.follow(hand.button("Spara rättelsen"))
    assert there.outcomes.in_force().get().happened_on == ago(11)
