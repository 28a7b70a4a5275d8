"""The certificate of participation: what it counts, and that it is for participants who have left."""

import io
from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.audit.models import AuditEntry
from accounts.models import AccessLogEntry
from participants.certificates.participation.summary import summary_of
from tests.factories import ParticipationFactory
from tests.participants.attendance.examples import activity_of, attendance_of, session_of


def attended(session, activity, day, minutes):
    activity = SimpleNamespace(name=activity, kind="course")
    held = SimpleNamespace(activity=activity, activity_id=activity.name, held_on=date(2018, 3, day))
    return SimpleNamespace(session=held, session_id=session, minutes=minutes)


def test_what_a_summary_counts():
    rows = [attended(1, "B", 5, 90), attended(2, "A", 6, 45), attended(3, "B", 9, 0), attended(4, "B", 2, 30)]
    twice = attended(1, "B", 5, 90)  # of two records that were merged
    ended = [(date(2018, 6, 1), date(2018, 7, 1)), (date(2018, 1, 8), date(2018, 3, 30))]
    found = summary_of(ended, [*rows, twice])
    assert found.minutes == 165
    assert found.periods == sorted(ended)
    assert [(line.name, line.sessions, line.minutes) for line in found.lines] == [("B", 2, 120), ("A", 1, 45)]
    assert (found.lines[0].first, found.lines[0].last) == (date(2018, 3, 2), date(2018, 3, 5))
    assert summary_of([*ended, (date(2018, 8, 1), None)], rows) is None
    assert summary_of([], rows) is None


@pytest.mark.django_db
def test_a_certificate_of_participation(cast, sign_in):
    left = ParticipationFactory(
        project=cast.project,
        spell__left=True,
        spell__entry_date=date(2018, 1, 8),
        spell__exit_date=date(2018, 6, 1),
    )
    attendance_of(left, session_of(activity_of(cast.project, "Svetskurs")))
    client = sign_in(cast.case_worker)
    page = reverse("certificates:participation", args=[cast.project.slug, left.public_id])
    assert page in client.get(reverse("certificates:person", args=[cast.project.slug, left.public_id])).text
    assert "Svetskurs" in client.get(page).text
    for language, words in (
        ("sv", ("Deltagarintyg", "8 januari 2018–1 juni 2018", "3 timmar", "Utfärdat")),
        ("en", ("Certificate of participation", "8 January 2018–1 June 2018", "3 hours", "Written on")),
    ):
        paper = client.post(page, {"language": language, "contents": "Svetsning i aluminium.\n\nTruckkort."})
        text = " ".join(PdfReader(io.BytesIO(paper.content)).pages[0].extract_text().split())
        for said in (*words, left.full_name, "Svetskurs", "Svetsning i aluminium.", "Truckkort."):
            assert said in text
        assert b"pdfuaid:part" in paper.content
        entry = AuditEntry.objects.about(left).get(
            action="participation_certified", details__language=language
        )
        assert entry.details["sha256"][:16] in text
    assert AccessLogEntry.objects.filter(kind="printed").count() == 2
    assert len(client.get(page).context["made"]) == 2

    stays = ParticipationFactory(project=cast.project, spell__entry_date=timezone.localdate())
    page = reverse("certificates:participation", args=[cast.project.slug, stays.public_id])
    answer = client.post(page, {"language": "sv"})
    assert "när deltagaren har avslutat" in answer.text
    assert not AuditEntry.objects.about(stays).filter(action="participation_certified").exists()
