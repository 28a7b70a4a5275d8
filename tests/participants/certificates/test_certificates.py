"""A month from its close to its lock and its correction, what is refused, and what is kept."""

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from psycopg2.errors import RestrictViolation
from pypdf import PdfReader

from accounts.audit.models import AuditEntry
from participants.attendance import recording
from participants.attendance.models import Attendance
from participants.certificates import closing
from participants.certificates.actions import take_step
from participants.certificates.group.pages import month_url
from participants.certificates.models import Certificate, CertificateEvent
from participants.evidence.actions import withdraw_proof
from participants.merging.actions import merge_records
from participants.register.actions import ActionRefused
from tests.at_once import Meeting
from tests.factories import ParticipationFactory
from tests.participants.attendance.examples import activity_of, attendance_of, enrolment_of, session_of
from tests.participants.benefits.examples import benefit_of
from tests.participants.certificates.examples import certificate_of
from tests.participants.imports.test_races import run_together
from tests.queries import own_queries
from tests.reporting.reports.attachment_files import PDF

MARCH = date(2018, 3, 1)
ABSENT = {"state": "absent", "reason": "ill", "missed_minutes": 0, "stated_minutes": None, "note": ""}
PRESENT = {**ABSENT, "state": "present", "reason": ""}


@pytest.fixture
def person(cast):
    """A participant of two sessions in March, with attendance at the first."""
    person = ParticipationFactory(project=cast.project, spell__entry_date=date(2018, 1, 8))
    activity = activity_of(cast.project)
    enrolment_of(person, activity)
    first, _second = session_of(activity), session_of(activity, date(2018, 3, 6))
    attendance_of(person, first)
    return person


def url(name, participation, *args):
    return reverse(f"certificates:{name}", args=[participation.project.slug, participation.public_id, *args])


def scan(content):
    return SimpleUploadedFile("Anna.pdf", content)


def record(participation, day, values, by):
    session = participation.enrolments.get().activity.sessions.get(held_on=date(2018, 3, day))
    found = Attendance.objects.of_record(participation).filter(session=session).first()
    seen = recording.version_of(found)
    return recording.record_attendance(session, participation, values=values, seen=seen, by=by)


def post(client, page, **values):
    """Send the form of a page as a browser does; return the answer."""
    form = client.get(page).context["form"]
    version = form.version_html().split('name="version" value="')[1].split('"')[0]
    return client.post(page, values | {"version": version})


