"""The plan on the own page, and consents that the participant withdraws there."""

import pytest
from django.utils import timezone

from accounts.audit.history_text import HistoryEntry
from participants.consents.models import PrivacyEntry, PrivacyEntryHistory
from tests.factories import OSKARSHAMN, ParticipationFactory, PlanFactory, PrivacyEntryFactory, StepFactory
from tests.participants.own_page.samples import link_of, opened
from tests.participants.privacy.extract_support import content_of

pytestmark = pytest.mark.django_db


def test_a_participant_reads_the_plan_and_withdraws_a_consent(cast, sign_in):
    participation = ParticipationFactory(project=cast.project, spell__municipality_id=OSKARSHAMN)
    PlanFactory(participation=participation, text="Bli svetsare.")
    StepFactory(participation=participation, text="Ringa Vuxenskolan.")
    StepFactory(
        participation=participation, text="Skriva brev.", state="done", settled_on=timezone.localdate()
    )
    StepFactory(participation=ParticipationFactory(project=cast.project), text="Någon annans.")
    PrivacyEntryFactory(participation=participation)
    PrivacyEntryFactory(participation=participation, subject="contact", answer="given")
    PrivacyEntryFactory(participation=participation, subject="employers", answer="refused")
    link_of(participation)
    phone = opened(participation)
    plan = phone.get("/me/plan/").text
    assert [text in plan for text in ("Bli svetsare.", "Ringa Vuxenskolan.", "Skriva brev.")] == [True] * 3
    assert "Någon annans." not in plan

    told = phone.get("/me/information/").text
    withdraw = "/me/information/contact/withdraw/"
    assert [
        f"/me/information/{subject}/withdraw/" in told for subject in ("contact", "employers", "processing")
    ] == [
        True,
        False,
        False,
    ]
    for subject in ("employers", "processing", "photographs", "unknown"):
        assert phone.post(f"/me/information/{subject}/withdraw/").url == "/me/information/"
    assert "Det gäller från i dag" in phone.get(withdraw).text
    assert PrivacyEntry.objects.filter(answer="withdrawn").count() == 0
    assert [phone.post(withdraw).url for _again in range(2)] == ["/me/information/"] * 2
    entry = PrivacyEntry.objects.get(answer="withdrawn")
    assert (entry.participation, entry.subject, entry.recorded_by) == (participation, "contact", None)
    assert withdraw not in phone.get("/me/information/").text
    found = content_of(sign_in(cast.case_worker), participation)
    said = {entry["action"]: entry["by"] for entry in found["audit_log"]}
    assert (said["own_page_opened"], said["privacy_entry_recorded"]) == ("Deltagaren", "Deltagaren")
    event = PrivacyEntryHistory.objects.get(answer="withdrawn")
    assert HistoryEntry(event.pgh_created_at, event.pgh_actor, event.pgh_source).actor_text == "Deltagaren"
