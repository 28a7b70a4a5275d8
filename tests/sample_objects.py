"""A project in which every address of the portal leads to something, for the tests that walk them all.

    world = World(cast)
    for address in addresses():
        client.get(world.path(address))

What a parameter points at is said once, in `POINTS_AT`; a new address with parameters of a known kind
joins the walks by itself, and one with a parameter of an unknown kind fails them until it is said here.
"""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from accounts.audit.log import audit
from accounts.models import ReadEntry
from participants.imports.actions import confirm_draft, save_draft
from participants.imports.models import ImportDraft
from participants.privacy.log_review.actions import draw_samples
from participants.register.models import OutcomeEvent
from projects.team.models import Invitation, Membership
from reporting.indicators.figures import compute
from reporting.reports import storage
from reporting.reports.models import Report, ReportJob
from reporting.reports.verification.pseudonyms import pseudonym
from tests.factories import (
    OSKARSHAMN,
    VASTERVIK,
    OutcomeEventFactory,
    ParticipationFactory,
)
from tests.participants.imports.files import csv_file, person

# What a parameter points at: the most exact of (name, parameter), (namespace, parameter), parameter.
POINTS_AT = {
    "slug": lambda world: world.project.slug,
    "code": lambda world: world.intervention.code,
    "item_type": lambda world: "targets",
    "language": lambda world: "sv",
    "public_id": lambda world: world.own.public_id,
    ("reports", "public_id"): lambda world: world.draft.public_id,
    ("reports", "kind"): lambda world: "pdf",
    ("reports:evidence", "public_id"): lambda world: world.submitted.public_id,
    ("reports:evidence_person", "public_id"): lambda world: world.submitted.public_id,
    ("reports:evidence_person", "code"): lambda world: pseudonym(world.submitted, world.own.pk),
    ("projects", "pk"): lambda world: world.target.pk,
    ("projects:book", "pk"): lambda world: world.line.pk,
    ("team:member", "pk"): lambda world: world.membership.pk,
    ("team:end_membership", "pk"): lambda world: world.membership.pk,
    ("team:send_invitation", "pk"): lambda world: world.invitation.pk,
    ("team:withdraw_invitation", "pk"): lambda world: world.invitation.pk,
    "token": lambda world: world.token,
    ("imports:import_template", "kind"): lambda world: "participants",
    ("imports:import_review", "pk"): lambda world: world.import_draft.pk,
    ("imports:import_confirm", "pk"): lambda world: world.import_draft.pk,
    ("imports:import_discard", "pk"): lambda world: world.import_draft.pk,
    ("imports:import_job", "pk"): lambda world: world.import_job.pk,
    ("imports:import_cancel", "pk"): lambda world: world.import_job.pk,
    ("register:open", "public_id"): lambda world: world.hidden.public_id,
    ("register:close", "public_id"): lambda world: world.hidden.public_id,
    ("register:named", "public_id"): lambda world: world.hidden.public_id,
    ("register:unname", "public_id"): lambda world: world.hidden.public_id,
    ("register:unname", "pk"): lambda world: world.cast.case_worker.pk,
    ("register:reenter", "public_id"): lambda world: world.left.public_id,
    ("register:spell", "pk"): lambda world: world.own.spells.get().pk,
    ("register:correct_outcome", "pk"): lambda world: world.outcome.pk,
    ("register:withdraw_outcome", "pk"): lambda world: world.outcome.pk,
    "month": lambda world: world.review.month,
    ("privacy:log_note", "pk"): lambda world: world.read.pk,
    ("mfa_edit_webauthn", "pk"): lambda world: world.passkey.pk,
    ("mfa_remove_webauthn", "pk"): lambda world: world.passkey.pk,
    ("end_session", "pk"): lambda world: 1,
    ("privacy:extract", "public_id"): lambda world: world.own.public_id,
    "uidb36": lambda world: user_pk_to_url_str(world.cast.leader),
    "key": lambda world: world.letter_key,
    ("admin:accounts_user", "object_id"): lambda world: world.cast.case_worker.pk,
    ("admin:accounts_organisation", "object_id"): lambda world: world.organisation.pk,
    ("admin:team_membership", "object_id"): lambda world: world.membership.pk,
    ("admin:audit_auditentry", "object_id"): lambda world: world.audit_entry.pk,
    ("admin:view_on_site", "object_id"): lambda world: world.project.pk,
    ("admin:view_on_site", "content_type_id"): lambda world: (
        ContentType.objects.get_for_model(world.project).pk
    ),
    ("admin:app_list", "app_label"): lambda world: "accounts",
    ("admin", "object_id"): lambda world: world.cast.case_worker.pk,
    ("admin", "url"): lambda world: "nowhere/",
}


