"""Arguments of the addresses in the access table, by target."""

from datetime import date, timedelta

from django.utils import timezone

from accounts.models import AccessLogEntry
from participants.consents.models import PrivacyText
from participants.evidence.choices import Fact, ProvenFact
from participants.privacy.log_review.actions import draw_samples
from participants.register.models import OutcomeEvent
from projects.team.models import Invitation
from reporting.indicators.figures import compute
from reporting.reports.models import Report, ReportJob
from reporting.reports.oversight.notes import add_note
from reporting.reports.texts.actions import begin_texts
from reporting.reports.verification.pseudonyms import pseudonym
from tests.factories import (
    OSKARSHAMN,
    VASTERVIK,
    MeasurementFactory,
    NoteFactory,
    OutcomeEventFactory,
    ParticipationFactory,
    PlanFactory,
    ProjectScaleFactory,
    ReportDutyFactory,
    StepFactory,
)
from tests.participants.attendance.examples import activity_of, enrolment_of, session_of
from tests.participants.benefits.examples import benefit_of
from tests.participants.calendars.samples import calendar_of
from tests.participants.casework.samples import cover_of, filter_of, hand_over_of
from tests.participants.certificates.examples import certificate_of, group_step_of
from tests.participants.employers.examples import contact_of, employer_of, placement_of
from tests.participants.evidence.samples import proof_without_file, retention_of
from tests.participants.imports.saved import saved_import
from tests.participants.surveys.examples import targets_of_surveys
from tests.participants.week_sheets.examples import sheet_of, token_of
from tests.reporting.claims.examples import claims_of
from tests.reporting.cofinancing.examples import BOOKABLE, booking_of
from tests.reporting.programme.examples import cutoff_of
from tests.reporting.reports.attachment_files import without_file
from tests.reporting.sampling.examples import place_of, samples_of
from tests.reporting.statistics.examples import MARCH, monthly_file_of
from tests.reporting.statistics.scb_template.examples import PERIOD, templates_of
from tests.sample_objects import NO_FIGURE_CHANGED, export_of, merge_of, notification_for, people_of


def invitation_to(project, *, by, email="invited@example.org"):
    invitation = Invitation(project=project, email=email, role="case_worker")
    invitation.renew(by=by)
    invitation.save()
    return invitation


