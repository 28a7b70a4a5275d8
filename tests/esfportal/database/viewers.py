"""All access scopes in which a project may be viewed, and a sample row of each table."""

from contextlib import ExitStack, contextmanager
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.audit.log import audit
from accounts.database_access import (
    invitation_access,
    link_access,
    person_lookup_access,
    public_access,
    system_scope,
    user_scope,
    whole_project_access,
)
from accounts.models import User
from accounts.permissions import Role
from esfportal.database.row_level_security import OWN_RECORD, PARTICIPANT
from participants.casework.models import Postponement, WeeklyMail
from participants.certificates.models import GroupStep
from participants.imports.actions import confirm_draft, save_draft
from participants.imports.marking.actions import mark_draft, store_copy
from participants.imports.models import ImportDraft, RememberedHeadings, UndoneImport
from participants.imports.review.actions import keep_result, request_check
from participants.imports.review.result import CheckResult
from participants.own_page.models import LinkRequest
from participants.register.models import (
    AuthorisedCaseWorker,
    ChangeNote,
    ChosenColumns,
    FormerNumber,
    ListExport,
    Participation,
    ProtectedRecordAccess,
)
from participants.register.saved_filters.actions import save_filter
from projects.team.models import Membership, TeamAnswer, TeamReview
from reporting.funders.models import FunderPreference
from reporting.published.models import PublishedResults
from reporting.reports.models import ReportRelease
from tests.accounts.identity_providers.support import make_provider
from tests.esfportal.database.attempts import sample_of
from tests.esfportal.database.sql import column, tables_with_rls
from tests.factories import (
    OSKARSHAMN,
    VASTERVIK,
    InterventionFactory,
    MembershipFactory,
    NoteFactory,
    make_superuser,
)
from tests.participants.calendars.samples import calendar_of
from tests.participants.certificates.examples import group_step_of
from tests.participants.contact.examples import message_to
from tests.participants.imports.files import csv_file, person
from tests.participants.imports.saved import saved_import
from tests.participants.privacy.samples import log_old_access
from tests.participants.register.drafts import registration_draft
from tests.sample_objects import (
    FullProject,
    export_of,
    merge_of,
    notification_for,
)

ANONYMOUS = AnonymousUser()

