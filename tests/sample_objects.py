"""A project in which every URL of the portal leads to something, for the tests that visit all URLs.

full_project = FullProject(cast)
for address in addresses():
    client.get(full_project.path(address))
"""

from contextlib import contextmanager
from datetime import date
from uuid import uuid4

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from accounts.audit.log import audit
from accounts.models import User
from participants.consents.models import AskedConsents
from participants.imports.actions import confirm_draft, save_draft
from participants.imports.marking.actions import mark_draft, store_copy
from participants.imports.models import ImportDraft, MarkingJob
from participants.imports.review.actions import request_check
from participants.privacy.log_review.actions import draw_samples
from participants.register.exports import actions as exports
from participants.register.exports.list_file import ListFile
from participants.register.models import ListExport, Merge, OutcomeEvent
from projects.team.models import Invitation, Membership
from reporting.indicators.changes.frozen import Changes
from reporting.indicators.figures import compute
from reporting.reports import storage
from reporting.reports.models import Report, ReportJob, ReportPeople
from reporting.reports.oversight.notes import add_note
from reporting.reports.texts.actions import begin_texts
from reporting.reports.verification.pseudonyms import pseudonym
from tests.factories import (
    OSKARSHAMN,
    VASTERVIK,
    MeasurementFactory,
    NoteFactory,
    OrganisationFactory,
    OutcomeEventFactory,
    ParticipationFactory,
    PlanFactory,
    PrivacyEntryFactory,
    ProjectScaleFactory,
    ReportDutyFactory,
    StepFactory,
)
from tests.participants.attendance.examples import PARAMETER_VALUES as OF_ATTENDANCE
from tests.participants.attendance.examples import fill_activity
from tests.participants.benefits.examples import OF_BENEFITS, benefit_of
from tests.participants.calendars.samples import calendar_of
from tests.participants.casework.samples import cover_of, filter_of, hand_over_of, move_of
from tests.participants.certificates.examples import PARAMETER_VALUES as OF_CERTIFICATES
from tests.participants.certificates.examples import fill_certificates
from tests.participants.contact.examples import contact_details_of
from tests.participants.employers.examples import contact_of, employer_of, offer_of, placement_of
from tests.participants.evidence.samples import of, proof_without_file, retention_of
from tests.participants.imports.files import csv_file
from tests.participants.imports.saved import OF_IMPORTS, corrected_draft, marked_copy, saved_import
from tests.participants.own_page.samples import OF_OWN_PAGE, fill_own_page
from tests.participants.privacy.samples import log_old_access
from tests.participants.register.drafts import registration_draft
from tests.participants.surveys.examples import OF_SURVEYS, fill_surveys
from tests.participants.week_sheets.examples import OF_WEEK_SHEETS, fill_week_sheet
from tests.reporting.reports.attachment_files import without_file
from tests.reporting.samples import OF_REPORTING, fill_reporting
from tests.reporting.sampling.examples import OF_SAMPLES, fill_samples