@pytest.mark.django_db
def test_a_month_from_its_close_to_its_correction(cast, sign_in, person):
    client, leader = sign_in(cast.case_worker), sign_in(cast.leader)
    page = url("close", person, 2018, 3)
    (problem,) = client.get(page).context["problems"]
    assert "1" in problem.message  # a session without attendance
    record(person, 6, ABSENT, cast.leader)
    benefit_of(person, extent=75)
    benefit_of(person, kind="sickness", starts_on=date(2018, 4, 1))
    shown = client.get(page)
    (benefit,) = shown.context["table"]["benefits"]
    assert benefit.replace("\xa0", " ") == "Aktivitetsstöd, 75 %, 8 januari 2018–"
    assert [row["hours"] for row in shown.context["table"]["rows"]] == ["3:00", "0:00"]
    assert "sjuk" not in shown.text
    assert post(client, page).url == url("person", person)
    certificate = Certificate.objects.get()
    assert (certificate.project, certificate.minutes, certificate.hours) == (cast.project, 180, 3)
    with pytest.raises(ActionRefused):
        closing.close_month(person, MARCH, by=cast.leader)
    with pytest.raises(ActionRefused):
        record(person, 6, PRESENT, cast.leader)

    def take(step, by=client, **values):
        answer = post(by, url("step", person, certificate.pk, step), **values)
        certificate.refresh_from_db()
        return answer

    today = timezone.localdate()
    take("send")
    for wrong in ({}, {"signed_on": today - timedelta(1)}, {"signed_on": today + timedelta(1)}):
        assert "signed_on" in take("confirm", note="I pärmen", **wrong).context["form"].errors
    assert (
        "file" in take("confirm", note="I pärmen", signed_on=today, file=scan(b"MZ")).context["form"].errors
    )
    take("confirm", note="I pärmen", signed_on=today, file=scan(PDF))
    proof = certificate.scan
    assert (proof.participation, proof.dated_on, proof.items.count()) == (person, today, 0)
    download = reverse("evidence:download", args=[cast.project.slug, person.public_id, proof.pk])
    assert download in client.get(certificate.get_absolute_url()).text
    assert b"".join(client.get(download)) == PDF
    assert AuditEntry.objects.latest("pk").action == "proof_downloaded"
    add = url("scan", person, certificate.pk)
    assert "finns redan en skanning" in post(client, add, file=scan(PDF)).text
    lacking = month_url(cast.project, MARCH) + "?show=without_scan"
    assert [client.get(lacking).context["page"].paginator.count] == [0]
    withdraw_proof(proof, reason="Fel papper", by=cast.leader)
    assert [client.get(lacking).context["page"].paginator.count] == [1]
    assert add in client.get(certificate.get_absolute_url()).text
    assert post(client, add, file=scan(PDF)).url == certificate.get_absolute_url()
    certificate.refresh_from_db()
    assert certificate.scan_in_force not in (None, proof)
    assert "lade till en skanning" in leader.get(person.get_absolute_url()).text
    assert "kollega" in take("countersign").text  # not by the one who closed it
    take("countersign", by=leader)
    take("lock")
    assert certificate.state == "locked"
    shown = client.get(certificate.get_absolute_url()).text
    for text in ("I pärmen", "Låst", "på papper", cast.leader.full_name):
        assert text in shown
    # A form that was opened before does nothing.
    assert client.get(url("step", person, certificate.pk, "lock")).url == certificate.get_absolute_url()

    take("supersede", note="Fel den 6")
    record(person, 6, PRESENT, cast.leader)
    assert post(client, page).status_code == 302
    later = certificate.replaced_by
    assert (later.version, later.minutes, certificate.content["minutes"]) == (2, 360, 180)
    assert len(client.get(later.get_absolute_url()).context["changes"]) == 1
    for language, words in (
        ("sv", "Närvarointyg, mars 2018"),
        ("en", "Certificate of attendance, March 2018"),
    ):
        paper = client.post(url("paper", person, later.pk), {"language": language})
        text = " ".join(each.extract_text() for each in PdfReader(io.BytesIO(paper.content)).pages)
        for said in (words, person.full_name, "6:00", later.digest[:16], "75"):
            assert said in text
        assert b"pdfuaid:part" in paper.content
        address = reverse("certificates:find", args=[later.pk, later.mark])
        assert address in "".join(text.split())
    assert client.get(address).url == later.get_absolute_url()
    assert client.get(reverse("certificates:find", args=[later.pk, "0" * 8])).status_code == 404
    assert sign_in(cast.stranger).get(address).status_code == 404
    assert person.full_name in client.get(url("person", person)).text


@pytest.mark.django_db
def test_a_refused_month_is_open_again(cast, sign_in, person):
    record(person, 6, ABSENT, cast.leader)
    certificate = closing.close_month(person, MARCH, by=cast.leader)
    about = {"participation": person, "by": cast.case_worker}
    take_step("send", certificate, **about)
    day = reverse("casework:day") + "?whose=all"
    text = sign_in(cast.leader).get(day).text
    assert "närvarointyg" not in text
    assert "Stäng mars 2018" not in text
    with pytest.raises(ActionRefused):
        take_step("refuse", certificate, **about)
    take_step("refuse", certificate, note="Jag var där den 6", **about)
    assert "Ett närvarointyg godkändes inte" in sign_in(cast.leader).get(day).text
    take_step("take_back", certificate, note="Närvaron rättas", **about)
    assert "Stäng mars 2018" in sign_in(cast.leader).get(day).text
    record(person, 6, PRESENT, cast.leader)
    assert closing.close_month(person, MARCH, by=cast.leader).replaces == certificate
    assert [event.note for event in certificate.events.all()][2:] == ["Jag var där den 6", "Närvaron rättas"]