# The condition of a table's sample row: by the first of these columns that the table has.
BY_COLUMN = {
    "project_id": "project_id = (SELECT id FROM projects_project WHERE slug = 'samverkan')",
    "participation_id": "participation_id = {own}",
    "report_id": "report_id = {draft}",
    "duty_id": "duty_id = {duty}",
    "proof_id": "proof_id = {proof}",
}
BY_TABLE = {
    "projects_project": "slug = 'samverkan'",
    "projects_projecthistory": "slug = 'samverkan'",
    "register_registrationdraft": "created_by_id = {case_worker}",
    "register_participation": "id = {own}",
    "register_participationhistory": "id = {own}",
    "register_merge": "merged_id = {own}",
    "register_mergehistory": "merged_id = {own}",
    "register_formernumber": "person_id = '{person}'",
    "register_formernumberhistory": "person_id = '{person}'",
    "register_person": "id = '{person}'",
    "register_personhistory": "id = '{person}'",
    "accounts_userhistory": "id = {case_worker}",
    "team_membership": "user_id = {case_worker}",
    "team_invitation": "role = 'project_leader'",
    "register_savedfilter": "NOT is_shared",
    "register_savedfilterhistory": "NOT is_shared",
    "casework_handover": "participation_id = {own}",
    "casework_handoverhistory": "participation_id = {own}",
    "casework_weeklymail": "user_id = {case_worker}",
    "notifications_notification": "user_id = {case_worker}",
    "attendance_activity": "id = (SELECT min(activity_id) FROM attendance_enrolment WHERE participation_id = {own})",
    "attendance_session": "activity_id IN (SELECT activity_id FROM attendance_enrolment WHERE participation_id = {own})"
    " AND id IN (SELECT session_id FROM attendance_attendance WHERE participation_id = {own})",
    "certificates_certificate": "participation_id = {own} AND state = 'closed'",
    "certificates_certificateevent": "step = 'close'",
    "surveys_invitation": "participation_id = {own} AND NOT is_used",
    "cofinancing_line": "true",
    "claims_claim": "state = 'submitted'",
    "claims_claimhistory": "state = 'submitted'",
    "claims_claimline": "true",
    "sampling_sample": "state = 'open'",
    "sampling_sampleitem": "participation_id = {own} AND checked_at IS NULL",
    "cofinancing_rate": "true",
    "scb_template_scbtemplate": "project_id IS NOT NULL AND used_at IS NULL",
    "calendars_calendarlink": "user_id = {case_worker}",
    "projects_projectorganisation": "role = 'owner'",
    "team_membershiphistory": "user_id = {case_worker}",
    "reports_report": "id = {draft}",
    "reports_reporthistory": "id = {draft}",
    "reports_reportevent": "report_id = {submitted}",
    "accounts_accesslogentry": "subjects = ARRAY[{own}]::bigint[]",
    "plans_note": "readers = 'author'",
    "plans_notehistory": "readers = 'author'",
    "audit_auditentry": "action = 'project_changed'",
}
# Further rows of a table that other scopes may read.
EXTRA_SAMPLES = {
    "team_membership of the whole": ("team_membership", "role = 'funder' AND user_id = {funder}"),
    "team_invitation of an officer": ("team_invitation", "role = 'funder'"),
    "projects_projectorganisation of a funder": ("projects_projectorganisation", "role = 'funder'"),
    "audit_auditentry of accounts": ("audit_auditentry", "action = 'user_changed'"),
    "audit_auditentry of a number": ("audit_auditentry", "action = 'number_unreadable'"),
    "audit_auditentry of a report": ("audit_auditentry", "action = 'report_downloaded'"),
    "scb_template_scbtemplate in use": (
        "scb_template_scbtemplate",
        "project_id IS NOT NULL AND used_at IS NOT NULL",
    ),
    "scb_template_scbtemplate of a period": (
        "scb_template_scbtemplate",
        "project_id IS NULL AND used_at IS NULL",
    ),
    "surveys_invitation of a device": ("surveys_invitation", "participation_id IS NULL"),
    "sampling_sampleitem of a closed sample": (
        "sampling_sampleitem",
        "participation_id = {own} AND checked_at IS NOT NULL",
    ),
    "plans_note for all": ("plans_note", "readers = 'all'"),
    "plans_note for the case worker": ("plans_note", "readers = 'case_worker'"),
    "register_savedfilter shared": ("register_savedfilter", "is_shared"),
    "accounts_accesslogentry of the other part": (
        "accounts_accesslogentry",
        "subjects = ARRAY[{there}]::bigint[]",
    ),
    "reports_report submitted": ("reports_report", "id = {submitted}"),
    "reports_reportfile submitted": ("reports_reportfile", "report_id = {submitted}"),
}


def day(number):
    """Return the date so many days from now. The tests may run past midnight."""
    return timezone.localdate() + timedelta(number)


