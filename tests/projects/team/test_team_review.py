"""The quarterly team review."""

import re
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.notifications.emails import send_at_once
from projects.team import team_review
from projects.team.models import Membership, TeamReview
from projects.team.tasks import review_teams
from tests.factories import MembershipFactory, ProjectFactory

pytestmark = pytest.mark.django_db
PAGE = "/projects/samverkan/team/review/"


def run(day=None):
    team_review.run(day)
    send_at_once()


@pytest.fixture
def open_review(cast):
    run()
    mail.outbox.clear()
    return TeamReview.objects.get(project=cast.project)


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


def membership_of(user):
    return user.memberships.get()


def field_name(user):
    return f"membership-{membership_of(user).pk}"


def all_confirmed(project, **others):
    held = Membership.objects.in_force().filter(project=project)
    return {f"membership-{m.pk}": "right" for m in held} | others


def test_a_question_shows_reason_end_and_last_sign_in(cast, leader, open_review):
    MembershipFactory(
        project=cast.project, auditor=True, reason="Revision av slutrapporten", ends_on=date(2030, 5, 21)
    )
    text = leader.get(PAGE).text.replace("\xa0", " ")
    assert "Revision av slutrapporten. Till och med 21 maj 2030. Har aldrig loggat in." in text
    assert "Kvartal " in text


def test_leaders_are_not_offered_to_end_funders_and_auditors(cast, leader, open_review):
    text = leader.get(PAGE).text
    assert "be en administratör eller finansiärens organisation avsluta den" in text
    name = field_name(cast.funder)
    assert re.findall(rf'name="{name}"[^>]*value="(\w+)"', text) == ["right"]
    leader.post(PAGE, {name: "ended"})
    assert membership_of(cast.funder).ended_at is None


def make_older(open_review, days=15):
    TeamReview.objects.filter(pk=open_review.pk).update(opened_at=timezone.now() - timedelta(days=days))


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 3, 31), date(2026, 1, 1)),
        (date(2026, 4, 1), date(2026, 4, 1)),
        (date(2026, 12, 31), date(2026, 10, 1)),
    ],
)
def test_quarter_of(day, quarter):
    assert team_review.quarter_of(day) == quarter


def test_the_task_is_scheduled():
    assert "projects.team.tasks.review_teams" in {
        row["task"] for row in settings.CELERY_BEAT_SCHEDULE.values()
    }


def test_a_review_is_opened_once_a_quarter_and_project(cast):
    for day in (date(2026, 10, 1), date(2026, 10, 2), date(2026, 12, 31)):
        run(day)
    assert {r.project for r in TeamReview.objects.all()} == {cast.project, cast.other_project}
    assert sorted(message.to for message in mail.outbox) == [[cast.leader.email], [cast.stranger.email]]
    run(date(2027, 1, 1))  # the next quarter replaces the open review
    assert TeamReview.objects.filter(project=cast.project).count() == 2
    assert TeamReview.objects.current().get(project=cast.project).quarter == date(2027, 1, 1)


def test_a_new_team_is_first_reviewed_in_the_next_quarter(cast):
    young = ProjectFactory()
    MembershipFactory(project=young, leader=True, starts_on=date(2026, 10, 5))
    run(date(2026, 11, 1))
    assert not TeamReview.objects.filter(project=young).exists()
    run(date(2027, 1, 1))
    assert TeamReview.objects.filter(project=young).exists()


def test_the_e_mail_names_the_project_but_no_person(cast):
    cast.leader.language = "en"
    cast.leader.save()
    review_teams()
    send_at_once()
    message = next(message for message in mail.outbox if message.to == [cast.leader.email])
    assert message.subject == "esfportal: Are the roles still right? The team of The cooperation project"
    for who in (cast.leader, cast.case_worker, cast.funder):
        assert who.full_name not in message.body


def test_e_mails_go_to_leaders_of_the_whole_project(cast):
    for other in (
        {"leader": True, "ended": True},
        {"leader": True, "starts_on": timezone.localdate() + timedelta(days=1)},
        {"leader": True, "user__is_active": False},
        {"leader": True, "intervention": cast.intervention},
        {"funder": True},
    ):
        MembershipFactory(project=cast.project, **other)
    run()
    assert sorted(message.to for message in mail.outbox) == [[cast.leader.email], [cast.stranger.email]]


def test_one_reminder_is_sent_after_14_days(cast, open_review):
    make_older(open_review, days=13)
    run()
    assert mail.outbox == []
    make_older(open_review, days=14)
    run()
    run()  # sends nothing more
    assert [(message.to, message.subject[:21]) for message in mail.outbox] == [
        ([cast.leader.email], "esfportal: Påminnelse")
    ]
    told = [each.text for each in cast.leader.notifications.order_by("pk")]
    assert told == [
        "Det är dags att gå igenom vilka som har en roll i Samverkansprojektet.",
        "Alla roller i Samverkansprojektet är inte bekräftade än.",
    ]


