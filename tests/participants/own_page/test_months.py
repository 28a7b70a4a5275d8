"""Months on the own page: what is confirmed is what was shown, and what is wrong comes back to staff."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from participants.certificates.actions import take_step
from participants.certificates.models import Certificate, CertificateEvent
from participants.certificates.states import Step
from tests.factories import OSKARSHAMN, ParticipationFactory
from tests.participants.attendance.examples import activity_of, attendance_of, session_of
from tests.participants.certificates.examples import certificate_of
from tests.participants.own_page.samples import link_of, opened

pytestmark = pytest.mark.django_db


def certified(participation, *, by, month, is_sent=True):
    held = session_of(
        activity_of(participation.project, f"Svets {month}-{participation.pk}"), date(2018, month, 8)
    )
    present = attendance_of(participation, held, by=by)
    certificate = certificate_of(participation, by=by, month=date(2018, month, 1), attendances=[present])
    if is_sent:
        take_step(Step.SEND, certificate, participation=participation, by=by)
    return certificate


def test_a_participant_confirms_what_was_shown_and_refuses_what_is_wrong(cast, sign_in):
    participation = ParticipationFactory(project=cast.project, spell__municipality_id=OSKARSHAMN)
    participation.spells.update(case_worker=cast.case_worker)
    other = ParticipationFactory(project=cast.project)
    right, wrong = (certified(participation, by=cast.leader, month=month) for month in (3, 4))
    hidden = [
        certified(participation, by=cast.leader, month=5, is_sent=False),
        certified(other, by=cast.leader, month=3),
    ]
    link = link_of(participation)
    phone = opened(participation)
    home = phone.get("/me/").text
    assert [f"/me/months/{each.pk}/" in home for each in (right, wrong, *hidden)] == [
        True,
        True,
        False,
        False,
    ]
    for each in hidden:
        for address in (f"/me/months/{each.pk}/", f"/me/months/{each.pk}/refuse/"):
            assert {phone.get(address).url, phone.post(address, {"note": "Nej"}).url} == {"/me/"}

    address = f"/me/months/{right.pk}/"
    shown = phone.get(address)
    assert [text in shown.text for text in ("Svets 3", "3:00", right.digest, "Svets 4")] == [True] * 3 + [
        False
    ]
    changed = phone.post(address, {"shown_digest": wrong.digest})
    assert (changed.status_code, "Månaden har ändrats" in changed.text) == (200, True)
    assert [phone.post(address, {"shown_digest": right.digest}).status_code for _again in range(2)] == [
        302,
        200,
    ]
    assert "bekräftad av dig" in phone.get(address).text
    event = right.events.get(step="confirm")
    assert (event.by, event.method, event.signed_on) == (None, "own_page", timezone.localdate())
    assert (event.codes_tried, event.shown_digest, event.link_made_at) == (1, right.digest, link.recorded_at)
    assert link.recorded_at < event.signed_in_at < event.at
    for values in ({"shown_digest": "0" * 64}, {"codes_tried": 2}):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            CertificateEvent.objects.filter(pk=event.pk).update(**values)

    staff = sign_in(cast.case_worker)
    assert "Ett närvarointyg godkändes inte" not in staff.get(reverse("casework:day")).text
    refusal = f"/me/months/{wrong.pk}/refuse/"
    assert "Skriv vad som är fel" in phone.post(refusal, {"note": " "}).text
    assert phone.post(refusal, {"note": "Jag var där hela dagen"}).url == f"/me/months/{wrong.pk}/"
    assert "du har skrivit vad som är fel" in phone.get(f"/me/months/{wrong.pk}/").text
    states = (
        Certificate.objects.filter(pk__in=[right.pk, wrong.pk])
        .order_by("month")
        .values_list("state", flat=True)
    )
    assert [*states] == ["confirmed", "refused"]
    page = staff.get(wrong.get_absolute_url()).text
    assert ("Jag var där hela dagen" in page, "deltagaren" in page) == (True, True)
    assert "på den egna sidan" in staff.get(right.get_absolute_url()).text
    assert "Ett närvarointyg godkändes inte" in staff.get(reverse("casework:day")).text
    found = AuditEntry.objects.filter(action__in=["certificate_confirmed", "certificate_refused"])
    assert [*found.order_by("pk").values_list("actor", "object_id")] == [(None, str(participation.pk))] * 2


def test_the_database_refuses_a_confirmation_of_another_month(cast):
    participation = ParticipationFactory(project=cast.project)
    certificate = certified(participation, by=cast.leader, month=3)
    now = timezone.now()
    given = {"certificate": certificate, "step": "confirm", "to_state": "confirmed", "method": "own_page"}
    given |= {"signed_on": now.date(), "link_made_at": now, "signed_in_at": now, "codes_tried": 1}
    for digest, refused in (("0" * 64, "another month was shown"), ("", "another month was shown")):
        with pytest.raises(DatabaseError, match=refused), transaction.atomic():
            CertificateEvent.objects.create(**given, shown_digest=digest)
    CertificateEvent.objects.create(**given, shown_digest=certificate.digest)