class SampleRows:
    """A project with a row in every table with row-level security."""

    def __init__(self, cast):
        self.cast, self.full_project = cast, FullProject(cast)
        self._fill()
        self.samples = self._samples()

    def _fill(self):
        cast, project, own = self.cast, self.cast.project, self.full_project.own
        type(own).objects.filter(pk=own.pk).update(created_by=cast.case_worker)
        north = project.sub_projects.create(code="norra", name="Norra")
        for part in (north, cast.intervention):
            part.employers.add(self.full_project.organisation)
        project.texts.create(section="purpose", language="sv", body="Arbete")
        project.phases.create(kind="implementation")
        project.events.create(name="Konferens")
        project.target_groups.create(code="unga", name="Unga")
        project.proof_requirements.create(fact="business", kinds=["business_register"])
        project.budget_lines.create(name="Personal", amount=1)
        self.full_project.line.entries.create(amount=1, booked_by=cast.leader)
        AuthorisedCaseWorker.objects.create(
            participation=own, user=cast.case_worker, authorised_by=cast.leader
        )
        ProtectedRecordAccess.objects.create(participation=own, user=cast.case_worker, reason="contact")
        ChangeNote.objects.create(participation=own, reason="Fel datum", recorded_by=cast.case_worker)
        Postponement.objects.create(
            participation=own, kind="incomplete", until=day(3), reason="Väntar", recorded_by=cast.case_worker
        )
        WeeklyMail.objects.create(user=cast.case_worker)
        calendar_of(cast.case_worker)
        message_to(own)
        LinkRequest.objects.create(email_index=b"1", visitor_hash="1", origin="http://testserver")
        make_provider("https://broker.example")
        notification_for(cast.case_worker, project)
        cast.case_worker.notification_choices.create(kind="casework.assigned", channel="bell")
        FormerNumber.objects.create(
            person=own.person,
            number_kind="samordningsnummer",
            number_encrypted=b"1",
            number_key_version=1,
            number_index=b"1",
        )
        for readers in ("all", "case_worker"):
            NoteFactory(participation=own, written_by=cast.leader, readers=readers)
        own.spells.update(case_worker=cast.case_worker)
        merge_of(own, by=cast.leader)
        User.objects.update(manages_officers=False)  # here the leader is no manager of officers
        held = Membership.objects.get(user=cast.case_worker)
        review = TeamReview.objects.create(project=project, quarter=day(0).replace(month=1, day=1))
        TeamAnswer.objects.create(review=review, membership=held, decision="right", answered_by=cast.leader)
        self.full_project.review.notes.create(
            entry_id=self.full_project.log_entry.pk, text="Frågad", written_by=cast.leader
        )
        registration_draft(project, by=cast.case_worker)
        job = saved_import(own, by=cast.case_worker)
        UndoneImport.objects.create(job=job, project=project, created_by=cast.case_worker, reason="x")
        RememberedHeadings.objects.create(project=project, kind="participants", shape="0" * 64)
        draft = save_draft(project, ImportDraft.Kind.PARTICIPANTS, csv_file([person()]), by=cast.case_worker)
        keep_result(draft, CheckResult(), by=cast.case_worker)
        request_check(draft, by=cast.case_worker)
        confirm_draft(draft, by=cast.case_worker)
        mark_draft(draft, by=cast.case_worker, language="sv")
        store_copy(draft, b"1", by=cast.case_worker)
        ChosenColumns.objects.create(user=cast.case_worker, columns=["work"])
        FunderPreference.objects.create(user=cast.case_worker, columns=["paid"])
        save_filter(project, name="Mina", query="status=in", by=cast.case_worker)
        ListExport.objects.all().delete()  # the leader's
        export_of(own, by=cast.case_worker)
        GroupStep.objects.all().delete()  # the leader's
        group_step_of(own, by=cast.case_worker)
        PublishedResults.objects.create(project=project, figures={})
        ReportRelease.objects.create(
            report=self.full_project.draft, figures={}, alternatives=[], considered_reports=[]
        )
        self.full_project.submitted.events.create(
            step="submit", from_state="draft", to_state="submitted", by=cast.leader
        )
        log_old_access(self.full_project.other_part, by=cast.leader)
        audit("user_changed", cast.without_role, by=None)
        audit("number_unreadable", own, by=None)
        audit("report_downloaded", self.full_project.draft, by=None)

    def _samples(self):
        full_project, cast = self.full_project, self.cast
        keys = {
            "own": full_project.own.pk,
            "there": full_project.other_part.pk,
            "person": full_project.own.person_id,
            "duty": full_project.duty.pk,
            "proof": full_project.proof.pk,
            "draft": full_project.draft.pk,
            "submitted": full_project.submitted.pk,
            "case_worker": cast.case_worker.pk,
            "funder": cast.funder.pk,
        }
        chosen = {table: (table, self._condition(table)) for table in tables_with_rls()} | EXTRA_SAMPLES
        return {
            name: sample_of(table, condition.format(**keys)) for name, (table, condition) in chosen.items()
        }

    def _condition(self, table):
        if table in BY_TABLE:
            return BY_TABLE[table]
        columns = column("SELECT attname::text FROM pg_attribute WHERE attrelid = %s::regclass", table)
        return next((condition for name, condition in BY_COLUMN.items() if name in columns), "true")