def targets_of(cast):
    """Return {target of the table: arguments of the address}."""
    slug = cast.project.slug
    own = ParticipationFactory(project=cast.project)
    left = ParticipationFactory(project=cast.project, spell__left=True)
    ParticipationFactory(project=cast.project, spell__municipality_id=VASTERVIK)
    hidden = ParticipationFactory(project=cast.project, created_by=cast.case_worker, person__protected=True)
    outcome = OutcomeEventFactory(participation=left, kind=OutcomeEvent.Kind.EMPLOYMENT)
    planned = ParticipationFactory(project=cast.project)
    PlanFactory(participation=planned)
    proven = ProvenFact(Fact.EMPLOYMENT, outcome.kind, outcome.happened_on)
    proof = proof_without_file(left, proven, by=cast.case_worker)
    retention_of(cast.project, by=cast.administrator)
    ProjectScaleFactory(project=cast.project)
    note = NoteFactory(participation=planned, written_by=cast.leader, readers="author")
    line = cast.project.financing.create(source="public_cash")
    target = cast.project.targets.create(
        code="participants", measure="participants", comparison="at_least", unit="number", value=10
    )
    draft = Report.objects.create(project=cast.project, starts_on=date(2018, 1, 1), ends_on=date(2018, 6, 30))
    begin_texts(draft)
    computed = compute(cast.project, ends_on=date(2018, 12, 31))
    submitted = Report.objects.create(
        project=cast.project,
        starts_on=date(2018, 1, 1),
        ends_on=date(2018, 12, 31),
        status=Report.Status.SUBMITTED,
        figures={**computed.document.to_json(), "changes": NO_FIGURE_CHANGED},
        counted_participations=computed.counted,
        computed_at=timezone.now(),
        digest="0" * 64,
        submitted_at=timezone.now(),
        submitted_by=cast.leader,
    )
    people_of(submitted, own)
    open_sample, closed_sample = samples_of(submitted)
    read = AccessLogEntry.objects.create(
        actor=cast.case_worker,
        project=cast.project,
        kind="opened",
        purpose="casework",
        subjects=[own.pk],
        count=1,
        at=timezone.now() - timedelta(70),
    )
    employer = employer_of(cast.project)
    contact = contact_of(employer, by=cast.leader)
    activity = activity_of(cast.project)
    enrolment = enrolment_of(own, activity, by=cast.leader)
    certificate = certificate_of(own, by=cast.leader)
    sheet = sheet_of(own, by=cast.leader)
    booking = booking_of(cast, planned)
    claimed, claim = claims_of(cast.project, by=cast.leader)
    placement = placement_of(own, by=cast.leader, employer=employer)
    commented = draft.texts.first().section
    comment = draft.text_comments.create(section=commented, comment="Bra", written_by=cast.leader)
    monthly_file_of(cast.project, by=cast.leader)
    for project in (cast.project, None):
        templates_of(project, by=cast.leader)
    (review,) = draw_samples()
    ReportJob.objects.bulk_create(ReportJob(report=each) for each in (draft, submitted))
    return {
        "-": [],
        **targets_of_surveys(cast, own),
        "project": [slug],
        "cutoff": [cutoff_of(by=cast.leader).pk],
        "intervention": [slug, cast.intervention.code],
        "line": [slug, line.pk],
        "duty": [slug, ReportDutyFactory(project=cast.project).pk],
        "row_kind": [slug, "targets"],
        "row": [slug, "targets", target.pk],
        "member": [slug, cast.case_worker.memberships.get().pk],
        "invitation": [slug, invitation_to(cast.project, by=cast.leader).pk],
        "officer": [cast.funder.memberships.get().pk],
        "colleague": [cast.funder.pk],
        "invited": [invitation_to(cast.project, by=cast.leader, email="officer@example.org").pk],
        "template": [slug, "participants", "sv"],
        "list_kind": [slug, "participants"],
        "anonymous": [slug, cast.project.anonymous_counts.create(year=2018, municipality_id=OSKARSHAMN).pk],
        "activity": [slug, activity.pk],
        "session": [slug, session_of(activity).pk],
        "activity_week": [slug, activity.pk, 2018, 10],
        "enrolment": [slug, own.public_id, enrolment.pk],
        "certified_people": [slug, 2018, 3],
        "submitted_claim": [slug, claimed.number],
        "decided_claim": [slug, claimed.number, "decide"],
        "draft_claim": [slug, claim.number],
        "sampled_list": [slug, f"report-{submitted.public_id}"],
        "sample": [slug, closed_sample.pk],
        "open_sample": [slug, open_sample.pk],
        "sampled": [slug, closed_sample.pk, place_of(closed_sample, own)],
        "hidden_sampled": [slug, closed_sample.pk, place_of(closed_sample, hidden)],
        "unchecked": [slug, open_sample.pk, place_of(open_sample, own)],
        "scb_period": [PERIOD],
        "scb_period_template": [PERIOD, 1],
        "scb_template": [slug, 1],
        "monthly_file": [slug, MARCH.year, MARCH.month],
        "monthly_file_open": [slug, MARCH.year, MARCH.month + 1],
        "booked_month": [slug, BOOKABLE.year, BOOKABLE.month],
        "booking": [slug, booking.pk],
        "booked_line": [slug, booking.pk, booking.lines.get().pk],
        "attendance_month": [slug, 2018, 3, "csv"],
        "saved_import": [slug, saved_import(own, by=cast.leader).pk],
        "attendance_file": [slug, activity.pk, 2018, 3, "xlsx"],
        "certified_month": [slug, own.public_id, 2018, 3],
        "hidden_month": [slug, hidden.public_id, 2018, 3],
        "certificate": [slug, own.public_id, certificate.pk],
        "group_step": [slug, group_step_of(own, by=cast.leader).pk],
        "group_file": [slug, group_step_of(own, by=cast.leader).pk, 1],
        "printed": [certificate.pk, certificate.mark],
        "certificate_step": [slug, own.public_id, certificate.pk, "send"],
        "internship": [slug, sheet.activity_id],
        "internship_week": [slug, sheet.activity_id, 2018, 10],
        "week_sheet": [slug, own.public_id, sheet.activity_id, 2018, 10],
        "hidden_sheet": [slug, hidden.public_id, sheet.activity_id, 2018, 10],
        "week_sheet_step": [slug, own.public_id, sheet.pk, "paper"],
        "week_sheet_link": [slug, own.public_id, sheet.pk],
        "tutor": [token_of(sheet)],
        "calendar": [calendar_of(cast.leader)],
        "week": [slug, 2018, 10],
        "employer": [slug, employer.pk],
        "employers_contacts": [slug, employer.pk, "contacts"],
        "contact": [slug, "contacts", contact.pk],
        "workplace": [slug, "workplaces", employer.workplaces.get().pk],
        "consent": [slug, contact.pk],
        "absent": [slug, cast.case_worker.pk],
        "cover": [slug, cover_of(cast.case_worker, by=cast.leader).pk],
        "shared_filter": [slug, filter_of(cast.leader, is_shared=True).pk],
        "own_filter": [slug, filter_of(cast.case_worker).pk],
        "export": [slug, export_of(own, by=cast.leader).pk],
        "placement": [slug, own.public_id, placement.pk],
        "benefit": [slug, own.public_id, benefit_of(own).pk],
        "participation": [slug, own.public_id],
        "scale": [slug, "own"],
        "measured": [slug, own.public_id, "own", "participant"],
        "measurement": [slug, own.public_id, MeasurementFactory(participation=own).pk],
        "asked": [slug, "processing"],
        "subject": [slug, own.public_id, "processing"],
        "text": [slug, PrivacyText.objects.get(subject="processing", language="sv").pk],
        "for_leader": [slug, planned.public_id, note.pk],
        "planned": [slug, planned.public_id],
        "step": [slug, planned.public_id, StepFactory(participation=planned).pk],
        "incomplete": [slug, ParticipationFactory(project=cast.project, incomplete=True).public_id],
        "work": [slug, own.public_id, "result", 0],
        "no_ones": [slug, 0],
        "batch": [hand_over_of(own, cast).batch],
        "hidden_work": [slug, hidden.public_id, "result", 0],
        "voided": [slug, ParticipationFactory(project=cast.project, voided_at=timezone.now()).public_id],
        "pair": [slug, own.public_id, left.public_id],
        "merged": [slug, merge_of(left, by=cast.leader).merged.public_id],
        "left": [slug, left.public_id],
        "hidden": [slug, hidden.public_id],
        "hidden_spell": [slug, hidden.public_id, hidden.spells.get().pk],
        "authorised": [slug, hidden.public_id, cast.case_worker.pk],
        "spell": [slug, left.public_id, left.spells.get().pk],
        "outcome": [slug, left.public_id, outcome.pk],
        "proof": [slug, left.public_id, proof.pk],
        "proof_fact": [slug, left.public_id, proof.items.get().pk],
        "month": [slug, review.month],
        "read": [slug, review.month, read.pk],
        "draft": [slug, draft.public_id],
        "language": ["sv"],
        "section": [slug, draft.public_id, "summary"],
        "comment": [slug, draft.public_id, comment.pk],
        "attached": [slug, draft.public_id, without_file(draft, cast.leader).pk],
        "draft_file": [slug, draft.public_id, "pdf", "sv"],
        "submitted": [slug, submitted.public_id],
        "version": [slug, submitted.public_id, "funders"],
        "note": [slug, add_note(project=cast.project, text="Ring", by=cast.funder).pk],
        "notification": [notification_for(cast.leader, cast.project).pk],
        "counted": [slug, submitted.public_id, pseudonym(submitted, own.pk)],
    }
