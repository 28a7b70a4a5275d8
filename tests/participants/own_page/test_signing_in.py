"""The participant's own page: a link that works once, a code, and a session apart from those of users."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.audit.models import AuditEntry
from accounts.database_access import link_access
from esfportal.database.row_level_security import PARTICIPANT
from esfportal.operations.rate_limit import RateLimit
from esfportal.security import unknown_links
from participants.attendance.models import Enrolment, Session
from participants.certificates.models import Certificate
from participants.consents.models import PrivacyEntry
from participants.own_page import session_cookie
from participants.own_page.models import OwnPageLink
from participants.plans.models import Plan, Step
from participants.privacy.models import ExtractRequest
from participants.register.actions import void_participation
from participants.register.identity.merged_records import record_keys
from participants.surveys.models import Invitation
from tests.esfportal.database.sql import column, tables_with_rls
from tests.factories import OSKARSHAMN, ParticipationFactory, PlanFactory
from tests.participants.attendance.examples import activity_of, enrolment_of, session_of
from tests.participants.certificates.examples import certificate_of
from tests.participants.own_page.samples import CODE, browser, link_of, opened, token_of
from tests.sample_objects import FullProject, merge_of

pytestmark = pytest.mark.django_db


def page_of(participation):
    return f"/projects/{participation.project.slug}/participants/{participation.public_id}/own-page/"


def test_a_link_is_printed_once_opened_once_and_ends(cast, sign_in):
    own_person = ParticipationFactory(
        project=cast.project,
        given_name="Ylva",
        spell__municipality_id=OSKARSHAMN,
        spell__entry_date="2018-01-10",
    )
    today = timezone.localdate()
    course = activity_of(cast.project, "Svetskurs", place="Verkstan")
    enrolment_of(own_person, course, ends_on=today + timedelta(days=5))
    for days, values in (
        (1, {}),
        (2, {"cancelled_because": "Bo är sjuk"}),
        (9, {"place": "Efteråt"}),
        (-1, {"place": "Förr"}),
    ):
        session_of(course, today + timedelta(days=days), **values)
    session_of(activity_of(cast.project, "Någon annans"), today)

    staff = sign_in(cast.case_worker)
    assert "Deltagaren har ingen länk" in staff.get(page_of(own_person)).text
    paper = staff.post(f"{page_of(own_person)}make/")
    address, code = paper.context["address"].removeprefix("http://testserver"), paper.context["code"]
    assert "<svg" in paper.text
    stored = str([*OwnPageLink.objects.values()])
    assert address.split("/")[3] not in stored
    assert address not in staff.get(page_of(own_person)).text

    phone = browser()
    for _again in range(2):  # programs that read e-mails open links, too
        entry = phone.get(address)
        assert (entry.status_code, "Ylva" in entry.text, cast.project.name in entry.text) == (
            200,
            False,
            False,
        )
    assert entry["Referrer-Policy"] == "strict-origin"
    assert not phone.cookies.get(session_cookie.COOKIE.name)
    assert "Försök kvar: 4" in phone.post(address, {"code": "0"}).text
    assert phone.post(address, {"code": code}).url == "/me/"
    cookie = phone.cookies[session_cookie.COOKIE.name]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (
        "/",
        True,
        "Lax",
        "",
    )
    assert cookie.value not in str([*OwnPageLink.objects.values()])
    home = phone.get("/me/").text
    assert [text in home for text in ("Samverkansprojektet", "Svetskurs", "Verkstan", "inställt")] == [
        True
    ] * 4
    assert [text in home for text in ("Någon annans", "Efteråt", "Förr", "Bo är sjuk")] == [False] * 4
    assert browser().get(address).status_code == 404
    assert "inloggad sedan" in staff.get(page_of(own_person)).text

    # Of a browser in which a user is signed in, nothing of the user reaches the page, and the other way.
    staff.cookies[session_cookie.COOKIE.name] = cookie.value
    assert "Olle Handläggare" not in staff.get("/me/").text
    assert phone.get("/projects/").url.startswith("/accounts/login/")
    phone.post("/me/sign-out/")
    assert "Du är inte inloggad" in staff.get("/me/").text
    entries = AuditEntry.objects.filter(action__startswith="own_").order_by("pk")
    assert [(entry.action, entry.actor, entry.object_id) for entry in entries] == [
        ("own_link_made", cast.case_worker, str(own_person.pk)),
        *((f"own_page_{done}", None, str(own_person.pk)) for done in ("code_wrong", "opened", "closed")),
    ]


def test_a_link_ends_by_time_tries_withdrawal_and_with_the_record(cast, sign_in, monkeypatch):
    participation = ParticipationFactory(project=cast.project)
    address, links = f"/me/open/{token_of(participation)}/", OwnPageLink.objects.all()
    status = lambda: browser().get(address).status_code  # noqa: E731
    link_of(participation)
    now = timezone.now()
    for values in ({"expires_at": now}, {"withdrawn_at": now}, {"tries": 5}):
        (before,) = links.values(*values)
        links.update(**values)
        assert (status(), browser().post(address, {"code": CODE}).status_code) == (404, 404)
        links.update(**before)
        assert status() == 200
    phone = opened(participation)
    for values in (
        {"used_at": now - OwnPageLink.MAX_IDLE},
        {"opened_at": now - OwnPageLink.MAX_AGE},
        {"withdrawn_at": now},
        {"ended_at": now},
    ):
        (before,) = links.values(*values)
        assert phone.get("/me/").context.get("days") is not None
        links.update(**values)
        assert (phone.get("/me/").context.get("days"), phone.post("/me/sign-out/").url) == (None, "/me/")
        links.update(**before)
    links.update(used_at=now - timedelta(minutes=5))
    phone.get("/me/")
    assert links.get().used_at > now - timedelta(minutes=1)

    leader = sign_in(cast.leader)
    leader.post(f"{page_of(participation)}make/")
    assert phone.get("/me/").context.get("days") is None
    made = leader.post(f"{page_of(participation)}make/").context
    leader.post(f"{page_of(participation)}withdraw/")
    assert browser().get(made["address"]).status_code == 404
    made = leader.post(f"{page_of(participation)}make/").context
    phone.post(made["address"], {"code": made["code"]})
    assert phone.get("/me/").context.get("days") == []
    void_participation(participation, reason="Fel", by=cast.leader)
    assert phone.get("/me/").context.get("days") is None

    monkeypatch.setattr(unknown_links, "limit", RateLimit(2, 60))
    guessed = [browser().get("/me/open/guess/") for _number in range(3)]
    assert [answer.status_code for answer in guessed] == [404, 404, 429]
    assert "Länken fungerar inte" in guessed[0].text


def test_each_wrong_code_takes_a_try_and_five_close_the_link(cast):
    participation = ParticipationFactory(project=cast.project)
    link_of(participation)
    address = f"/me/open/{token_of(participation)}/"
    answers = [
        browser().post(address, {"code": code}).status_code
        for code in ("1", "22", "x", "135791", "", "0", CODE)
    ]
    assert answers == [200, 200, 200, 200, 200, 404, 404]  # an empty field is no try


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_the_scope_of_a_participant_shows_own_rows_alone(cast, full, data):
    (people, activities), names = full, tables_with_rls()
    Enrolment.objects.all().delete()
    merged = [*people, *people[0].merged_sources]
    chosen = data.draw(st.sets(st.tuples(st.sampled_from(merged), st.sampled_from(activities)), max_size=5))
    for person, activity in chosen:
        enrolment_of(person, activity)
    for person in data.draw(st.lists(st.sampled_from(people), min_size=1, max_size=2)):
        keys = record_keys(person)
        own_activities = {activity.pk for each, activity in chosen if each.pk in keys}
        invitations = Invitation.objects.filter(participation__in=keys)
        wanted = {
            "attendance_enrolment": Enrolment.objects.filter(participation__in=keys),
            "attendance_activity": own_activities,
            "attendance_session": Session.objects.filter(activity__in=own_activities),
            "plans_plan": Plan.objects.filter(participation__in=keys),
            "plans_step": Step.objects.filter(participation__in=keys),
            "consents_privacyentry": PrivacyEntry.objects.filter(participation__in=keys),
            "privacy_extractrequest": ExtractRequest.objects.filter(participation__in=keys),
            "surveys_survey": {each.survey_id for each in invitations},
            "surveys_invitation": invitations,
            "certificates_certificate": Certificate.objects.in_force()
            .filter(participation__in=keys)
            .exclude(state="closed"),
        }
        wanted = {name: sorted(getattr(each, "pk", each) for each in rows) for name, rows in wanted.items()}
        with link_access(PARTICIPANT, person.pk):
            tables = column(
                " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in names)
            )
            shown = {name: column(f"SELECT id FROM {name} ORDER BY id") for name in wanted}
        assert shown == wanted
        assert {*tables} == {name for name, rows in wanted.items() if rows}


@pytest.fixture
def full(cast):
    full_project = FullProject(cast)
    link_of(full_project.protected)
    people = [full_project.own, full_project.protected, full_project.other_part]
    for month in (5, 7):
        for person in people:
            certificate_of(person, by=cast.leader, month=date(2018, month, 1))
    Certificate.objects.filter(month__month=5, participation__in=people[:2]).update(state="sent")
    merge_of(full_project.own, by=cast.leader)
    PlanFactory(participation=full_project.own.merged_sources[0])
    others = [activity_of(cast.project, "B"), activity_of(cast.project, "C")]
    for activity in others:
        session_of(activity)
    return people, [full_project.activity, *others]