# The value of a URL parameter: of (URL name, parameter), (namespace, parameter) or parameter, in this order.
# The tests fail for a URL whose parameter is not listed.
PARAMETER_VALUES = {
    "slug": lambda full_project: full_project.project.slug,
    "code": lambda full_project: full_project.intervention.code,
    "item_type": lambda full_project: "targets",
    "language": lambda full_project: "sv",
    "public_id": lambda full_project: full_project.own.public_id,
    ("register:draft", "pk"): lambda full_project: full_project.registration_draft.pk,
    ("register:discard_draft", "pk"): lambda full_project: full_project.registration_draft.pk,
    ("register:restore", "public_id"): lambda full_project: full_project.voided.public_id,
    ("reports", "public_id"): lambda full_project: full_project.draft.public_id,
    ("reports", "kind"): lambda full_project: "pdf",
    ("reports", "audience"): lambda full_project: "funders",
    ("reports", "key"): lambda full_project: "summary",
    ("reports:comment_done", "pk"): lambda full_project: full_project.text_comment.pk,
    ("reports:attachment", "pk"): lambda full_project: full_project.attachment.pk,
    ("reports:remove_attachment", "pk"): lambda full_project: full_project.attachment.pk,
    ("reports:evidence", "public_id"): lambda full_project: full_project.submitted.public_id,
    ("reports:evidence_person", "public_id"): lambda full_project: full_project.submitted.public_id,
    ("reports:evidence_person", "code"): lambda full_project: pseudonym(
        full_project.submitted, full_project.own.pk
    ),
    ("reports:change_note", "pk"): lambda full_project: full_project.note.pk,
    ("reports:remove_note", "pk"): lambda full_project: full_project.note.pk,
    ("reports:add_report_note", "public_id"): lambda full_project: full_project.submitted.public_id,
    ("reports", "pk"): lambda full_project: full_project.duty.pk,
    ("notifications", "pk"): lambda full_project: full_project.notification.pk,
    ("projects", "pk"): lambda full_project: full_project.target.pk,
    ("projects:book", "pk"): lambda full_project: full_project.line.pk,
    ("team:member", "pk"): lambda full_project: full_project.membership.pk,
    ("team:end_membership", "pk"): lambda full_project: full_project.membership.pk,
    ("team:send_invitation", "pk"): lambda full_project: full_project.invitation.pk,
    ("team:withdraw_invitation", "pk"): lambda full_project: full_project.invitation.pk,
    ("team:end_officer", "pk"): lambda full_project: full_project.officer.pk,
    ("team:make_responsible", "pk"): lambda full_project: full_project.officer.pk,
    ("team:remove_officer", "pk"): lambda full_project: full_project.cast.funder.pk,
    ("team:send_officer_invitation", "pk"): lambda full_project: full_project.invited_officer.pk,
    ("team:withdraw_officer_invitation", "pk"): lambda full_project: full_project.invited_officer.pk,
    ("calendars", "token"): lambda full_project: full_project.calendar,
    **OF_OWN_PAGE,
    "token": lambda full_project: full_project.token,
    **OF_IMPORTS,
    "item_kind": lambda full_project: "contacts",
    ("anonymous", "pk"): lambda full_project: full_project.project.anonymous_counts.get().pk,
    **OF_ATTENDANCE,
    **OF_BENEFITS,
    **OF_CERTIFICATES,
    **OF_WEEK_SHEETS,
    **OF_SURVEYS,
    **OF_REPORTING,
    **OF_SAMPLES,
    "year": lambda full_project: 2018,
    "week": lambda full_project: 10,
    ("employers", "pk"): lambda full_project: full_project.employer.pk,
    ("employers:change_item", "pk"): lambda full_project: full_project.contact.pk,
    ("employers:remove_item", "pk"): lambda full_project: full_project.contact.pk,
    ("employers:consent", "pk"): lambda full_project: full_project.contact.pk,
    **{(f"register:{each}", "pk"): lambda full: full.export.pk for each in ("exported", "exported_file")},
    ("register:cancel_export", "pk"): lambda full_project: full_project.export.pk,
    ("register", "pk"): lambda full_project: full_project.saved_filter.pk,
    **{(f"employers:{each}placement", "pk"): lambda full: full.placement.pk for each in ("", "remove_")},
    ("employers:outcome_employer", "pk"): lambda full_project: full_project.outcome.pk,
    ("register:open", "public_id"): lambda full_project: full_project.protected.public_id,
    ("register:close", "public_id"): lambda full_project: full_project.protected.public_id,
    ("register:authorised", "public_id"): lambda full_project: full_project.protected.public_id,
    ("register:revoke", "public_id"): lambda full_project: full_project.protected.public_id,
    ("register:revoke", "pk"): lambda full_project: full_project.cast.case_worker.pk,
    ("register:reenter", "public_id"): lambda full_project: full_project.left.public_id,
    ("register:spell", "pk"): lambda full_project: full_project.own.spells.get().pk,
    ("register:correct_outcome", "pk"): lambda full_project: full_project.outcome.pk,
    ("register:withdraw_outcome", "pk"): lambda full_project: full_project.outcome.pk,
    ("plans:withdraw_note", "pk"): lambda full_project: full_project.written_note.pk,
    ("plans", "code"): lambda full_project: "own",
    ("plans", "answered_by"): lambda full_project: "participant",
    ("plans:withdraw_measurement", "pk"): lambda full_project: full_project.measurement.pk,
    ("consents:text", "pk"): lambda full_project: full_project.told.text_id,
    ("consents", "subject"): lambda full_project: "processing",
    ("plans:step", "pk"): lambda full_project: full_project.step.pk,
    ("evidence:review", "pk"): lambda full_project: full_project.proof.items.get().pk,
    ("evidence", "pk"): lambda full_project: full_project.proof.pk,
    ("casework:missing", "public_id"): lambda full_project: full_project.incomplete.public_id,
    ("casework:absence", "worker"): lambda full_project: full_project.cast.case_worker.pk,
    ("casework:end_cover", "pk"): lambda full_project: full_project.cover.pk,
    ("casework", "kind"): lambda full_project: "incomplete",
    "subject": lambda full_project: 0,
    "worker": lambda full_project: 0,
    ("casework:move_here", "batch"): lambda full_project: full_project.move.batch,
    ("casework:decline_move", "batch"): lambda full_project: full_project.move.batch,
    "batch": lambda full_project: full_project.handover.batch,
    ("merging:merge", "other"): lambda full_project: full_project.left.public_id,
    ("merging:undo", "public_id"): lambda full_project: full_project.left.public_id,
    "month": lambda full_project: full_project.review.month,
    ("privacy:log_note", "pk"): lambda full_project: full_project.log_entry.pk,
    ("mfa_edit_webauthn", "pk"): lambda full_project: full_project.passkey.pk,
    ("mfa_remove_webauthn", "pk"): lambda full_project: full_project.passkey.pk,
    ("end_session", "pk"): lambda full_project: 1,
    ("privacy:extract", "public_id"): lambda full_project: full_project.own.public_id,
    "uidb36": lambda full_project: user_pk_to_url_str(full_project.cast.leader),
    "key": lambda full_project: full_project.email_key,
    ("admin:accounts_user", "object_id"): lambda full_project: full_project.cast.case_worker.pk,
    ("admin:accounts_organisation", "object_id"): lambda full_project: full_project.organisation.pk,
    ("admin:team_membership", "object_id"): lambda full_project: full_project.membership.pk,
    ("admin:audit_auditentry", "object_id"): lambda full_project: full_project.audit_entry.pk,
    ("admin:view_on_site", "object_id"): lambda full_project: full_project.project.pk,
    ("admin:view_on_site", "content_type_id"): lambda full_project: (
        ContentType.objects.get_for_model(full_project.project).pk
    ),
    ("admin:app_list", "app_label"): lambda full_project: "accounts",
    ("admin", "object_id"): lambda full_project: full_project.cast.case_worker.pk,
    ("admin", "url"): lambda full_project: "nowhere/",
}


