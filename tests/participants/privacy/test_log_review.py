"""Review of the access log: findings, monthly sample, sign-off."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.models import AccessLogEntry
from participants.privacy.log_review import actions
from participants.privacy.log_review.sampling import draw
from participants.privacy.log_review.unusual_days import unusual_days
from participants.privacy.models import LogNote, LogReview
from tests.factories import MembershipFactory, ParticipationFactory, UserFactory

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 1)
TODAY = date(2026, 11, 3)


def at(text):
    return timezone.make_aware(datetime.fromisoformat(text))


def read(cast, *participations, by=None, when="2026-10-14 10:00", kind="opened", **values):
    given = {"project": cast.project, "role": "case_worker", "purpose": "casework"} | values
    return AccessLogEntry.objects.create(
        actor=by or cast.case_worker,
        kind=kind,
        at=at(when),
        subjects=[participation.pk for participation in participations],
        count=len(participations),
        **given,
    )


def readers_of(cast, person):
    return reverse("privacy:readers", args=[cast.project.slug, person.public_id])


@pytest.fixture
def person(cast):
    return ParticipationFactory(project=cast.project, given_name="Märta", family_name="Ögren")


@pytest.fixture
def protected(cast):
    return ParticipationFactory(
        project=cast.project, family_name="Handläggare", person__protection="confidentiality_mark"
    )


@pytest.fixture
def log(cast, sign_in):
    # Entries on the project leader's page under a filter, except those of viewing the log itself.
    client = sign_in(cast.leader)

    def entries(**chosen):
        response = client.get(reverse("privacy:log", args=[cast.project.slug]), chosen)
        assert response.status_code == 200
        return [row.entry for row in response.context["rows"] if row.entry.purpose != "log_review"]

    return entries


@pytest.fixture
def review(cast, person):
    read(cast, person)
    (review,) = actions.draw_samples(today=TODAY)
    return review


def test_filters_narrow_the_log(cast, log, person):
    mine = read(cast, person)
    printed = read(cast, person, kind="printed", when="2026-10-15 10:00")
    hers = read(cast, person, by=cast.colleague, when="2026-10-16 10:00")
    assert log() == [hers, printed, mine]
    assert log(actor=cast.colleague.pk) == [hers]
    assert log(kind="printed") == [printed]
    assert log(since="2026-10-15", until="2026-10-15") == [printed]
    assert log(since="nonsense") == [hers, printed, mine]


def test_entries_of_other_projects_are_not_shown(cast, log):
    read(cast, ParticipationFactory(project=cast.other_project), project=cast.other_project)
    assert log() == []


def test_entries_about_protected_people_have_no_name(cast, sign_in, log, person, protected):
    read(cast, person)
    found = read(cast, protected, kind="searched")
    read(cast, protected, person, kind="listed")
    assert log(show="protected") == [found]

    page = sign_in(cast.leader).get(reverse("privacy:log", args=[cast.project.slug]))
    assert "Skyddade personuppgifter" in page.text
    assert protected.get_absolute_url() not in page.text


@pytest.mark.parametrize(
    ("actor", "family_name", "is_found"),
    [
        ("Olle Handläggare", "handläggare", True),
        ("Olle Handläggare", "Öberg-Handläggare", True),
        ("Anna Lind Berg", "Lind", True),
        ("Olle Handläggare", "Olle", False),
        ("Olle Handläggare", "Handlägg", False),
        ("Cher", "Cher", False),
    ],
)
def test_finding_of_the_readers_own_surname(cast, log, actor, family_name, is_found):
    reader = UserFactory(full_name=actor)
    entry = read(cast, ParticipationFactory(project=cast.project, family_name=family_name), by=reader)
    assert log(show="surname") == ([entry] if is_found else [])


def test_findings_by_name_leave_out_protected_people(cast, log, protected):
    protected.given_name = "Olle"
    protected.save()
    read(cast, protected)
    assert cast.case_worker.full_name == protected.full_name
    assert log(show="surname") == log(show="staff") == []


def test_finding_of_colleagues_who_take_part(cast, log, person):
    UserFactory(full_name="märta ögren")
    entry = read(cast, person)
    read(cast, ParticipationFactory(project=cast.project))
    assert log(show="staff") == [entry]


@pytest.mark.parametrize(
    ("when", "is_found"),
    [
        ("2026-10-14 07:00", False),
        ("2026-10-14 06:59", True),
        ("2026-10-14 17:59", False),
        ("2026-10-14 18:00", True),
        ("2026-10-17 10:00", True),  # a Saturday
        ("2026-05-14 10:00", True),  # Ascension Day
        ("2026-05-15 10:00", False),
    ],
)
def test_finding_outside_office_hours(cast, log, person, when, is_found):
    entry = read(cast, person, when=when)
    assert log(show="outside") == ([entry] if is_found else [])


def test_finding_of_many_people_in_a_day(cast, log, settings):
    settings.ACCESS_LOG_MANY, settings.ACCESS_LOG_MANY_FROM = 3, 4
    people = ParticipationFactory.create_batch(7, project=cast.project)
    read(cast, people[0], by=cast.colleague)
    read(cast, people[1], by=cast.colleague)
    busy = [read(cast, each) for each in people]
    read(cast, *people, kind="listed")
    assert set(log(show="many")) == set(busy)


def test_a_file_about_many_counts_each_of_them_once(cast, log, settings):
    settings.ACCESS_LOG_MANY, settings.ACCESS_LOG_MANY_FROM = 1, 4
    people = ParticipationFactory.create_batch(5, project=cast.project)
    file = read(cast, *people, kind="exported")
    again = read(cast, people[0])
    for _each in people:
        read(cast, *people[:4], by=cast.colleague, kind="exported")

    assert set(log(show="many")) == {file, again}
    (day,) = unusual_days(AccessLogEntry.objects.in_project(cast.project))
    assert (day.people, day.usual) == (5, 4)


def test_the_same_seed_draws_the_same_sample():
    keys = list(range(1000))
    first = draw(keys, seed=7, size=20)
    assert first == draw(reversed(keys), seed=7, size=20) != draw(keys, seed=8, size=20)
    assert len(set(first)) == 20
    assert draw([3, 1], seed=7, size=20) == [1, 3]


def test_a_month_is_drawn_once_when_it_has_ended(cast, person, settings):
    settings.ACCESS_LOG_SAMPLE = 3
    entries = [read(cast, person, when=f"2026-10-{day:02} 10:00") for day in range(1, 31)]
    read(cast, person, when="2026-11-01 00:00")
    (review,) = actions.draw_samples(today=TODAY)
    assert actions.draw_samples(today=TODAY) == []

    assert (review.project, review.month, review.population) == (cast.project, OCTOBER, 30)
    assert review.sample == draw([entry.pk for entry in entries], seed=review.seed, size=3)


def test_the_scheduled_task_draws_samples(cast, person):
    from participants.privacy.tasks import draw_log_samples

    read(cast, person, when=f"{timezone.localdate().replace(day=1) - timedelta(1)} 10:00")
    draw_log_samples.apply().get()
    assert LogReview.objects.count() == 1


def test_a_month_is_signed_off_with_a_note(cast, sign_in, review):
    client = sign_in(cast.leader)
    address = reverse("privacy:log_sign", args=[cast.project.slug, OCTOBER])
    assert "Skriv vad du har tittat på" in client.post(address, {"note": " "}).text
    assert not LogReview.objects.get().is_signed

    page = client.post(address, {"note": "Inget avvek."}, follow=True)

    signed = LogReview.objects.get()
    assert (signed.signed_by, signed.note) == (cast.leader, "Inget avvek.")
    assert "Inget avvek." in page.text
    assert "Genomgången och signerad" in page.text
    assert AuditEntry.objects.about(signed).filter(action="log_signed_off", actor=cast.leader).exists()


def test_a_signed_review_cannot_be_changed(cast, sign_in, review):
    entry = AccessLogEntry.objects.get()
    actions.sign_off(review, note="Klart.", by=cast.leader)
    client = sign_in(cast.leader)
    sign = reverse("privacy:log_sign", args=[cast.project.slug, OCTOBER])
    note = reverse("privacy:log_note", args=[cast.project.slug, OCTOBER, entry.pk])
    for address, data in ((sign, {"note": "Nej."}), (note, {"text": "Nej."})):
        assert "redan signerad" in client.post(address, data, follow=True).text
    assert (LogReview.objects.get().note, LogNote.objects.count()) == ("Klart.", 0)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE privacy_logreview SET note = 'Annat'",
        "UPDATE privacy_logreview SET signed_at = NULL, signed_by_id = NULL, note = ''",
        "DELETE FROM privacy_logreview",
    ],
)
def test_the_database_refuses_to_change_a_signature(cast, review, change):
    actions.sign_off(review, note="Klart.", by=cast.leader)
    refused(change)


def test_the_database_refuses_to_change_a_sample(review):
    refused("UPDATE privacy_logreview SET sample = '{}'")
    refused("UPDATE privacy_logreview SET seed = 1")


def refused(statement):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_refuses_notes_after_the_signature(cast, review):
    actions.sign_off(review, note="Klart.", by=cast.leader)
    with pytest.raises(IntegrityError), transaction.atomic():
        LogNote.objects.create(
            review=review, entry=AccessLogEntry.objects.get(), text="Nej", written_by=cast.leader
        )


def test_a_note_about_an_entry_is_saved(cast, sign_in, review):
    entry = AccessLogEntry.objects.get()
    client = sign_in(cast.leader)
    address = reverse("privacy:log_note", args=[cast.project.slug, OCTOBER, entry.pk])
    page = client.post(address, {"text": "Talat med Olle: ett möte."}, follow=True)
    assert "Talat med Olle" in page.text
    assert LogNote.objects.get().entry == entry


def test_an_entry_of_another_month_is_not_noted(cast, sign_in, review, person):
    later = read(cast, person, when="2026-11-01 00:00")
    address = reverse("privacy:log_note", args=[cast.project.slug, OCTOBER, later.pk])
    assert sign_in(cast.leader).get(address).status_code == 404


def test_an_unsigned_month_is_in_the_leaders_to_do_list(cast, sign_in, review):
    overview = cast.project.get_absolute_url()
    assert review.get_absolute_url() in sign_in(cast.leader).get(overview).text
    assert review.get_absolute_url() not in sign_in(cast.case_worker).get(overview).text

    actions.sign_off(review, note="Klart.", by=cast.leader)
    assert review.get_absolute_url() not in sign_in(cast.leader).get(overview).text


@pytest.mark.parametrize(("day", "is_overdue"), [(date(2026, 11, 14), False), (date(2026, 11, 15), True)])
def test_a_month_is_overdue_after_two_weeks(review, day, is_overdue, time_machine):
    time_machine.move_to(at(f"{day} 12:00"))
    assert review.is_overdue is is_overdue


def test_administrators_see_readers_but_no_participants(cast, sign_in, person):
    read(cast, person, purpose="Samtal om Märta Ögren")
    page = sign_in(cast.administrator).get(reverse("privacy:log_overview"))
    assert cast.case_worker.full_name in page.text
    for mark in ("Märta", "Ögren", str(person.public_id)):
        assert mark not in page.text
    assert AccessLogEntry.objects.filter(actor=cast.administrator, purpose="log_review").exists()


@pytest.mark.parametrize("name", ["case_worker", "funder", "former", "without_role"])
def test_other_roles_cannot_open_the_overview(cast, sign_in, name):
    assert sign_in(getattr(cast, name)).get(reverse("privacy:log_overview")).status_code == 403


def test_a_leader_sees_no_entries_of_other_projects(cast, sign_in, person):
    read(cast, person)
    page = sign_in(cast.stranger).get(reverse("privacy:log_overview"))
    assert page.context["rows"] == []


def test_a_leader_of_a_part_cannot_review_the_project(cast, sign_in, review):
    part = UserFactory()
    MembershipFactory(user=part, project=cast.project, leader=True, municipality_id="0882")
    for name, arguments in (("log", []), ("log_month", [OCTOBER])):
        address = reverse(f"privacy:{name}", args=[cast.project.slug, *arguments])
        assert sign_in(part).get(address).status_code == 403
    assert sign_in(part).get(reverse("privacy:log_overview")).status_code == 403


def test_readers_of_one_person(cast, sign_in, person):
    read(cast, person, by=cast.colleague, purpose="möte om praktik")
    read(cast, ParticipationFactory(project=cast.project), by=cast.leader)
    page = sign_in(cast.case_worker).get(readers_of(cast, person))
    assert [row.entry.actor for row in page.context["rows"]] == [cast.colleague]
    assert "möte om praktik" in page.text


def test_list_views_of_one_person_are_summarised(cast, sign_in, person):
    other, address = ParticipationFactory(project=cast.project), readers_of(cast, person)
    read(cast, person, by=cast.colleague, kind="printed")
    read(cast, person, other, by=cast.colleague, kind="searched")
    for when in ("2026-10-14 10:00", "2026-10-16 11:30"):
        read(cast, person, other, by=cast.colleague, kind="listed", when=when)
    read(cast, person, other, by=cast.leader, kind="listed", when="2026-10-15 09:00", role="project_leader")
    client = sign_in(cast.case_worker)
    page = client.get(address)
    assert [row.entry.kind for row in page.context["rows"]] == ["searched", "printed"]
    summaries = [(each.name, each.role, each.times, each.last) for each in page.context["list_readers"]]
    assert summaries == [
        (cast.colleague.full_name, "handläggare", 2, at("2026-10-16 11:30")),
        (cast.leader.full_name, "projektledare", 1, at("2026-10-15 09:00")),
    ]
    assert "2 gånger" in page.text
    assert "senast 2026-10-16 11:30" in page.text
    asked = client.get(address, {"kind": "listed"})
    assert {row.entry.kind for row in asked.context["rows"]} == {"listed"}
    assert len(asked.context["rows"]) == 3
    assert asked.context["list_readers"] == []


def test_other_filters_apply_to_summarised_lists(cast, sign_in, person):
    read(cast, person, by=cast.colleague, kind="listed", when="2026-10-14 10:00")
    read(cast, person, by=cast.leader, kind="listed", when="2026-10-16 10:00")
    client, address = sign_in(cast.case_worker), readers_of(cast, person)
    for query, name in (
        ({"actor": cast.leader.pk}, cast.leader.full_name),
        ({"until": "2026-10-15"}, cast.colleague.full_name),
    ):
        assert [each.name for each in client.get(address, query).context["list_readers"]] == [name]


def test_list_views_can_be_filtered_out(cast, sign_in, person):
    read(cast, person, kind="listed")
    read(cast, person, kind="exported")
    address = reverse("privacy:log", args=[cast.project.slug])
    shown = sign_in(cast.leader).get(address, {"kind": "not_listed"}).context["rows"]
    assert [row.entry.kind for row in shown] == ["exported"]


@pytest.mark.parametrize("name", ["log", "log_month", "log_overview"])
def test_the_number_of_queries_does_not_grow_with_the_log(cast, sign_in, person, name):
    few = queries(cast, sign_in, name, [person])
    more = queries(cast, sign_in, name, ParticipationFactory.create_batch(12, project=cast.project))
    assert few == more <= 25


def queries(cast, sign_in, name, people):
    # Number of queries of a page after another entry about each person; for a month with a new sample.
    month = date(2026, 10 if len(people) == 1 else 9, 1)
    for each in people:
        read(cast, each, when=f"{month:%Y-%m}-14 10:00")
        read(cast, each, by=UserFactory(), when=f"{month:%Y-%m}-14 20:00", kind="printed")
    actions.draw_samples(today=TODAY)
    arguments = {"log_overview": [], "log_month": [cast.project.slug, month]}.get(name, [cast.project.slug])
    client, address = sign_in(cast.leader), reverse(f"privacy:{name}", args=arguments)
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)
