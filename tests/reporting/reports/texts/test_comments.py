"""Colleagues' comments on a draft's texts, and who is writing which section."""

import re

import pytest
from django.urls import reverse

from accounts.audit.models import AuditEntry
from accounts.notifications.models import Notification
from esfportal.jobs import queue
from reporting.reports import actions, jobs
from reporting.reports.models import TextComment
from reporting.reports.texts import writers
from reporting.reports.texts.actions import begin_texts
from tests.factories import MembershipFactory
from tests.reporting.reports.job_support import made, quick_render, register
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)


@pytest.fixture
def draft(cast):
    register(cast.project, women=8, men=8)
    report = made(cast.project, by=cast.leader)
    begin_texts(report)
    return report


@pytest.fixture
def part_leader(cast):
    return MembershipFactory(project=cast.project, leader=True, municipality_id="0880").user


def address(report, name="comments", *rest):
    return reverse(f"reports:{name}", args=[report.project.slug, report.public_id, *rest])


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def test_a_colleague_comments_and_the_leader_marks_it_as_done(draft, cast, part_leader):
    colleague, leader = signed_in(part_leader), signed_in(cast.leader)
    assert address(draft) in colleague.get(draft.get_absolute_url()).text
    answer = colleague.post(
        address(draft), {"section": "activities", "comment": "Skriv om kurserna."}, follow=True
    )
    assert "Skriv om kurserna." in text_of(answer)
    shown = text_of(leader.get(address(draft, "write")))
    assert "Kollegors kommentarer Skriv om kurserna." in shown

    (comment,) = TextComment.objects.all()
    (told,) = Notification.objects.all()
    assert (told.user, told.get_absolute_url()) == (cast.leader, address(draft))
    assert told.text == "En kollega har kommenterat en text i en rapport för Samverkansprojektet."
    version = re.search(
        rf'action="{address(draft, "comment_done", comment.pk)}".*?name="version" value="([^"]*)"',
        leader.get(address(draft)).text,
        re.DOTALL,
    )[1]
    leader.post(address(draft, "comment_done", comment.pk), {"version": version})
    assert "Skriv om kurserna." not in text_of(leader.get(address(draft, "write")))
    assert f"Markerad som klar av {cast.leader.full_name}" in text_of(colleague.get(address(draft)))
    (answered,) = Notification.objects.exclude(pk=told.pk)
    assert (answered.user, answered.kind) == (part_leader, "reports.comment_done")
    found = AuditEntry.objects.filter(action__in=("report_text_commented", "report_comment_done"))
    assert [(entry.action, entry.actor) for entry in found.order_by("pk")] == [
        ("report_text_commented", part_leader),
        ("report_comment_done", cast.leader),
    ]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"section": "nothing", "comment": "Hej"}, "section"),
        ({"section": "summary", "comment": "  "}, "comment"),
        ({"section": "summary", "comment": "x" * 2001}, "comment"),
        ({"section": "summary", "comment": "Se 19121212-1212"}, "comment"),
    ],
)
def test_a_comment_with_mistakes_is_refused(draft, cast, typed, field):
    answer = signed_in(cast.leader).post(address(draft), typed)
    assert answer.context["form"].errors.keys() == {field}
    assert not TextComment.objects.exists()


def test_the_chosen_section_is_chosen(draft, cast):
    client = signed_in(cast.leader)
    assert client.get(f"{address(draft)}?section=risks").context["form"]["section"].value() == "risks"
    assert client.get(f"{address(draft)}?section=<b>").status_code == 200


def test_a_submitted_report_takes_no_comments_and_its_funder_reads_none(draft, cast):
    section = draft.texts.first().section
    draft.text_comments.create(section=section, comment="Internt", written_by=cast.leader)
    draft.texts.update(text="Skrivet.", yes_no="yes")
    report = actions.submit_report(report=draft, by=cast.leader)
    client = signed_in(cast.leader)
    page = client.post(address(report), {"section": section.key, "comment": "Sent"})
    assert "Internt" in page.text
    assert TextComment.objects.count() == 1
    funder = signed_in(cast.funder)
    assert funder.get(address(report)).status_code == 403
    assert "Internt" not in funder.get(report.get_absolute_url()).text


def test_a_deleted_draft_takes_its_comments_along(draft, cast):
    draft.text_comments.create(section=draft.texts.first().section, comment="Bra", written_by=cast.leader)
    actions.delete_report(report=draft, by=cast.leader)
    assert not TextComment.objects.exists()


def test_the_page_says_who_is_writing_just_now(draft, cast, monkeypatch):
    other = MembershipFactory(project=cast.project, leader=True, user__full_name="Berit Skribent").user
    mine, theirs = signed_in(cast.leader), signed_in(other)
    assert "Skriver just nu" not in mine.get(address(draft, "write")).text
    answer = theirs.post(address(draft, "writing", "risks"))
    assert "Berit Skribent" not in answer.text  # of oneself it says nothing
    assert "Berit Skribent i Risker" in text_of(mine.get(address(draft, "write")))
    assert "Berit Skribent i Risker" in text_of(mine.post(address(draft, "writing", "summary")))
    assert mine.post(address(draft, "writing", "nothing")).status_code == 404
    now = writers.time.time()
    monkeypatch.setattr(writers.time, "time", lambda: now + writers.KEPT + 1)
    assert "Skriver just nu" not in mine.get(address(draft, "write")).text