class FullProject:
    """The cast's project with participants in each part, reports and files."""

    def __init__(self, cast):
        self.cast = cast
        self.project, self.intervention = cast.project, cast.intervention
        self.organisation = self.project.partners.get().organisation
        self.membership = Membership.objects.get(user=cast.case_worker)
        self.officer = Membership.objects.get(user=cast.funder)
        self._let_the_leader_manage_officers()
        self.own = ParticipationFactory(project=self.project, spell__municipality_id=OSKARSHAMN)
        self.other_part = ParticipationFactory(project=self.project, spell__municipality_id=VASTERVIK)
        self.handover = hand_over_of(self.own, cast)
        self.cover = cover_of(cast.case_worker, by=cast.leader)
        self.move = move_of(self.other_part, by=cast.colleague, to=cast.leader)
        self.left = ParticipationFactory(project=self.project, spell__left=True)
        self.incomplete = ParticipationFactory(project=self.project, incomplete=True)
        self.voided = ParticipationFactory(project=self.project, voided_at=timezone.now())
        self.merge = merge_of(self.left, by=cast.leader)
        self.notification = notification_for(cast.leader, self.project)
        self.protected = ParticipationFactory(
            project=self.project, created_by=cast.case_worker, person__protected=True
        )
        self.outcome = OutcomeEventFactory(participation=self.own, kind=OutcomeEvent.Kind.EMPLOYMENT)
        self.employer = employer_of(self.project)
        self.contact = contact_of(self.employer, by=cast.leader)
        self.project.anonymous_counts.create(year=2018, municipality_id=OSKARSHAMN, women=1)
        fill_activity(self)
        fill_certificates(self)
        fill_week_sheet(self)
        fill_surveys(self)
        self.calendar = calendar_of(cast.leader)
        fill_own_page(self)
        benefit_of(self.own)
        contact_details_of(self.own, by=cast.leader)
        fill_reporting(self)
        self.plan = PlanFactory(participation=self.own)
        self.step = StepFactory(participation=self.own)
        AskedConsents.objects.create(project=self.project, subjects=["contact"])
        self.told = PrivacyEntryFactory(participation=self.own)
        retention_of(self.project, by=cast.administrator)
        self.proof = proof_without_file(self.own, of(self.outcome), by=cast.case_worker)
        offer_of(self.employer, intervention=self.intervention)
        self.placement = placement_of(self.own, by=cast.leader, employer=self.employer)
        ProjectScaleFactory(project=self.project)
        self.measurement = MeasurementFactory(participation=self.own)
        self.written_note = NoteFactory(participation=self.own, written_by=cast.case_worker, readers="author")
        self.line = self.project.financing.create(source="public_cash")
        self.target = self.project.targets.create(
            code="participants", measure="participants", comparison="at_least", unit="number", value=10
        )
        self.duty = ReportDutyFactory(
            project=self.project, ends_on=date(2018, 9, 30), due_on=date(2018, 10, 31)
        )
        self.draft = self._report(date(2018, 6, 30))
        self.submitted = self._report(date(2018, 12, 31))
        for report in (self.draft, self.submitted):
            begin_texts(report)
            report.texts.update(text="Skrivet.", changed_by=cast.leader, changed_at=timezone.now())
            report.texts.filter(section__answer="yes_no").update(yes_no="no")
        self.draft.texts.filter(section__key="money").update(text="")  # can be copied
        section = self.draft.texts.first().section
        self.text_comment = self.draft.text_comments.create(
            section=section, comment="Bra", written_by=cast.leader
        )
        self.attachment = without_file(self.draft, cast.leader)
        Report.objects.filter(pk=self.submitted.pk).update(
            status=Report.Status.SUBMITTED, submitted_at=timezone.now(), submitted_by=cast.leader
        )
        self.submitted.refresh_from_db()
        fill_samples(self)
        self.note = add_note(
            project=self.project, report=self.submitted, text="Ring projektet", by=cast.funder
        )
        self.registration_draft = registration_draft(self.project, by=cast.leader)
        self.import_job = confirm_draft(
            save_draft(self.project, ImportDraft.Kind.OUTCOMES, csv_file([], "outcomes"), by=cast.leader),
            by=cast.leader,
        )
        self.import_draft = corrected_draft(self.project, by=cast.leader)
        request_check(self.import_draft, by=cast.leader)
        self.marking_job = mark_draft(self.import_draft, by=cast.leader, language="sv")
        MarkingJob.objects.filter(pk=self.marking_job.pk).update(
            state="done", result={"mistakes": 1, "rows": 1}, finished_at=timezone.now()
        )
        store_copy(self.import_draft, marked_copy(), by=cast.leader)
        self.saved_import = saved_import(self.own, by=cast.leader)
        self.saved_filter = filter_of(cast.leader, is_shared=True)
        self.export = export_of(self.own, by=cast.leader)
        self.invitation = Invitation(project=self.project, email="invited@example.org", role="project_leader")
        self.token = self.invitation.renew(by=cast.leader)
        self.invitation.save()
        self.invited_officer = Invitation(
            project=self.project, email="officer@example.org", role="funder", organisation=self.fund
        )
        self.invited_officer.renew(by=cast.leader)
        self.invited_officer.save()
        self.log_entry = log_old_access(self.own, by=cast.case_worker)
        (self.review,) = draw_samples()
        self.passkey = Authenticator.objects.create(
            user=cast.colleague, type=Authenticator.Type.WEBAUTHN, data={"name": "x", "credential": {}}
        )
        self.email_key = default_token_generator.make_token(cast.leader)
        self.audit_entry = audit("project_changed", self.project, by=cast.leader, project=self.project)

    def _let_the_leader_manage_officers(self):
        # So that one user opens every page: the two are other people in reality.
        self.fund = OrganisationFactory(name="Fonden")
        self.project.partners.create(organisation=self.fund, role="funder")
        User.objects.filter(pk__in=[self.cast.leader.pk, self.cast.funder.pk]).update(organisation=self.fund)
        User.objects.filter(pk=self.cast.leader.pk).update(manages_officers=True)

    def _report(self, ends_on):
        computed = compute(self.project, ends_on=ends_on)
        document = computed.document
        report = Report.objects.create(
            project=self.project,
            starts_on=date(2018, 1, 1),
            ends_on=ends_on,
            figures={**document.to_json(), "changes": NO_FIGURE_CHANGED},
            counted_participations=computed.counted,
            digest=document.digest,
            computed_at=timezone.now(),
        )
        people_of(report, self.own)
        ReportJob.objects.create(report=report, state="done", progress=100)
        folder = storage.AttemptFolder(report, 1)
        folder.write("pdf", "sv", b"%PDF-1.7 of a test")
        for file in folder.files:
            file.save()
        return report

    def arguments(self, address):
        """Return {parameter: value} for a URL."""
        return {parameter: self._value(address, parameter) for parameter in address.parameters}

    def _value(self, address, parameter):
        app = address.name.rpartition(":")[0]
        model = address.name.rpartition("_")[0]
        if address.is_administration and not address.name:
            app = "admin"
        for key in ((address.name, parameter), (model, parameter), (app, parameter), parameter):
            if key in PARAMETER_VALUES:
                return PARAMETER_VALUES[key](self)
        pytest.fail(
            f"Add <{parameter}> of {address.label} to PARAMETER_VALUES in tests/sample_objects.py.",
            pytrace=False,
        )

    def path(self, address):
        return address.path(self.arguments(address))