class World:
    """The cast's project with somebody in each part of it, somebody who left, reports and a file."""

    def __init__(self, cast):
        self.cast = cast
        self.project, self.intervention = cast.project, cast.intervention
        self.organisation = self.project.partners.get().organisation
        self.membership = Membership.objects.get(user=cast.funder)
        self.own = ParticipationFactory(project=self.project, spell__municipality_id=OSKARSHAMN)
        self.elsewhere = ParticipationFactory(project=self.project, spell__municipality_id=VASTERVIK)
        self.left = ParticipationFactory(project=self.project, spell__left=True)
        self.hidden = ParticipationFactory(
            project=self.project, created_by=cast.case_worker, person__protected=True
        )
        self.outcome = OutcomeEventFactory(participation=self.own, kind=OutcomeEvent.Kind.EMPLOYMENT)
        self.line = self.project.financing.create(source="public_cash")
        self.target = self.project.targets.create(
            code="participants", measure="participants", comparison="at_least", unit="number", value=10
        )
        self.draft = self._report(date(2018, 6, 30))
        self.submitted = self._report(date(2018, 12, 31))
        Report.objects.filter(pk=self.submitted.pk).update(
            status=Report.Status.SUBMITTED, submitted_at=timezone.now(), submitted_by=cast.leader
        )
        self.submitted.refresh_from_db()
        self.import_job = confirm_draft(
            save_draft(self.project, ImportDraft.Kind.OUTCOMES, csv_file([], "outcomes"), by=cast.leader),
            by=cast.leader,
        )
        self.import_draft = save_draft(
            self.project, ImportDraft.Kind.PARTICIPANTS, csv_file([person()]), by=cast.leader
        )
        self.invitation = Invitation(project=self.project, email="invited@example.org", role="funder")
        self.token = self.invitation.renew(by=cast.leader)
        self.invitation.save()
        self.read = note_long_ago(self.own, by=cast.case_worker)
        (self.review,) = draw_samples()
        self.passkey = Authenticator.objects.create(
            user=cast.colleague, type=Authenticator.Type.WEBAUTHN, data={"name": "x", "credential": {}}
        )
        self.letter_key = default_token_generator.make_token(cast.leader)
        self.audit_entry = audit("project_changed", self.project, by=cast.leader, project=self.project)

    def _report(self, ends_on):
        computed = compute(self.project, ends_on=ends_on)
        document = computed.document
        report = Report.objects.create(
            project=self.project,
            starts_on=date(2018, 1, 1),
            ends_on=ends_on,
            figures=document.to_json(),
            counted=computed.counted,
            digest=document.digest,
            computed_at=timezone.now(),
        )
        ReportJob.objects.create(report=report, state="done", progress=100)
        folder = storage.AttemptFolder(report, 1)
        folder.write("pdf", "sv", b"%PDF-1.7 of a test")
        for file in folder.files:
            file.save()
        return report

    def arguments(self, address):
        """{parameter: value} for an address; an unknown parameter fails the test."""
        return {parameter: self._value(address, parameter) for parameter in address.parameters}

    def _value(self, address, parameter):
        app = address.name.rpartition(":")[0]
        model = address.name.rpartition("_")[0]
        if address.is_administration and not address.name:
            app = "admin"
        for key in ((address.name, parameter), (model, parameter), (app, parameter), parameter):
            if key in POINTS_AT:
                return POINTS_AT[key](self)
        pytest.fail(
            f"Say in tests/sample_objects.py what <{parameter}> of {address.label} points at.", pytrace=False
        )

    def path(self, address):
        return address.path(self.arguments(address))


def note_long_ago(participation, *, by):
    """That somebody was looked at in a month whose log can be reviewed."""
    return ReadEntry.objects.create(
        actor=by,
        project=participation.project,
        kind="opened",
        purpose="casework",
        subjects=[participation.pk],
        count=1,
        at=timezone.now() - timedelta(70),
    )


@contextmanager
def taken_back():
    """What is done in it has not been done afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
