"""Tables and columns in the row history."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from accounts.audit import row_history
from participants.attendance.models import AttendanceHistory, EnrolmentHistory
from participants.benefits.models import BenefitPeriodHistory
from participants.casework.models import HandoverHistory
from participants.certificates.models import CertificateHistory
from participants.consents.models import PrivacyEntryHistory
from participants.contact.models import ContactDetailsHistory
from participants.employers.models import (
    ContactConsentHistory,
    ContactHistory,
    OutcomeEmployerHistory,
    PlacementHistory,
)
from participants.evidence.models import ProofHistory, ProofItemHistory
from participants.plans.models import MeasurementHistory, NoteHistory, PlanHistory, StepHistory
from participants.register.models import (
    FormerNumberHistory,
    MergeHistory,
    OutcomeEventHistory,
    ParticipationHistory,
    PersonHistory,
    ProtectedRecordAccessHistory,
    SpellHistory,
)
from participants.week_sheets.models import WeekSheetHistory
from reporting.sampling.models import SampleItemHistory

OURS = [app.rpartition(".")[2] for app in settings.OUR_APPS if not app.startswith("esfportal")]
WITHOUT = {
    "audit.AuditEntry": "is a log itself",
    "accounts.AccessLogEntry": "is a log itself",
    "audit.ChainLink": "the hash chain itself",
    "privacy.LogNote": "is a log itself",
    "privacy.ExtractRequest": "the audit log says who asked, made the extract and handed it over",
    "register.ChangeNote": "is a log itself",
    "casework.Postponement": "is a log itself",
    "casework.WeeklyMail": "says for which week the last e-mail was sent",
    "notifications.Notification": "says that something has happened, which a log or a history has, too",
    "notifications.NotificationChoice": "what a user wants to be told, for the user alone",
    "scb_template.ScbTemplate": "each version in use is a row that stays, with its user; a draft becomes one",
    "own_page.OwnPageLink": "hashes and times; the audit log says who made and opened it",
    "own_page.LinkRequest": "keyed hashes of what a visitor wrote, for a day",
    "contact.Message": "says when an e-mail was asked for and sent; the audit log has what it led to",
    "calendars.CalendarLink": "a hash and two times; the audit log says who made and removed it",
    "surveys.Invitation": "the audit log says who made it; the time of its use would tell who has answered",
    "surveys.Response": "never changes, and a time would tell whose it is",
    "accounts.FailedSignIns": "short-lived counters without personal data",
    "programme.CutoffExport": "a trigger keeps what was counted; the audit log says who asked and confirmed",
    "imports.ImportJob": "state of a job, without personal data",
    "imports.ImportedRows": "what became of a file's rows, encrypted, for 90 days; the rows have histories",
    "imports.ReplacedContact": "earlier details of a contact, encrypted, for 90 days; the contact has a history",
    "imports.UndoneImport": "says who undid an import and why, and never changes",
    "imports.CheckingJob": "state of a job, without personal data",
    "imports.RememberedHeadings": "headings of files and the columns that they are; the audit log says who chose",
    "imports.MarkingJob": "state of a job, without personal data",
    "imports.ImportCheck": "the result of a file's latest check, encrypted, for a day at most",
    "imports.MarkedCopy": "a refused file with its mistakes marked, encrypted, for a day at most",
    "register.ChosenColumns": "what a user wants to see of lists, for the user alone",
    "funders.FunderPreference": "what a user wants to see of lists, for the user alone",
    "register.ListExport": "state of a job; what was asked for is encrypted, and kept for a day",
    "certificates.GroupStep": "state of a job, without personal data, for a day",
    "certificates.GroupFile": "a file of certificates, encrypted, for a day",
    "register.ExportedList": "a file of a list, encrypted, for a day",
    "register.RegistrationDraft": "what a user has typed and not sent, encrypted, for two weeks at most",
    "imports.ImportDraft": "an uploaded file that waits, encrypted, for a day at most",
    "projects.County": "written by migrations only",
    "projects.Municipality": "written by migrations only",
    "consents.PrivacyText": "each change makes a new version, and a trigger keeps the old ones",
    "reports.ReportTemplate": "each change makes a new version, and a trigger keeps the old ones",
    "reports.TemplateSection": "each change makes a new version, and a trigger keeps the old ones",
    "reports.ReportRelease": "made of a report, fixed with it by a trigger",
    "published.PublishedResults": "made of a report's release",
    "reports.ReportPeople": "made of a report, fixed with it by a trigger",
    "cofinancing.Rate": "loaded by the operator's command, which the audit log has; only a last day is added",
    "cofinancing.Line": "belongs to a booking, and never changes",
    "claims.ClaimLine": "belongs to a claim, and never changes",
    "certificates.CertificateEvent": "says who took a step and when, and never changes",
    "reports.ReportEvent": "says who took a step and when, and never changes",
    "evidence.ProofFile": "belongs to a proof, whose history says who added it; the audit log has who withdrew it",
    "reports.ReportAttachment": "says who added it, and never changes; the audit log has what was removed",
    "reports.TextComment": "says who wrote it and who marked it as done",
    "reports.ReportJob": "state of a job, without personal data",
    "accounts.User_groups": "groups give no right in the portal",
    "accounts.User_user_permissions": "Django's permissions give no right in the portal",
}
# Columns about people that are not encrypted or hidden. New columns must be added here or hidden.
IN_CLEAR = {
    PersonHistory: "id number_kind birth_date sex protection",
    FormerNumberHistory: "id person number_kind replaced_at",
    ParticipationHistory: "id project person given_name family_name labour_market_status unemployed_since"
    " in_education self_employed education_level jobless_household dependent_children single_adult rural"
    " created_by voided_at voided_by merged_into",
    MergeHistory: "id merged first second merged_by last_spell last_outcome protection_before undone_at undone_by",
    SpellHistory: "id participation entry_date exit_date exit_reason municipality intervention case_worker"
    " work_at_entry work_hours_at_entry study_at_entry study_extent_at_entry"
    " work_at_exit work_hours_at_exit study_at_exit study_extent_at_exit",
    HandoverHistory: "id participation batch from_worker to_worker project municipality intervention sent_at sent_by"
    " state answered_at answered_by",
    ProtectedRecordAccessHistory: "id participation user reason opened_at closed_at",
    PlacementHistory: "id participation project employer offer kind starts_on ends_on result recorded_by",
    OutcomeEmployerHistory: "id participation project outcome employer",
    EnrolmentHistory: "id participation project activity starts_on ends_on recorded_by",
    BenefitPeriodHistory: "id participation project kind extent starts_on ends_on basis recorded_by",
    ContactDetailsHistory: "id participation project channel language recorded_by",
    AttendanceHistory: "id participation project session state missed_minutes minutes is_stated recorded_by",
    CertificateHistory: "id participation project month version replaces state is_countersigned minutes"
    " project_minutes rounding digest recorded_by",
    WeekSheetHistory: "id participation project activity monday state minutes recorded_by",
    ContactHistory: "id project employer",
    ContactConsentHistory: "id project contact purpose is_given decided_on means recorded_by",
    MeasurementHistory: "id participation scale scale_version occasion answered_by measured_on recorded_by"
    " withdrawn_at",
    NoteHistory: "id participation kind readers happened_on written_by withdrawn_at withdrawn_by",
    PrivacyEntryHistory: "id participation subject answer text answered_on means paper recorded_by",
    PlanHistory: "id participation renew_by signed_on created_by",
    StepHistory: "id participation kind due_on starts_at responsible state settled_on created_by",
    ProofHistory: "id participation kind dated_on seen_on added_at added_by withdrawn_at withdrawn_by"
    " destroyed_on destroyed_under",
    ProofItemHistory: "id proof participation fact outcome_kind happened_on added_at state reviewed_at reviewed_by"
    " rejection replaced_at",
    SampleItemHistory: "id sample position code participation amount is_certain answers fault_amount checked_at"
    " checked_by",
    OutcomeEventHistory: "id participation happened_on kind improvement supersedes is_withdrawal recorded_by",
}


# Columns of other tables that are not recorded. None concerns permissions or money.
LEFT_OUT = {
    "accounts.User": {"password", "last_login"},
    "attendance.Session": {"form_number"},
    "team.Invitation": {"token_hash"},
    "register.SavedFilter": {"name"},
    "identity_providers.IdentityProvider": {"secret_encrypted", "secret_key_version"},
    "casework.AbsenceCover": {"message"},
    "reports.Report": {"figures", "counted_participations", "counted_by_figure"},
    "statistics.MonthlyFile": {"content_encrypted", "content_key_version"},
}


def event_models():
    return [model for model in apps.get_models() if issubclass(model, row_history.Event)]


def test_every_table_has_a_history_or_a_reason():
    tracked = {model.pgh_tracked_model._meta.concrete_model for model in event_models()}
    without = {
        model._meta.label
        for app in OURS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if not model._meta.proxy and not issubclass(model, row_history.Event) and model not in tracked
    }
    assert without == set(WITHOUT)


@pytest.mark.parametrize("event_model", IN_CLEAR, ids=lambda model: model.__name__)
def test_unencrypted_columns_about_people(event_model):
    fields = [f.name for f in event_model._meta.local_fields if not f.name.startswith("pgh_")]
    assert sorted(fields) == sorted(IN_CLEAR[event_model].split())


@pytest.mark.parametrize("event_model", event_models(), ids=lambda model: model.__name__)
def test_every_column_is_kept_or_hidden(event_model):
    tracked = event_model.pgh_tracked_model._meta.concrete_model._meta
    kept = {field.name for field in event_model._meta.local_fields}
    hidden = {name for names in event_model.hidden.values() for name in names}
    stored = {field.name for field in tracked.local_fields if not field.generated}
    assert stored == (kept | hidden | set(event_model.ignored)) & {f.name for f in tracked.local_fields}
    assert not kept & hidden


def test_columns_left_out_are_listed():
    # A column wrongly marked as hidden would pass all other tests.
    left_out = {}
    for model in event_models():
        names = {name for group in model.hidden.values() for name in group} | set(model.ignored)
        if names and model not in IN_CLEAR:
            left_out[model.pgh_tracked_model._meta.concrete_model._meta.label] = names
    assert left_out == LEFT_OUT


@pytest.mark.django_db
def test_every_history_and_log_table_is_in_the_chain():
    # A table without its trigger is left out of the chain without an error.
    logs = [label for label, reason in WITHOUT.items() if reason == "is a log itself"]
    ours = {model._meta.db_table for model in [*event_models(), *map(apps.get_model, logs)]}
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_logs()")
        assert {log for (log,) in cursor.fetchall()} == ours


@pytest.mark.django_db
def test_database_triggers_match_the_models():
    from pgtrigger import registry

    found = [
        (trigger.get_uri(model), *trigger.get_installation_status(model))
        for model, trigger in registry.registered()
    ]
    assert len(found) > 100
    assert [each for each in found if each[1:] != ("INSTALLED", True)] == []


@pytest.mark.django_db
def test_history_functions_run_as_owner_with_a_fixed_search_path():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, prosecdef, proconfig FROM pg_proc WHERE proname ~ '^pgtrigger_history_'"
        )
        functions = cursor.fetchall()
    assert len(functions) > 80
    for name, runs_as_owner, given in functions:
        assert runs_as_owner == (not name.startswith("pgtrigger_history_key")), name
        assert given == ["search_path=pg_catalog, public, pg_temp"], name
