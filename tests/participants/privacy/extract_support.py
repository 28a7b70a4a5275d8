"""Participations whose extract is requested, and the request."""

import json
from datetime import date

from django.urls import reverse

from accounts.access_log import log_access
from participants.casework.models import Handover, Postponement
from participants.register.models import AuthorisedCaseWorker, ChangeNote, ProtectedRecordAccess
from reporting.reports.models import Report
from tests.factories import (
    MeasurementFactory,
    NoteFactory,
    OutcomeEventFactory,
    ParticipationFactory,
    PlanFactory,
    PrivacyEntryFactory,
    StepFactory,
)
from tests.numbers import nth_number
from tests.participants.attendance.examples import activity_of, attendance_of, enrolment_of, session_of
from tests.participants.benefits.examples import benefit_of
from tests.participants.certificates.examples import certificate_of
from tests.participants.contact.examples import contact_details_of
from tests.participants.employers.examples import placement_of
from tests.participants.surveys.examples import link_of, response_of, survey_of
from tests.participants.week_sheets.examples import sheet_of

REQUEST = {"requested_on": "2020-03-02", "identified_by": "document", "kind": "json", "language": "sv"}


def person_with_history(cast):
    person = ParticipationFactory(
        project=cast.project,
        given_name="Märta",
        family_name="Ögren",
        person__number=nth_number(3),
        disability="yes",
        admission_ground="Särskilda skäl",
        created_by=cast.case_worker,
    )
    wrong = OutcomeEventFactory(
        participation=person, evidence="Anställningsavtal", recorded_by=cast.colleague
    )
    OutcomeEventFactory(
        participation=person, supersedes=wrong, is_withdrawal=True, correction_reason="Fel person"
    )
    ChangeNote.objects.create(
        participation=person, reason="Fel i anmälan", warnings=["very_young"], recorded_by=cast.colleague
    )
    PrivacyEntryFactory(participation=person)
    PlanFactory(participation=person)
    StepFactory(participation=person)
    placement_of(person, by=cast.colleague)
    benefit_of(person, recorded_by=cast.colleague)
    contact_details_of(person, by=cast.colleague)
    activity = activity_of(cast.project)
    starts_on = enrolment_of(person, activity, by=cast.colleague).starts_on
    stated = {"minutes": 90, "note": "Gick hem"}
    attendance = attendance_of(person, session_of(activity, starts_on), by=cast.colleague, **stated)
    certificate_of(person, by=cast.colleague, attendances=[attendance])
    sheet_of(person, by=cast.colleague)
    survey = survey_of(cast.project, by=cast.leader, is_tied=True)
    link_of(survey, person, by=cast.colleague)
    response_of(survey, participation=person, text="Fler raster")
    Handover.objects.create(
        participation=person, sent_by=cast.case_worker, to_worker=cast.colleague, message="Tack"
    )
    Postponement.objects.create(
        participation=person,
        kind="incomplete",
        until=date(2020, 3, 2),
        reason="Väntar på betyg",
        recorded_by=cast.colleague,
    )
    person.extract_requests.create(recorded_by=cast.colleague)
    MeasurementFactory(participation=person, recorded_by=cast.colleague)
    NoteFactory(participation=person, written_by=cast.leader, readers="author")
    log_access("opened", by=cast.colleague, project=cast.project, participations=[person])
    return person


def protected_person(cast):
    person = ParticipationFactory(
        project=cast.project,
        created_by=cast.case_worker,
        person__number=nth_number(4),
        person__protection="confidentiality_mark",
    )
    AuthorisedCaseWorker.objects.create(
        participation=person, user=cast.case_worker, authorised_by=cast.leader
    )
    ProtectedRecordAccess.objects.create(participation=person, user=cast.case_worker, reason="request")
    return person


def submitted_report(cast, person):
    return {
        "project": cast.project,
        "starts_on": date(2018, 1, 1),
        "ends_on": date(2018, 12, 31),
        "status": Report.Status.SUBMITTED,
        "counted_participations": [person.pk],
        "figures": {},
        "digest": "0" * 64,
        "submitted_at": "2019-01-10T10:00+01:00",
        "submitted_by": cast.leader,
    }


def address(participation):
    return reverse("privacy:extract", args=[participation.project.slug, participation.public_id])


def extract(client, participation, **given):
    response = client.post(address(participation), REQUEST | given)
    assert response.status_code == 200
    return response


def content_of(client, participation, **given):
    return json.loads(extract(client, participation, **given).content)


def fields(facts):
    return {fact["field"]: fact for fact in facts}
