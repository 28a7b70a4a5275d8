"""Contact details: recorded, corrected, found by their hash, and gone when the identity becomes protected."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.audit.models import AuditEntry
from participants.contact.actions import prune
from participants.contact.addresses import blind_index, masked
from participants.contact.models import ContactDetails, ContactDetailsHistory
from participants.register.actions import change_protection, rebuild_number_index, void_participation
from participants.register.models import ProtectedRecordAccess
from tests.factories import OSKARSHAMN, ParticipationFactory
from tests.participants.contact.examples import EMAIL, PHONE, contact_details_of
from tests.sample_objects import merge_of

pytestmark = pytest.mark.django_db
GIVEN = {"email": EMAIL, "phone": PHONE, "channel": "email", "language": "en"}


def test_addresses_are_masked_and_found_however_they_are_written():
    assert [masked(each) for each in (EMAIL, "å@b.se", "x")] == ["y…@example.org", "å…@b.se", "…@x"]
    assert blind_index(f" {EMAIL.upper()} ") == blind_index(EMAIL) != blind_index(f"x{EMAIL}")


def test_details_are_recorded_corrected_and_removed(cast, sign_in, settings):
    person = ParticipationFactory(project=cast.project, spell__municipality_id=OSKARSHAMN)
    client, page = sign_in(cast.case_worker), person.get_absolute_url()
    form = f"{page}contact/"
    assert "Inga kontaktuppgifter är registrerade" in client.get(page).text
    for field, wrong in (
        ("email", "ylva@"),
        ("email", ""),
        ("phone", "ring mig"),
        ("phone", "19121212-1212"),
    ):
        assert set(client.post(form, GIVEN | {field: wrong}).context["form"].errors) == {field}
    assert EMAIL in client.post(form, GIVEN, follow=True).text
    details = ContactDetails.objects.get()
    assert (details.project, details.recorded_by, details.email) == (cast.project, cast.case_worker, EMAIL)
    kept = str([*ContactDetails.objects.values(), *ContactDetailsHistory.objects.values()])
    assert (EMAIL in kept, PHONE in kept) == (False, False)

    client.post(form, GIVEN | {"email": "annan@example.org"})
    settings.INDEX_KEY = b"3" * 32
    assert ("e-mail addresses of participants", 1) in rebuild_number_index()
    details = ContactDetails.objects.get(email_index=blind_index("Annan@example.org"))
    text = client.get(page).text
    assert [said in text for said in ("annan@example.org", "ändrade kontaktuppgifterna")] == [True] * 2

    empty = {"email": "", "phone": "", "channel": "none", "language": ""}
    client.post(form, empty)
    assert not ContactDetails.objects.exists()
    assert "tog bort kontaktuppgifterna" in client.get(page).text
    done = AuditEntry.objects.filter(action__startswith="contact_").order_by("pk")
    assert [(each.action.removeprefix("contact_details_"), each.details.get("changed")) for each in done] == [
        ("recorded", ["channel", "email", "language", "phone"]),
        ("recorded", ["email"]),
        ("removed", None),
    ]


def test_nothing_is_kept_of_a_protected_identity_in_any_project(cast, sign_in):
    here = ParticipationFactory(project=cast.project, spell__municipality_id=OSKARSHAMN)
    there = ParticipationFactory(project=cast.other_project, person=here.person)
    for each in (here, there):
        contact_details_of(each)
    client = sign_in(cast.case_worker)
    client.post(f"{here.get_absolute_url()}protection/", {"level": "confidentiality_mark"})
    assert not ContactDetails.objects.exists()
    removed = AuditEntry.objects.filter(action="contact_details_removed")
    assert {(each.project, each.actor) for each in removed} == {
        (cast.project, None),
        (cast.other_project, None),
    }
    ProtectedRecordAccess.objects.create(participation=here, user=cast.case_worker, reason="contact")
    assert "varken adress eller telefonnummer" in client.get(here.get_absolute_url()).text
    answer = client.post(f"{here.get_absolute_url()}contact/", GIVEN)
    assert "varken adress eller telefonnummer" in answer.text
    assert not ContactDetails.objects.exists()

    # A record that is merged with that of a protected person.
    merged = ParticipationFactory(project=cast.project)
    contact_details_of(merge_of(merged, by=cast.leader).first)
    change_protection(merged, level="protected_registration", may_lower=False, by=cast.leader)
    assert not ContactDetails.objects.exists()


def test_details_of_a_merged_record_are_changed_where_they_are(cast, sign_in):
    merged = ParticipationFactory(project=cast.project)
    source = merge_of(merged, by=cast.leader).second
    contact_details_of(source)
    client, page = sign_in(cast.leader), merged.get_absolute_url()
    assert EMAIL in client.get(page).text
    client.post(f"{page}contact/", GIVEN | {"phone": "08-463 10 00"})
    assert (ContactDetails.objects.get().participation, ContactDetails.objects.get().phone) == (
        source,
        "08-463 10 00",
    )


def test_old_details_are_removed(cast):
    today = timezone.localdate()
    left = {
        days: ParticipationFactory(
            project=cast.project,
            spell__entry_date=today - timedelta(days=900),
            spell__exit_date=today - timedelta(days=days),
            spell__exit_reason="completed",
        )
        for days in (300, 400)
    }
    staying, voided = (ParticipationFactory(project=cast.project) for _number in range(2))
    protected = ParticipationFactory(project=cast.project, person__protected=True)
    for each in (*left.values(), staying, voided, protected):
        contact_details_of(each)
    void_participation(voided, reason="Fel", by=cast.leader)
    type(voided).with_voided.filter(pk=voided.pk).update(voided_at=timezone.now() - timedelta(days=31))
    prune()
    kept = ContactDetails.objects.order_by("pk").values_list("participation", flat=True)
    assert [*kept] == [left[300].pk, staying.pk]