NO_FIGURE_CHANGED = Changes("2017-01-01", "2017-12-31", "2018-01-15T09:00:00+01:00").to_json()


def notification_for(user, project):
    return user.notifications.create(
        kind="casework.assigned", event=str(uuid4()), project=project, channel="digest"
    )


def people_of(report, participation):
    """Store the participation as newly counted by the report."""
    changed = {"participants": {"cumulative": [[participation.pk, "added", "entry", ""]]}}
    ReportPeople.objects.create(report=report, at=timezone.now().isoformat(), members={}, changed=changed)


def merge_of(participation, *, by):
    """Return a merge that made the participation of two others."""
    sources = ParticipationFactory.create_batch(
        2, project=participation.project, voided_at=timezone.now(), merged_into=participation
    )
    return Merge.objects.create(
        merged=participation,
        first=sources[0],
        second=sources[1],
        reason="Registrerad två gånger",
        merged_by=by,
        last_spell=participation.spells.get().pk,
        protection_before="none",
    )


def export_of(participation, *, by):
    """Return a ready export of a list with the participation."""
    options = {"file_format": "csv", "language": "sv", "by": by}
    export = exports.ask_for_export(participation.project, "", None, **options)
    exports.store_file(export, ListFile(participation.family_name.encode(), [participation.pk]), by=by)
    ListExport.objects.filter(pk=export.pk).update(
        state="done", result={"rows": 1}, finished_at=timezone.now()
    )
    return export


@contextmanager
def rolled_back():
    """Roll back at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
