"""Attendance: recorded for all and one by one, what is impossible, two users at once, and what is shown to whom."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from participants.attendance import hours, presence_rules, recording
from participants.attendance.forms.presence import NO_VALUES
from participants.attendance.models import Attendance
from participants.register.models import ProtectedRecordAccess
from tests.at_once import Meeting
from tests.factories import ParticipationFactory
from tests.participants.attendance.examples import activity_of, attendance_of, enrolment_of, session_of
from tests.participants.imports.test_races import run_together
from tests.queries import own_queries

DAY = date(2018, 3, 7)
times = some.times().map(lambda moment: moment.replace(second=0, microsecond=0, tzinfo=None))
states = some.sampled_from(Attendance.State.values)


@given(times, times, states, some.integers(0, 1500), some.integers(0, 400))
def test_hours_are_never_negative_and_never_more_than_the_session(first, last, state, missed, pause):
    first, last = sorted([first, last])
    lasts = max(0, hours.minutes_between(first, last) - pause)
    found = hours.attended_minutes(lasts, state, missed if state in ("late", "left_early") else 0)
    assert 0 <= found <= lasts
    if state == "present":
        assert found == lasts
    period = hours.attended_period(first, last, state, missed)
    if period:
        assert 0 <= period[0] < period[1] <= 24 * 60
        assert hours.overlap(period, period)
    else:
        assert not hours.overlap(period, (0, 24 * 60))


def of_session(session):
    return reverse("attendance:record", args=[session.project.slug, session.pk])


class Page:
    """The page of a session, as one user has opened it."""

    def __init__(self, client, session):
        self.client, self.session, self.url = client, session, of_session(session)
        self.form = client.get(self.url).context["form"]
        self.shown = {
            f"{entry.key}-{name}": field.value() if field.value() is not None else ""
            for entry in self.form.entries
            for name, field in self.form.bound(entry).items()
            if name != "seen"
        }
        self.shown |= {f"{entry.key}-seen": self.form.seen(entry) for entry in self.form.entries}

    def typed(self, person, **values):
        return {f"s{self.session.pk}p{person.pk}-{name}": value for name, value in values.items()}

    def send(self, *typed, **more):
        data = dict(self.shown)
        for values in typed:
            data |= values
        return self.client.post(self.url, data | more)

    def save_one(self, person, **values):
        """Return the text of the answer to a page that saves by itself."""
        sent = self.shown | self.typed(person, **values) | {"only": f"s{self.session.pk}p{person.pk}"}
        return self.client.post(self.url, sent, headers={"hx-request": "true"}).text


@pytest.fixture
def session(cast):
    return session_of(activity_of(cast.project), DAY, break_minutes=30)


@pytest.fixture
def people(cast, session):
    found = [ParticipationFactory(project=cast.project) for _person in range(3)]
    for person in found:
        enrolment_of(person, session.activity)
    return found


def stored(person):
    return Attendance.objects.filter(participation=person).values_list("state", "reason", "minutes").first()


@pytest.mark.django_db
def test_a_session_from_the_door_to_the_correction(cast, sign_in, session, people):
    first, second, third = people
    page = Page(sign_in(cast.case_worker), session)
    answer = page.send(
        page.typed(first, state="late", missed_minutes="20"),
        page.typed(second, state="absent"),
        present=session.pk,
    )
    assert answer.status_code == 200  # the reason is missing; the others are saved
    assert [stored(each) for each in people] == [("late", "", 130), None, ("present", "", 150)]
    entry = next(each for each in answer.context["entries"] if each.participation == second)
    assert entry.problems == ["Välj skälet till frånvaron."]
    page = Page(sign_in(cast.case_worker), session)
    assert "Sparat" in page.save_one(second, state="absent", reason="ill")
    assert (
        page.send(page.typed(third, state="present", stated_minutes="90", note="Läkarbesök")).status_code
        == 302
    )
    attendance = Attendance.objects.get(participation=third)
    assert (attendance.minutes, attendance.is_stated, attendance.note) == (90, True, "Läkarbesök")
    assert b"L\xc3\xa4kar" not in bytes(attendance.note_encrypted)
    assert (attendance.recorded_by, attendance.project) == (cast.case_worker, cast.project)
    text = sign_in(cast.case_worker).get(second.get_absolute_url()).text
    assert "registrerade närvaro: frånvarande" in text
    page = Page(sign_in(cast.case_worker), session)
    assert page.send().status_code == 302  # nothing was touched
    assert page.send(page.typed(first, state="")).status_code == 302
    assert [stored(each) for each in people] == [None, ("absent", "ill", 0), ("present", "", 90)]


@pytest.mark.django_db
def test_the_second_user_is_told_what_the_first_wrote(cast, sign_in, session, people):
    first, second, _third = people
    early, late = Page(sign_in(cast.leader), session), Page(sign_in(cast.case_worker), session)
    early.send(early.typed(first, state="absent", reason="work"), early.typed(second, state="present"))
    answer = late.save_one(first, state="present")
    assert cast.leader.full_name in answer
    assert "har skrivit efter att du öppnade sidan" in answer
    assert "Frånvarande: arbete" in answer
    assert stored(first)[0] == "absent"
    # What the page did not touch is left as it is; the button with the version of now replaces it.
    answer = late.send(late.typed(first, state="present"), present=session.pk)
    assert [stored(each) and stored(each)[0] for each in people] == ["absent", "present", "present"]
    entry = next(each for each in answer.context["entries"] if each.participation == first)
    assert late.send(late.typed(first, state="present")).status_code == 200  # told again
    assert late.send(late.typed(first, state="present"), replaces=entry.replacing).status_code == 302
    assert stored(first)[0] == "present"


@pytest.mark.django_db
def test_what_is_impossible_is_refused_with_the_reason(cast, sign_in, session, people, monkeypatch):
    person, other, _third = people
    client = sign_in(cast.case_worker)

    def refused(at=session, who=person, **values):
        (problem,) = recorded(Page(client, at), who, **values)
        return problem

    def recorded(page, who, **values):
        answer = page.send(page.typed(who, **values))
        return (
            []
            if answer.status_code == 302
            else next(each.problems for each in answer.context["entries"] if each.participation == who)
        )

    assert refused(state="late") == "Ange hur många minuter."
    assert refused(state="left_early", missed_minutes="150") == "Det är hela tillfället."
    assert "150 minuter" in refused(state="present", stated_minutes="151", note="Längre")
    assert refused(state="present", stated_minutes="60") == "Skriv varför tiden är en annan."
    assert refused(state="absent", reason="ill", stated_minutes="1", note="X").startswith("En frånvarande")
    same_day = session_of(activity_of(cast.project, "Svenska"), DAY, starts_at=time(11), ends_at=time(15))
    enrolment_of(person, same_day.activity)
    attendance_of(person, same_day)
    assert refused(state="present") == "Deltagaren är på Svenska kl. 11:00 då."
    assert recorded(Page(client, session), person, state="left_early", missed_minutes="60") == []
    # Positive control: at another time, and absent.
    assert recorded(Page(client, session), person, state="absent", reason="other") == []
    # The session follows, and is not moved onto another.
    page = reverse("attendance:session", args=[cast.project.slug, session.pk])
    typed = {"held_on": str(DAY), "starts_at": "09:00", "ends_at": "12:00", "break_minutes": "0"}

    def change(**values):
        version = client.get(page).context["form"].version
        answer = client.post(page, typed | values | {"version": version})
        return answer.status_code == 302 or [*answer.context["form"].errors]

    attendance_of(other, session)
    assert change() is True
    assert stored(other) == ("present", "", 180)
    assert change(held_on=str(DAY + timedelta(1))) == ["__all__"]
    Attendance.objects.filter(participation=person, session=session).update(
        state="left_early", reason="", missed_minutes=60, minutes=120
    )
    assert change(ends_at="13:00") == ["starts_at"]
    cancel = reverse("attendance:cancel", args=[cast.project.slug, session.pk])
    version = client.get(cancel).text.split('name="version" value="')[1].split('"')[0]
    answer = client.post(cancel, {"reason": "Sjuk", "version": version})
    assert "Närvaro är registrerad" in answer.text
    # A closed month.
    closed = lambda people, first, last: {(each.pk, DAY.replace(day=1)) for each in people}  # noqa: E731
    monkeypatch.setattr(presence_rules, "LOCKED_MONTHS", [closed])
    assert presence_rules.is_locked(person, DAY)
    assert not Page(client, session).form.entries
    assert change(ends_at="11:00") == ["__all__"]
    seen = recording.version_of(Attendance.objects.get(participation=other))
    with pytest.raises(recording.ActionRefused, match="state"):
        recording.record_attendance(session, other, values=NO_VALUES, seen=seen, by=cast.leader)


@pytest.mark.django_db
def test_sessions_to_come_and_people_who_are_not_enrolled(cast, sign_in, session, people):
    person, today = people[0], timezone.localdate()
    later = session_of(session.activity, today + timedelta(1))
    client = sign_in(cast.case_worker)
    assert "Tillfället har inte varit än" in client.get(of_session(later)).text
    assert len(Page(client, session_of(session.activity, today)).form.entries) == 3
    page = Page(client, session)
    person.enrolments.update(ends_on=DAY - timedelta(1))
    answer = page.send(page.typed(person, state="present"))
    assert answer.status_code == 302
    assert stored(person) is None  # gone from the page
    values = NO_VALUES | {"state": "present"}
    with pytest.raises(recording.ActionRefused, match="state"):
        recording.record_attendance(session, person, values=values, seen="", by=cast.leader)
    with pytest.raises(recording.ActionRefused, match=r"^$"):
        recording.record_attendance(later, people[1], values=values, seen="", by=cast.leader)


@pytest.mark.django_db
def test_a_week_is_entered_cell_by_cell_and_column_by_column(cast, sign_in, session, people):
    first, second, third = people
    friday = session_of(session.activity, DAY + timedelta(2))
    attendance_of(third, session, state="late", missed_minutes=30, minutes=120)
    client = sign_in(cast.case_worker)
    url = reverse("attendance:week_record", args=[cast.project.slug, session.activity_id, 2018, 10])
    form = client.get(url).context["form"]
    assert len(form.entries) == 5  # one is shown with a link to its session
    sent = {f"{e.key}-what": form[f"{e.key}-what"].value() for e in form.entries}
    sent |= {f"{e.key}-seen": form.seen(e) for e in form.entries}
    sent[f"s{session.pk}p{first.pk}-what"] = "ill_child"
    assert client.post(url, sent | {"present": friday.pk}).status_code == 302
    found = Attendance.objects.order_by("session", "participation").values_list("state", "reason")
    assert [*found] == [
        ("absent", "ill_child"),
        ("late", ""),
        *[("present", "")] * 3,
    ]
    assert stored(second) == ("present", "", 180)


@pytest.mark.django_db
def test_protected_people_are_entered_only_by_a_user_who_has_opened_the_record(cast, sign_in, session):
    hidden = ParticipationFactory(project=cast.project, created_by=cast.case_worker, person__protected=True)
    enrolment_of(hidden, session.activity)
    for user in (cast.leader, cast.case_worker):
        assert not sign_in(user).get(of_session(session)).context["entries"]
    ProtectedRecordAccess.objects.create(participation=hidden, user=cast.case_worker, reason="contact")
    page = Page(sign_in(cast.case_worker), session)
    assert page.send(present=session.pk).status_code == 302
    assert stored(hidden) == ("present", "", 150)


@pytest.mark.django_db
def test_the_page_costs_the_same_for_many(cast, sign_in, session, people):
    client = sign_in(cast.case_worker)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            client.get(of_session(session))
        return len(own_queries(captured.captured_queries))

    attendance_of(people[0], session, by=cast.leader)
    before = cost()
    for _person in range(5):
        person = ParticipationFactory(project=cast.project)
        enrolment_of(person, session.activity)
        attendance_of(person, session, by=cast.leader)
    assert cost() == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_locked", [True, False])
def test_no_one_is_at_two_places_at_once(cast, monkeypatch, is_locked):
    person, meeting = ParticipationFactory(project=cast.project), Meeting()
    sessions = [session_of(activity_of(cast.project, name), DAY) for name in ("A1", "A2")]
    for each in sessions:
        enrolment_of(person, each.activity)
    check = presence_rules.presence_problems

    def check_and_meet(*args, **kwargs):
        found = [*check(*args, **kwargs)]
        meeting.wait()
        return found

    monkeypatch.setattr(presence_rules, "presence_problems", check_and_meet)
    if not is_locked:  # positive control: without the lock both check before either is there
        monkeypatch.setattr(recording, "lock_participation", lambda participation: participation)
    values = NO_VALUES | {"state": "present"}
    results = run_together(
        *(
            lambda each=each: recording.record_attendance(
                each, person, values=values, seen="", by=cast.leader
            )
            for each in sessions
        )
    )
    refused = [each for each in results if isinstance(each, recording.ActionRefused)]
    assert (len(refused), Attendance.objects.count()) == ((1, 1) if is_locked else (0, 2))
    connection.close()
