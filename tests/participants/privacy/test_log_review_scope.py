"""Scope of the log review: only the reader's own projects, and three months back."""

from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse

from accounts.access_log import log_access
from accounts.models import AccessLogEntry
from esfportal.ui.pagination import page_of
from participants.privacy.log_review import actions
from participants.privacy.models import LogReview
from tests.factories import MembershipFactory, ParticipationFactory
from tests.participants.privacy.test_log_review import OCTOBER, TODAY, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(cast):
    return read(cast, ParticipationFactory(project=cast.project))


@pytest.fixture
def elsewhere(cast):
    # Viewed by a user who works in the other project only.
    worker = MembershipFactory(project=cast.other_project, user__full_name="Edla Utanför").user
    person = ParticipationFactory(project=cast.other_project)
    return read(cast, person, by=worker, project=cast.other_project)


@pytest.fixture
def works_elsewhere(cast):
    # With a role in the other project, too, row-level security lets the leader see both.
    return MembershipFactory(user=cast.leader, project=cast.other_project)


def test_entries_of_another_project_cannot_be_noted(cast, sign_in, here, elsewhere, works_elsewhere):
    actions.draw_samples(today=TODAY)
    client = sign_in(cast.leader)
    for entry, status in ((here, 200), (elsewhere, 404)):
        address = reverse("privacy:log_note", args=[cast.project.slug, OCTOBER, entry.pk])
        assert client.get(address).status_code == status


@pytest.mark.parametrize("name", ["log", "log_overview"])
def test_readers_of_another_project_are_not_choices(cast, sign_in, here, elsewhere, works_elsewhere, name):
    arguments = [cast.project.slug] if name == "log" else []
    address = reverse(f"privacy:{name}", args=arguments)
    text = sign_in(cast.leader).get(address).text
    assert cast.case_worker.full_name in text
    assert cast.former.full_name in text  # what they read stands in the log
    assert "Edla Utanför" not in text
    assert sign_in(cast.leader).get(address, {"actor": elsewhere.actor.pk}).context["form"].errors
    if name == "log_overview":
        assert "Edla Utanför" in sign_in(cast.administrator).get(address).text


def test_readers_of_one_person_are_of_the_same_project(cast, sign_in, here, elsewhere, works_elsewhere):
    person = ParticipationFactory(project=cast.project)
    address = reverse("privacy:readers", args=[cast.project.slug, person.public_id])
    assert "Edla Utanför" not in sign_in(cast.leader).get(address).text


def test_a_leader_oversees_the_log_of_the_projects_they_lead(cast, sign_in, here, elsewhere, works_elsewhere):
    actions.draw_samples(today=TODAY)
    address = reverse("privacy:log_overview")
    for user, projects in (
        (cast.leader, {cast.project}),
        (cast.administrator, {cast.project, cast.other_project}),
    ):
        page = sign_in(user).get(address)
        assert {review.project for review in page.context["reviews"]} == projects
        assert {row.entry.project for row in page.context["rows"]} - {None} == projects


@pytest.mark.parametrize(
    ("month", "is_drawn"), [("2026-07", False), ("2026-08", True), ("2026-09", True), ("2026-11", False)]
)
def test_samples_of_the_last_three_months_are_drawn_late(cast, month, is_drawn):
    read(cast, ParticipationFactory(project=cast.project), when=f"{month}-14 10:00")
    actions.draw_samples(today=TODAY)
    assert LogReview.objects.exists() == is_drawn


def test_viewing_the_readers_is_logged_as_a_review(cast, sign_in):
    person = ParticipationFactory(project=cast.project)
    address = reverse("privacy:readers", args=[cast.project.slug, person.public_id])
    sign_in(cast.case_worker).get(address)
    entry = AccessLogEntry.objects.get()
    assert (entry.kind, entry.purpose, entry.subjects) == ("opened", "log_review", [person.pk])


@pytest.mark.parametrize("searched", [True, False])
def test_entries_count_matches_and_name_people_on_the_page(cast, sign_in, monkeypatch, searched):
    # A search reveals how many people have a name, so all matches count. A list counts those on the page.
    monkeypatch.setattr("participants.register.views.lists.page_of", partial(page_of, size=2))
    people = ParticipationFactory.create_batch(5, project=cast.project, family_name="Ström")
    client = sign_in(cast.leader)
    url = reverse("register:list", args=[cast.project.slug]) + "?"
    if searched:
        url = client.post("/participants/search/", {"q": "Ström", "project": cast.project.slug})["Location"]
    page = client.get(f"{url}&page=2")
    entry = AccessLogEntry.objects.get()
    assert entry.subjects == [row.participation.pk for row in page.context["rows"]]
    assert (len(entry.subjects), entry.count) == (2, len(people) if searched else 2)
    log = client.get(reverse("privacy:log", args=[cast.project.slug]))
    (row,) = log.context["rows"]
    assert row.others == (3 if searched else 0)
    assert ("3 till" in log.text) == searched


@pytest.mark.parametrize("kind", AccessLogEntry.Kind.values)
def test_findings_by_name_need_a_deliberate_view(cast, sign_in, kind):
    # A list or search shows namesakes by chance; opening, printing and exporting is a choice.
    namesake = ParticipationFactory(project=cast.project, family_name="Handläggare")
    chosen = {"opened", "revealed", "printed", "downloaded", "exported"}
    read(cast, namesake, kind=kind)
    address = reverse("privacy:log", args=[cast.project.slug])
    rows = sign_in(cast.leader).get(address, {"show": "surname"}).context["rows"]
    assert bool(rows) == (kind in chosen)


def test_months_end_at_midnight_in_sweden(cast, sign_in):
    # The sample has the last hour of its month and not the first of the next.
    person = ParticipationFactory(project=cast.project)
    last = read(cast, person, when="2026-09-30 23:59")
    first = read(cast, person, when="2026-10-01 00:00")
    actions.draw_samples(today=TODAY)
    sampled = {review.month: review.sample for review in LogReview.objects.all()}
    assert sampled == {OCTOBER - timedelta(30): [last.pk], OCTOBER: [first.pk]}


def test_a_page_over_several_projects_is_reviewed_in_each(cast, sign_in):
    # Each project's log shows only its own people.
    MembershipFactory(user=cast.leader, project=cast.other_project)
    own_person, other_person = (
        ParticipationFactory(project=project) for project in (cast.project, cast.other_project)
    )
    log_access("searched", by=cast.leader, participations=[own_person, other_person])
    for user, own in ((cast.leader, own_person), (cast.stranger, other_person)):
        page = sign_in(user).get(reverse("privacy:log", args=[own.project.slug]))
        (row,) = [row for row in page.context["rows"] if row.entry.kind == "searched"]
        assert [subject.key for subject in row.subjects] == [own.pk]