def test_a_review_that_is_finished_or_replaced_is_not_announced(cast):
    team_review.run(date(2026, 10, 1))
    TeamReview.objects.filter(project=cast.project).update(
        finished_at=timezone.now(), finished_by=cast.leader
    )
    send_at_once()
    assert [message.to for message in mail.outbox] == [[cast.stranger.email]]


def test_answers_are_kept_with_name_and_date(cast, open_review, leader):
    text = leader.get(PAGE).text
    assert cast.case_worker.full_name in text
    assert "Har aldrig loggat in" in text
    assert cast.former.full_name not in text
    sent = all_confirmed(cast.project, **{field_name(cast.colleague): ""})
    assert "Svaren är sparade" in leader.post(PAGE, sent, follow=True).text
    open_review.refresh_from_db()
    assert open_review.finished_at is None
    answer = open_review.answers.get(membership=membership_of(cast.case_worker))
    assert (answer.decision, answer.answered_by) == ("right", cast.leader)
    assert answer.answered_at.date() == timezone.now().date()
    leader.post(PAGE, {field_name(cast.colleague): "right"})
    open_review.refresh_from_db()
    assert open_review.finished_by == cast.leader
    assert "Avslutad" in leader.get(PAGE).text
    assert AuditEntry.objects.filter(action="team_answered").count() == 4
    assert AuditEntry.objects.get(action="team_review_finished").actor == cast.leader


def test_ending_a_role_in_a_review_takes_effect_at_the_next_request(cast, open_review, leader, sign_in):
    client = sign_in(cast.colleague)
    assert client.get(cast.project.get_absolute_url()).status_code == 200
    leader.post(PAGE, {field_name(cast.colleague): "ended"})
    assert client.get(cast.project.get_absolute_url()).status_code == 404
    assert membership_of(cast.colleague).ended_by == cast.leader
    assert open_review.answers.get().decision == "ended"


def test_the_last_leader_is_not_ended_and_the_other_answers_stay(cast, open_review, leader):
    text = leader.post(
        PAGE, all_confirmed(cast.project, **{field_name(cast.leader): "ended"}), follow=True
    ).text
    assert "skulle sakna projektledare" in text
    assert membership_of(cast.leader).ended_at is None
    assert open_review.answers.count() == 3
    assert not open_review.answers.filter(membership=membership_of(cast.leader)).exists()


def test_the_first_answer_counts(cast, open_review, leader):
    leader.post(PAGE, {field_name(cast.colleague): "right"})
    team_review.answer(open_review, membership_of(cast.colleague), "ended", by=cast.leader)
    assert membership_of(cast.colleague).ended_at is None
    assert open_review.answers.get().decision == "right"


def test_a_review_can_be_finished_when_the_others_have_left(cast, open_review, leader):
    leader.post(PAGE, all_confirmed(cast.project, **{field_name(cast.colleague): ""}))
    leader.post(
        f"/projects/samverkan/team/{membership_of(cast.colleague).pk}/end/",
        {"last_day": timezone.localdate()},
    )
    assert "Avsluta genomgången" in leader.get(PAGE).text
    leader.post(PAGE)
    open_review.refresh_from_db()
    assert open_review.finished_at


def test_members_of_other_projects_can_not_be_answered_about(cast, open_review, leader):
    leader.post(PAGE, {field_name(cast.stranger): "ended"})
    assert membership_of(cast.stranger).ended_at is None


def test_an_open_review_is_in_the_worklist(cast, open_review, leader, sign_in):
    overview = cast.project.get_absolute_url()
    assert "Roller att bekräfta<" in leader.get(overview).text
    make_older(open_review)
    assert "Roller att bekräfta, försenade" in leader.get(overview).text
    assert "Är det fortfarande rätt personer?" in leader.get("/projects/samverkan/team/").text
    assert "bekräfta" not in sign_in(cast.case_worker).get(overview).text
    leader.post(PAGE, all_confirmed(cast.project))
    assert "att bekräfta" not in leader.get(overview).text


def test_the_administrator_sees_overdue_reviews_and_projects_without_leader(cast, open_review, sign_in):
    administration = sign_in(cast.administrator)
    leaderless = ProjectFactory(name="Ensamma projektet")
    text = administration.get("/admin/").text
    assert leaderless.name in text
    assert cast.project.name not in text
    make_older(open_review)
    assert cast.project.name in administration.get("/admin/").text


def test_the_page_without_a_review(cast, leader):
    assert "Ingen genomgång ännu" in leader.get(PAGE).text
    assert leader.post(PAGE).status_code == 200


def test_query_count_does_not_grow_with_the_team(cast, open_review, leader):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert leader.get(PAGE).status_code == 200
        return len(captured)

    leader.post(PAGE, {field_name(cast.colleague): "right"})
    few = queries()
    for _each in range(5):
        MembershipFactory(project=cast.project, intervention=cast.intervention)
        held = MembershipFactory(project=cast.project, intervention=cast.intervention)
        team_review.answer(open_review, held, "right", by=cast.leader)
    assert queries() == few