@pytest.mark.django_db
def test_the_database_keeps_what_is_closed(cast, sign_in, person):
    attendance = Attendance.objects.get()
    free = attendance_of(person, session_of(attendance.session.activity, date(2018, 4, 5)))
    certificate = certificate_of(person, by=cast.leader, month=MARCH)
    event = certificate.events.get()
    for change in (
        lambda: Attendance.objects.filter(pk=attendance.pk).update(minutes=1),
        lambda: attendance.delete(),
        lambda: record_directly(person, attendance.session.activity),
        lambda: Certificate.objects.update(minutes=1),
        lambda: Certificate.objects.update(state="locked"),
        lambda: CertificateEvent.objects.update(at=timezone.now()),
        lambda: CertificateEvent.objects.create(
            certificate=certificate, step="countersign", to_state="countersigned", by=event.by
        ),
    ):
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            change()
        assert isinstance(refused.value.__cause__, RestrictViolation)
    Attendance.objects.filter(pk=free.pk).update(minutes=1)
    Certificate.objects.update(state="sent")
    # Handed over a week ago, and not confirmed.
    sent = {"certificate": certificate, "step": "send", "to_state": "sent", "by": cast.leader}
    event = CertificateEvent.objects.create(**sent, at=timezone.now() - timedelta(8))
    day = reverse("casework:day") + "?whose=all"
    assert "Ett närvarointyg är hos deltagaren" in sign_in(cast.leader).get(day).text
    CertificateEvent.objects.create(**sent, at=timezone.now() - timedelta(6))
    assert "Ett närvarointyg är hos deltagaren" not in sign_in(cast.leader).get(day).text


def record_directly(person, activity):
    attendance_of(person, session_of(activity, date(2018, 3, 7)))


@pytest.mark.django_db
def test_a_merged_record_has_the_closed_months_of_both(cast, sign_in, person):
    other = ParticipationFactory(
        project=cast.project,
        spell__left=True,
        spell__entry_date=date(2017, 1, 9),
        spell__exit_date=date(2017, 6, 1),
    )
    record(person, 6, ABSENT, cast.leader)
    certificate = closing.close_month(person, MARCH, by=cast.leader)
    merged = merge_records(person, other, chosen={}, reason="Samma person", by=cast.leader)
    client = sign_in(cast.leader)
    (row,) = client.get(url("person", merged)).context["rows"]
    assert (row.certificate, row.close_url) == (certificate, "")
    assert client.get(row.certificate.get_absolute_url(), follow=True).status_code == 200
    with pytest.raises(ActionRefused):
        closing.close_month(merged, MARCH, by=cast.leader)


@pytest.mark.django_db
def test_the_pages_cost_the_same_for_many(cast, sign_in, person):
    client, activity = sign_in(cast.leader), Attendance.objects.get().session.activity
    shown = [url("person", person), url("close", person, 2018, 3), month_url(cast.project, MARCH)]

    def costs():
        found = []
        for page in shown:
            with CaptureQueriesContext(connection) as captured:
                client.get(page)
            found.append(len(own_queries(captured.captured_queries)))
        return found

    certificate_of(person, by=cast.leader)
    few = costs()
    for number in range(1, 5):
        attendance_of(person, session_of(activity, date(2018, 3, 6 + number)))
        certificate_of(person, by=cast.leader, month=date(2018, 4 + number, 1))
        attendance_of(
            ParticipationFactory(project=cast.project), session_of(activity, date(2018, 3, 11 + number))
        )
    assert costs() == few


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_locked", [True, False])
def test_no_attendance_is_recorded_while_its_month_is_closed(cast, person, monkeypatch, is_locked):
    record(person, 6, ABSENT, cast.leader)
    meeting, content_of = Meeting(), closing.content_of

    def read_and_meet(*about):
        found = content_of(*about)
        for _time in range(1 if is_locked else 2):  # the second one after the change
            meeting.wait()
        return found

    def change():
        meeting.wait()
        recorded = record(person, 6, PRESENT, cast.leader)
        meeting.wait()
        return recorded

    monkeypatch.setattr(closing, "content_of", read_and_meet)
    if (
        not is_locked
    ):  # positive control: without the lock the certificate has what is changed at the same time
        monkeypatch.setattr(closing, "lock_participation", lambda participation: participation)
    results = run_together(lambda: closing.close_month(person, MARCH, by=cast.leader), change)
    certified, kept = (
        Certificate.objects.get().minutes,
        sum(Attendance.objects.values_list("minutes", flat=True)),
    )
    assert (certified == kept) == is_locked, results
    connection.close()
