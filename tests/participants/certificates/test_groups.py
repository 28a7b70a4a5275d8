"""Steps for a group: for whom they are taken, for whom not and why, the file of all certificates, and its end."""

import io
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import AccessLogEntry
from esfportal.jobs import runner
from esfportal.jobs.kinds import kinds
from participants.attendance.models import Attendance
from participants.certificates.group import jobs
from participants.certificates.group.pages import month_url
from participants.certificates.models import Certificate, GroupFile, GroupStep
from participants.certificates.querysets import in_part
from participants.register.actions import void_participation
from projects.team.models import Membership
from tests.factories import ParticipationFactory
from tests.jobs import run_jobs
from tests.participants.attendance.examples import activity_of, attendance_of, session_of
from tests.participants.certificates.examples import certificate_of

MARCH = date(2018, 3, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def people(cast):
    """Return two participants with an open month, one with a closed one, and one with a protected identity."""
    session = session_of(activity_of(cast.project))
    names = ({"family_name": name, "given_name": "Eva"} for name in ("Alm", "Björk", "Ceder"))
    people = [ParticipationFactory(project=cast.project, **name) for name in names]
    people.append(
        ParticipationFactory(project=cast.project, created_by=cast.case_worker, person__protected=True)
    )
    for each in people:
        attendance_of(each, session)
    certificate_of(people[2], by=cast.leader, month=MARCH)
    return people


def ask(client, page, kind, *, people=None, **values):
    """Send the form for all rows of the page, or for those of the people; do the job, and return its page."""
    rows = client.get(page).context["form"].rows
    chosen = [key for key, row in rows.items() if people is None or row.participation in people]
    asked = client.post(page, {"people": chosen, "kind": kind, **values})
    run_jobs("group_step")
    return client.get(asked.url)


def refused(page):
    return [participation.family_name for participation, _text, _url in page.context["refused"]]


def test_a_group_from_its_close_to_its_papers(cast, sign_in, people, monkeypatch):
    monkeypatch.setattr(jobs, "TOGETHER", 1)
    monkeypatch.setattr(jobs, "IN_FILE", 2)
    client, page = sign_in(cast.case_worker), month_url(cast.project, MARCH)
    # Of the three in the list one is closed already.
    shown = ask(client, page, "close")
    assert (shown.context["taken"], refused(shown)) == (2, ["Ceder"])
    assert [text for _participation, text, _url in shown.context["refused"]] == ["Månaden är redan stängd."]
    assert set(Certificate.objects.values_list("participation", "minutes")) == {
        *((each.pk, 180) for each in people[:2]),
        (people[2].pk, 0),
    }
    assert ask(client, page, "send", people=people[1:]).context["taken"] == 2
    shown = ask(client, page, "send", people=people[:2])
    assert refused(shown) == ["Björk"]
    assert "hos deltagaren" in shown.text
    assert refused(ask(client, page, "countersign")) == ["Alm", "Björk", "Ceder"]

    shown = ask(client, f"{page}?show=sent", "paper", language="en")
    assert (shown.context["taken"], shown.context["files"]) == (3, [1, 2])
    assert not AccessLogEntry.objects.filter(kind="printed").exists()
    file = client.get(f"{shown.request['PATH_INFO']}1/")
    assert AccessLogEntry.objects.get(kind="printed").subjects == sorted(each.pk for each in people[:2])
    assert b"pdfuaid:part" in file.content
    read = PdfReader(io.BytesIO(file.content))
    assert [each.title for each in read.outline] == [each.full_name for each in people[:2]]
    assert "Certificate of attendance, March 2018" in read.pages[0].extract_text()
    stored = GroupFile.objects.first()
    assert b"%PDF" not in bytes(stored.content_encrypted)
    other = sign_in(cast.leader)
    assert other.get(shown.request["PATH_INFO"]).status_code == 404
    GroupFile.objects.update(content_encrypted=b"1" * 40)
    assert "går inte längre att öppna" in client.get(f"{shown.request['PATH_INFO']}1/", follow=True).text
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        assert sign_in(cast.case_worker).get(shown.request["PATH_INFO"]).status_code == 404


def test_what_has_changed_since_the_list_was_shown(cast, sign_in, people, monkeypatch):
    client, page = sign_in(cast.case_worker), month_url(cast.project, MARCH)
    keys = list(client.get(page).context["form"].rows)
    assert "people" in client.post(page, {"people": [], "kind": "close"}).context["form"].errors
    asked = client.post(page, {"people": keys, "kind": "close"})  # the worker comes later
    Attendance.objects.filter(participation=people[0]).update(minutes=60)
    void_participation(people[1], reason="Fel person", by=cast.leader)
    assert "people" in client.post(page, {"people": keys, "kind": "close"}).context["form"].errors
    assert "Väntar på sin tur" in client.get(asked.url).text
    run_jobs("group_step")
    shown = client.get(asked.url)
    assert (refused(shown), shown.context["hidden"]) == (["Alm", "Ceder"], 1)
    assert "Björk" not in shown.text
    # All of the list, on other pages too.
    monkeypatch.setattr("participants.certificates.group.views.page_of", lambda request, rows: first_of(rows))
    shown = ask(client, page, "close", people=[], whole_list="on")
    assert (shown.context["taken"], refused(shown)) == (1, ["Ceder"])


def first_of(rows):
    from django.core.paginator import Paginator

    return Paginator(rows, 1).get_page(1)


def test_an_attempt_that_was_interrupted_is_gone_on_with(cast, sign_in, people, monkeypatch):
    monkeypatch.setattr(jobs, "TOGETHER", 1)
    client, page = sign_in(cast.case_worker), month_url(cast.project, MARCH)
    keys = list(client.get(page).context["form"].rows)
    asked = client.post(page, {"people": keys, "kind": "close"})
    kind, take_for = kinds()["group_step"], jobs.actions.take_for

    def stop_before_the_second(*args, **kwargs):
        if Certificate.objects.filter(month=MARCH).count() > 1:
            raise runner.LeaseLost
        return take_for(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(jobs.actions, "take_for", stop_before_the_second)
        assert not runner.run(kind, GroupStep.objects.get().pk)
    GroupStep.objects.update(leased_until=timezone.now() - timedelta(1))
    assert run_jobs("group_step") == 1
    shown = client.get(asked.url)
    assert (shown.context["taken"], refused(shown)) == (2, ["Ceder"])

    # Stopped, or without the role: nothing is done.
    asked = client.post(page, {"people": list(client.get(page).context["form"].rows), "kind": "send"})
    assert "Det stoppades" in client.post(f"{asked.url}stop/", follow=True).text
    client.post(page, {"people": list(client.get(page).context["form"].rows), "kind": "send"})
    Membership.objects.filter(user=cast.case_worker).delete()
    assert run_jobs("group_step") == 0
    assert GroupStep.objects.get(state="failed").failure == "forbidden"
    assert not Certificate.objects.filter(state="sent").exists()


def test_the_filters_of_the_list(cast, sign_in, people):
    client, page = sign_in(cast.leader), month_url(cast.project, MARCH)
    spell = people[0].spells.get()
    spell.case_worker = cast.case_worker
    spell.save()
    for query, number in (
        *(("show=closed", 1), ("show=open", 2), ("show=sent", 0), ("whose=mine", 0)),
        *((f"whose={cast.case_worker.pk}", 1), ("whose=none", 2)),
    ):
        assert len(client.get(f"{page}?{query}").context["rows"]) == number, query
    found = in_part(people[0].project.participations.all(), MARCH, municipality=spell.municipality_id)
    assert people[0] in found
    assert not in_part(found, date(2000, 1, 1), municipality=spell.municipality_id)