def scopes(cast):
    """Return {name: function that returns the scope's context manager}."""
    people = {
        **{
            name: getattr(cast, name)
            for name in ("leader", "case_worker", "colleague", "funder", "without_role")
        },
        "administrator": cast.administrator,
        "superuser": make_superuser(),
        "superuser_closed": make_superuser(is_active=False),
        "part_leader": _member(cast, Role.PROJECT_LEADER, municipality_id=VASTERVIK),
        "strand_leader": _member(
            cast, Role.PROJECT_LEADER, intervention=InterventionFactory(project=cast.project)
        ),
        "of_one_day": _member(cast, Role.CASE_WORKER, starts_on=day(0), ends_on=day(0)),
        "auditor": _member(cast, Role.AUDITOR),
        "representative": _member(cast, Role.REPRESENTATIVE),
        "leader_to_come": _member(cast, Role.PROJECT_LEADER, starts_on=day(1)),
        "leader_of_yesterday": _member(cast, Role.PROJECT_LEADER, ends_on=day(-1)),
        "auditor_of_yesterday": _member(cast, Role.AUDITOR, ends_on=day(-1)),
        "leader_ended_now": _member(
            cast, Role.PROJECT_LEADER, ends_on=day(0), ended_at=timezone.now(), ended_by=cast.administrator
        ),
        "leader_elsewhere": cast.stranger,
        "part_worker_elsewhere": _member(
            cast, Role.CASE_WORKER, project=cast.other_project, municipality_id=OSKARSHAMN
        ),
        "funder_elsewhere": _member(cast, Role.FUNDER, project=cast.other_project),
        "administrator_of_yesterday": _member(cast, Role.ADMINISTRATOR, project=None, ends_on=day(-1)),
    }
    scopes_by_name = {name: lambda user=user: user_scope(user) for name, user in people.items()}
    scopes_by_name["anonymous"] = lambda: user_scope(ANONYMOUS)
    openings = {
        "published": public_access,
        "invited": invitation_access,
        "registry": person_lookup_access,
        "system": system_scope,
    }
    scopes_by_name |= {
        name: lambda scope=scope: _within(ANONYMOUS, scope()) for name, scope in openings.items()
    }
    own = (
        Participation.objects.filter(project=cast.project).order_by("pk").values_list("pk", flat=True).first()
    )
    scopes_by_name["participant"] = lambda: link_access(PARTICIPANT, own)
    scopes_by_name["own_record"] = lambda: link_access(OWN_RECORD, own)
    scopes_by_name["admitted"] = lambda: _within(cast.without_role, whole_project_access(cast.project))
    scopes_by_name["administrator_admitted"] = lambda: _within(
        cast.administrator, whole_project_access(cast.project)
    )
    scopes_by_name["admitted_elsewhere"] = lambda: _within(
        cast.without_role, whole_project_access(cast.other_project)
    )
    return scopes_by_name


@contextmanager
def _within(user, scope):
    with ExitStack() as stack:
        stack.enter_context(user_scope(user))
        stack.enter_context(scope)
        yield


def _member(cast, role, **membership):
    membership.setdefault("project", cast.project)
    return MembershipFactory(role=role, auditor=role == Role.AUDITOR, **membership).user
