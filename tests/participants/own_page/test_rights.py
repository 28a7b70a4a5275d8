"""The plan on the own page, consents that the participant withdraws there, and surveys."""

import pytest
from django.utils import timezone

from accounts.audit.history_text import HistoryEntry
from accounts.audit.models import AuditEntry
from participants.consents.models import PrivacyEntry, PrivacyEntryHistory
from participants.own_page.models import OwnPageLink
from tests.factories import OSKARSHAMN, ParticipationFactory, PlanFactory, PrivacyEntryFactory, StepFactory
from tests.participants.own_page.samples import browser, link_of, opened
from tests.participants.privacy.extract_support import content_of
from tests.participants.surveys.examples import link_of as invitation_of
from tests.participants.surveys.examples import survey_of

pytestmark = pytest.mark.django_db


def test_a_participant_reads_the_plan_and_withdraws_a_consent(cast, sign_in):
    participation = ParticipationFactory(project=cast.project, spell__municipality_id=OSKARSHAMN)
    PlanFactory(participation=participation, text="Bli svetsare.")
    StepFactory(participation=participation, text="Ringa Vuxenskolan.")
    StepFactory(
        participation=participation, text="Skriva brev.", state="done", settled_on=timezone.localdate()
    )
    StepFactory(participation=ParticipationFactory(project=cast.project), text="Någon annans.")
    source = ParticipationFactory(project=cast.project, voided_at=timezone.now(), merged_into=participation)
    StepFactory(participation=source, text="Ur den andra posten.")
    PrivacyEntryFactory(participation=source, subject="contact", answer="given")
    PrivacyEntryFactory(participation=participation)
    PrivacyEntryFactory(participation=participation, subject="employers", answer="refused")
    link_of(participation)
    phone = opened(participation)
    plan = phone.get("/me/plan/").text
    shown = ("Bli svetsare.", "Ringa Vuxenskolan.", "Skriva brev.", "Ur den andra posten.")
    assert [text in plan for text in shown] == [True] * 4
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


def test_a_survey_is_answered_from_the_own_page_and_the_answer_stays_anonymous(cast):
    participation = ParticipationFactory(project=cast.project)
    survey = survey_of(cast.project, by=cast.leader, is_tied=False)
    other = survey_of(cast.project, by=cast.leader, occasion="middle")
    invitation_of(other, ParticipationFactory(project=cast.project), by=cast.leader)
    paper = invitation_of(survey, participation, by=cast.leader)
    link_of(participation)
    phone = opened(participation)
    home = phone.get("/me/").text
    assert ("Enkät: när du slutar" in home, "Enkät: medan" in home) == (True, False)
    assert phone.post(f"/me/surveys/{other.pk}/").url == "/me/"
    logged = [*AuditEntry.objects.values_list("pk", "action")]
    address = phone.post(f"/me/surveys/{survey.pk}/").url
    assert (browser().get(f"/survey/{paper}/").status_code, address.startswith("/survey/")) == (404, True)
    form = phone.get(address).context["form"]
    answered = {f"q{survey.questions.filter(kind='scale').first().pk}": "4", **form.initial}
    # A browser without the session can answer as well: the survey's pages do not ask for it.
    before = OwnPageLink.objects.values().get()
    assert "/thanks/" in browser().post(address, answered).url
    assert (phone.post(f"/me/surveys/{survey.pk}/").url, "Enkät:" in phone.get("/me/").text) == (
        "/me/",
        False,
    )
    after = [*AuditEntry.objects.values_list("pk", "action")], OwnPageLink.objects.values().get()
    assert after == (logged, before)
    assert [each.participation for each in survey.responses.all()] == [None]
