"""Actions that the audit log records, each with the models whose rows it may be about."""

from typing import Self

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

PARTICIPATION, PROJECT = "register.participation", "projects.project"
MONTHLY, TEMPLATE = "statistics.monthlyfile", "scb_template.scbtemplate"


# The values are stored in an append-only table: never change one. Models are strings, because the apps that
# define them are in layers above this one.
class AuditAction(TextChoices):
    """Action in an audit entry: stored value, kinds of object (model labels) and label."""

    object_types: tuple[str, ...]

    def __new__(cls, value: str, *object_types: str) -> Self:
        action = str.__new__(cls, value)
        action._value_ = value
        action.object_types = object_types
        return action

    COMMAND_RUN = "command_run", "command", _("Ran a command")

    # Sign-in
    SIGNED_IN = "signed_in", "accounts.user", _("Signed in")
    SIGNED_OUT = "signed_out", "accounts.user", _("Signed out")
    SESSION_ENDED = "session_ended", "accounts.user", _("Ended a session")
    # About the failed attempts if no account has the e-mail address.
    SIGN_IN_FAILED = "sign_in_failed", "accounts.user", "accounts.failedsignins", _("Failed to sign in")
    SIGN_IN_PAUSED = "sign_in_paused", "accounts.user", "accounts.failedsignins", _("Sign-in was paused")
    SIGN_IN_UNLOCKED = "sign_in_unlocked", "accounts.user", _("Allowed sign-in again")
    PASSWORD_CHANGED = "password_changed", "accounts.user", _("Changed the password")
    EMAIL_CHANGED = "email_changed", "accounts.user", _("Changed the e-mail address")
    PROVIDER_LINKED = "provider_linked", "accounts.user", _("Linked the organisation's sign-in")
    APP_ADDED = "app_added", "accounts.user", _("Added an app for codes")
    APP_REMOVED = "app_removed", "accounts.user", _("Removed the app for codes")
    PASSKEY_ADDED = "passkey_added", "accounts.user", _("Added a passkey")
    PASSKEY_RENAMED = "passkey_renamed", "accounts.user", _("Renamed a passkey")
    PASSKEY_REMOVED = "passkey_removed", "accounts.user", _("Removed a passkey")
    RECOVERY_CODES_MADE = "recovery_codes_made", "accounts.user", _("Made recovery codes")
    RECOVERY_CODES_SAVED = "recovery_codes_saved", "accounts.user", _("Saved the recovery codes")
    RECOVERY_CODE_USED = "recovery_code_used", "accounts.user", _("Used a recovery code")
    FACTORS_RESET = "factors_reset", "accounts.user", _("Removed the user's second factors")
    CALENDAR_LINK_MADE = "calendar_link_made", "accounts.user", _("Made a calendar link")
    CALENDAR_LINK_REMOVED = "calendar_link_removed", "accounts.user", _("Removed the calendar link")

    # Users and teams
    USER_CHANGED = "user_changed", "accounts.user", _("Changed a user")
    USER_INVITED = "user_invited", "accounts.user", _("Created an account by invitation")
    INVITATION_SENT = "invitation_sent", "team.invitation", _("Sent an invitation")
    INVITATION_SENT_AGAIN = "invitation_sent_again", "team.invitation", _("Sent an invitation again")
    INVITATION_WITHDRAWN = "invitation_withdrawn", "team.invitation", _("Withdrew an invitation")
    INVITATION_ACCEPTED = "invitation_accepted", "team.invitation", _("Accepted an invitation")
    MEMBERSHIP_GIVEN = "membership_given", "team.membership", _("Gave a role")
    MEMBERSHIP_CHANGED = "membership_changed", "team.membership", _("Changed a role")
    MEMBERSHIP_ENDED = "membership_ended", "team.membership", _("Ended a role")
    TEAM_ANSWERED = "team_answered", "team.teamreview", _("Reviewed a role in the team")
    TEAM_REVIEW_FINISHED = "team_review_finished", "team.teamreview", _("Finished the review of the team")

    # Projects. Items: an action is named by the model (projects.item_types).
    PROJECT_CREATED = "project_created", "projects.project", _("Created the project")
    PROJECT_LOADED = "project_loaded", "projects.project", _("Loaded the project from a file")
    PROJECT_CHANGED = "project_changed", "projects.project", _("Changed the project")
    PROJECT_TEXTS_CHANGED = "project_texts_changed", "projects.project", _("Changed the project's texts")
    ORGANISATION_ADDED = "organisation_added", "accounts.organisation", _("Added an organisation")
    FINANCING_BOOKED = "financing_booked", "projects.financingentry", _("Booked financing")
    TARGET_ADDED = "target_added", "projects.target", _("Added a target")
    TARGET_CHANGED = "target_changed", "projects.target", _("Changed a target")
    TARGET_REMOVED = "target_removed", "projects.target", _("Removed a target")
    TARGET_GROUP_ADDED = "targetgroup_added", "projects.targetgroup", _("Added a target group")
    TARGET_GROUP_CHANGED = "targetgroup_changed", "projects.targetgroup", _("Changed a target group")
    TARGET_GROUP_REMOVED = "targetgroup_removed", "projects.targetgroup", _("Removed a target group")
    INTERVENTION_ADDED = "intervention_added", "projects.intervention", _("Added an intervention")
    INTERVENTION_CHANGED = "intervention_changed", "projects.intervention", _("Changed an intervention")
    INTERVENTION_REMOVED = "intervention_removed", "projects.intervention", _("Removed an intervention")
    PARTNER_ADDED = "projectorganisation_added", "projects.projectorganisation", _("Added a partner")
    PARTNER_CHANGED = "projectorganisation_changed", "projects.projectorganisation", _("Changed a partner")
    PARTNER_REMOVED = "projectorganisation_removed", "projects.projectorganisation", _("Removed a partner")
    MUNICIPALITY_ADDED = (
        "projectmunicipality_added",
        "projects.projectmunicipality",
        _("Added a municipality"),
    )
    MUNICIPALITY_CHANGED = (
        "projectmunicipality_changed",
        "projects.projectmunicipality",
        _("Changed a municipality"),
    )
    MUNICIPALITY_REMOVED = (
        "projectmunicipality_removed",
        "projects.projectmunicipality",
        _("Removed a municipality"),
    )
    SUB_PROJECT_ADDED = "subproject_added", "projects.subproject", _("Added a sub-project")
    SUB_PROJECT_CHANGED = "subproject_changed", "projects.subproject", _("Changed a sub-project")
    SUB_PROJECT_REMOVED = "subproject_removed", "projects.subproject", _("Removed a sub-project")
    BUDGET_LINE_ADDED = "budgetline_added", "projects.budgetline", _("Added a budget line")
    BUDGET_LINE_CHANGED = "budgetline_changed", "projects.budgetline", _("Changed a budget line")
    BUDGET_LINE_REMOVED = "budgetline_removed", "projects.budgetline", _("Removed a budget line")
    FINANCING_ADDED = "financingline_added", "projects.financingline", _("Added a source of financing")
    FINANCING_CHANGED = "financingline_changed", "projects.financingline", _("Changed a source of financing")
    FINANCING_REMOVED = "financingline_removed", "projects.financingline", _("Removed a source of financing")
    PHASE_ADDED = "phase_added", "projects.phase", _("Added a phase")
    PHASE_CHANGED = "phase_changed", "projects.phase", _("Changed a phase")
    PHASE_REMOVED = "phase_removed", "projects.phase", _("Removed a phase")
    REPORT_DUTY_ADDED = "reportduty_added", "projects.reportduty", _("Added a report to hand in")
    REPORT_DUTY_CHANGED = "reportduty_changed", "projects.reportduty", _("Changed a report to hand in")
    REPORT_DUTY_REMOVED = "reportduty_removed", "projects.reportduty", _("Removed a report to hand in")
    REPORT_DUTIES_PROPOSED = "reportduties_proposed", PROJECT, _("Added the proposed reports to hand in")
    EVENT_ADDED = "event_added", "projects.event", _("Added an event")
    EVENT_CHANGED = "event_changed", "projects.event", _("Changed an event")
    EVENT_REMOVED = "event_removed", "projects.event", _("Removed an event")

    # Participants: always about the participation, so that the register extract contains the entry. What it
    # concerns more closely (a spell, an outcome) is in the details.
    PARTICIPANT_REGISTERED = "participant_registered", "register.participation", _("Registered")
    ENTRY_CORRECTED = "entry_corrected", "register.participation", _("Corrected the entry record")
    IDENTITY_CORRECTED = "identity_corrected", "register.participation", _("Corrected the personal details")
    PARTICIPATION_VOIDED = "participation_voided", "register.participation", _("Voided the registration")
    PARTICIPATION_RESTORED = "participation_restored", PARTICIPATION, _("Restored the registration")
    # About each of the two records; the merged one shows the entries of both.
    RECORDS_MERGED = "records_merged", "register.participation", _("Merged two records of the person")
    MERGE_UNDONE = "merge_undone", "register.participation", _("Undid a merge of two records of the person")
    SPELL_CORRECTED = "spell_corrected", "register.participation", _("Corrected a period")
    EXIT_RECORDED = "exit_recorded", "register.participation", _("Recorded that the person left")
    REENTERED = "reentered", "register.participation", _("Recorded that the person came back")
    OUTCOME_RECORDED = "outcome_recorded", "register.participation", _("Recorded an outcome")
    OUTCOME_CORRECTED = "outcome_corrected", "register.participation", _("Corrected an outcome")
    OUTCOME_WITHDRAWN = "outcome_withdrawn", "register.participation", _("Withdrew an outcome")
    PLAN_SAVED = "plan_saved", "register.participation", _("Wrote or renewed the plan")
    PLAN_SIGNED = "plan_signed", "register.participation", _("Recorded that the plan was signed")
    STEP_ADDED = "step_added", "register.participation", _("Added a step or a meeting")
    MEASURED = "measured", "register.participation", _("Recorded a measurement")
    MEASUREMENT_WITHDRAWN = "measurement_withdrawn", "register.participation", _("Withdrew a measurement")
    CONSENTS_CHOSEN = "consents_chosen", "projects.project", _("Chose which consents to ask for")
    PRIVACY_ENTRY_RECORDED = (
        "privacy_entry_recorded",
        "register.participation",
        _("Recorded information given or a consent"),
    )
    SCALE_CHOSEN = "scale_chosen", "projects.project", _("Chose a scale for measurements")
    NOTE_WRITTEN = "note_written", "register.participation", _("Wrote a note")
    NOTE_WITHDRAWN = "note_withdrawn", "register.participation", _("Withdrew a note")
    STEP_CHANGED = "step_changed", "register.participation", _("Changed a step or a meeting")
    IDENTITY_REVEALED = "identity_revealed", PARTICIPATION, _("Showed the personal identity number")
    NUMBER_UNREADABLE = "number_unreadable", PARTICIPATION, _("The stored identity number could not be read")
    NUMBER_READABLE = "number_readable", PARTICIPATION, _("The stored identity number can be read again")
    PROTECTION_RAISED = "protection_raised", "register.participation", _("Raised the protection")
    PROTECTION_LOWERED = "protection_lowered", "register.participation", _("Lowered the protection")
    PROTECTION_LOWERED_IN_OTHER_PROJECT = (
        "protection_lowered_elsewhere",
        "register.participation",
        _("The protection was lowered in another project"),
    )
    CASE_WORKER_AUTHORISED = (
        "case_worker_authorised",
        "register.participation",
        _("Authorised a case worker for the person"),
    )
    CASE_WORKER_REVOKED = (
        "case_worker_revoked",
        "register.participation",
        _("Revoked a case worker's authorisation for the person"),
    )
    PROOF_ADDED = "proof_added", "register.participation", _("Added proof")
    PROOF_REVIEWED = "proof_reviewed", "register.participation", _("Reviewed proof")
    PROOF_WITHDRAWN = "proof_withdrawn", "register.participation", _("Withdrew proof")
    PROOF_DOWNLOADED = "proof_downloaded", "register.participation", _("Downloaded proof")
    PROOF_REQUIREMENTS_CHANGED = "proof_requirements_changed", PROJECT, _("Changed which proof is needed")
    PROOF_RETENTION_PROPOSED = "proof_retention_proposed", PROJECT, _("Proposed until when proof is kept")
    PROOF_RETENTION_CONFIRMED = "proof_retention_confirmed", PROJECT, _("Confirmed until when proof is kept")
    PROOF_RETENTION_HELD = "proof_retention_held", "projects.project", _("Put the removal of proof on hold")
    PROOF_RETENTION_HOLD_ENDED = (
        "proof_retention_hold_ended",
        "projects.project",
        _("Ended the hold on the removal of proof"),
    )
    PROOF_DESTROYED = (
        "proof_destroyed",
        "register.participation",
        _("Removed the file of a proof at the end of its time"),
    )
    FILTER_SAVED = "filter_saved", "register.savedfilter", _("Saved a filter")
    FILTER_CHANGED = "filter_changed", "register.savedfilter", _("Changed a saved filter")
    FILTER_REMOVED = "filter_removed", "register.savedfilter", _("Removed a saved filter")
    WORK_PUT_OFF = "work_put_off", "register.participation", _("Put work off")
    HANDOVER_SENT = "handover_sent", "register.participation", _("Asked a colleague to take the person over")
    HANDOVER_ACCEPTED = "handover_accepted", "register.participation", _("Took the person over")
    HANDOVER_DECLINED = "handover_declined", "register.participation", _("Declined to take the person over")
    HANDOVER_WITHDRAWN = "handover_withdrawn", "register.participation", _("Withdrew a hand-over")
    ABSENCE_COVERED = "absence_covered", "casework.absencecover", _("Said who covers for a case worker")
    ABSENCE_ENDED = "absence_ended", "casework.absencecover", _("Ended a cover for a case worker")
    CASE_WORKER_MOVED = "case_worker_moved", PARTICIPATION, _("Gave the person another case worker")
    WORK_TAKEN_UP = "work_taken_up", "register.participation", _("Took up work again")
    EXTRACT_MADE = "extract_made", "register.participation", _("Made an extract of the register")
    EXTRACT_ASKED = "extract_asked", "register.participation", _("Asked for an extract of the register")
    EXTRACT_HANDED_OVER = "extract_handed_over", "register.participation", _("Handed over an extract")

    # Employers. Items: an action is named by the model (participants.employers.item_types).
    EMPLOYER_ADDED = "employer_added", "employers.employer", _("Added an employer")
    EMPLOYER_CHANGED = "employer_changed", "employers.employer", _("Changed an employer")
    EMPLOYER_REMOVED = "employer_removed", "employers.employer", _("Removed an employer")
    WORKPLACE_ADDED = "workplace_added", "employers.workplace", _("Added a workplace")
    WORKPLACE_CHANGED = "workplace_changed", "employers.workplace", _("Changed a workplace")
    WORKPLACE_REMOVED = "workplace_removed", "employers.workplace", _("Removed a workplace")
    CONTACT_ADDED = "contact_added", "employers.contact", _("Added a contact of an employer")
    CONTACT_CHANGED = "contact_changed", "employers.contact", _("Changed a contact of an employer")
    CONTACT_REMOVED = "contact_removed", "employers.contact", _("Removed a contact of an employer")
    CONTACT_CONSENT_RECORDED = (
        "contact_consent_recorded",
        "employers.contactconsent",
        _("Recorded what a contact agreed to"),
    )

    OFFER_ADDED = "offer_added", "employers.offer", _("Added offered places")
    OFFER_CHANGED = "offer_changed", "employers.offer", _("Changed offered places")
    OFFER_REMOVED = "offer_removed", "employers.offer", _("Removed offered places")
    PLACEMENT_RECORDED = "placement_recorded", "register.participation", _("Recorded a placement")
    PLACEMENT_CHANGED = "placement_changed", "register.participation", _("Changed a placement")
    PLACEMENT_REMOVED = "placement_removed", "register.participation", _("Removed a placement")
    OUTCOME_EMPLOYER_NAMED = "outcome_employer_named", PARTICIPATION, _("Named the employer of an outcome")

    # Activities and their sessions.
    ACTIVITY_ADDED = "activity_added", "attendance.activity", _("Added an activity")
    ACTIVITY_CHANGED = "activity_changed", "attendance.activity", _("Changed an activity")
    ACTIVITY_REMOVED = "activity_removed", "attendance.activity", _("Removed an activity")
    SESSIONS_PLANNED = "sessions_planned", "attendance.activity", _("Planned sessions")
    SESSION_CHANGED = "session_changed", "attendance.session", _("Changed a session")
    SESSION_CANCELLED = "session_cancelled", "attendance.session", _("Cancelled a session")
    SESSION_RESTORED = "session_restored", "attendance.session", _("Planned a cancelled session again")
    SESSION_REMOVED = "session_removed", "attendance.session", _("Removed a session")
    ENROLMENT_ADDED = "enrolment_added", "register.participation", _("Enrolled in an activity")
    ENROLMENT_CHANGED = "enrolment_changed", "register.participation", _("Changed an enrolment")
    ENROLMENT_REMOVED = "enrolment_removed", "register.participation", _("Removed an enrolment")
    ATTENDANCE_RECORDED = "attendance_recorded", "register.participation", _("Recorded attendance")
    ATTENDANCE_CHANGED = "attendance_changed", "register.participation", _("Changed attendance")
    ATTENDANCE_REMOVED = "attendance_removed", "register.participation", _("Removed attendance")
    BENEFIT_RECORDED = "benefit_recorded", "register.participation", _("Recorded a benefit")
    BENEFIT_CHANGED = "benefit_changed", "register.participation", _("Changed a benefit")
    BENEFIT_REMOVED = "benefit_removed", "register.participation", _("Removed a benefit")
    CONTACT_DETAILS_RECORDED = "contact_details_recorded", PARTICIPATION, _("Recorded contact details")
    CONTACT_DETAILS_REMOVED = "contact_details_removed", PARTICIPATION, _("Removed contact details")
    OWN_LINK_MADE = "own_link_made", "register.participation", _("Made a link to an own page")
    OWN_LINK_MAILED = "own_link_mailed", PARTICIPATION, _("Sent a link to an own page by e-mail")
    OWN_PAGE_CODE_MAILED = (
        "own_page_code_mailed",
        PARTICIPATION,
        _("Sent a code to the participant by e-mail"),
    )
    OWN_LINK_WITHDRAWN = "own_link_withdrawn", "register.participation", _("Withdrew a link to an own page")
    OWN_PAGE_CODE_WRONG = "own_page_code_wrong", "register.participation", _("Wrong code for an own page")
    OWN_PAGE_OPENED = "own_page_opened", "register.participation", _("Participant opened the own page")
    OWN_PAGE_CLOSED = "own_page_closed", "register.participation", _("Participant left the own page")
    WEEK_SHEET_SAVED = "week_sheet_saved", "register.participation", _("Wrote in a week sheet")
    WEEK_SHEET_CONFIRMED = "week_sheet_confirmed", "register.participation", _("Confirmed a week sheet")
    WEEK_SHEET_RECORDED = "week_sheet_recorded", "register.participation", _("Recorded a week sheet")
    WEEK_SHEET_REOPENED = "week_sheet_reopened", "register.participation", _("Opened a week sheet again")
    WEEK_SHEET_LINKED = "week_sheet_linked", "register.participation", _("Made a link to a week sheet")
    WEEK_SHEET_UNLINKED = "week_sheet_unlinked", "register.participation", _("Ended a link to a week sheet")
    CERTIFICATE_CLOSED = "certificate_closed", "register.participation", _("Closed a participant's month")
    CERTIFICATE_SENT = "certificate_sent", PARTICIPATION, _("Handed a certificate to the participant")
    CERTIFICATE_CONFIRMED = "certificate_confirmed", PARTICIPATION, _("Recorded a confirmed certificate")
    CERTIFICATE_REFUSED = "certificate_refused", "register.participation", _("Recorded a refused certificate")
    CERTIFICATE_COUNTERSIGNED = "certificate_countersigned", PARTICIPATION, _("Countersigned a certificate")
    CERTIFICATE_LOCKED = "certificate_locked", "register.participation", _("Locked a certificate")
    CERTIFICATE_TAKEN_BACK = "certificate_taken_back", "register.participation", _("Took back a certificate")
    CERTIFICATE_SUPERSEDED = (
        "certificate_superseded",
        PARTICIPATION,
        _("Opened a certified month for a correction"),
    )
    PARTICIPATION_CERTIFIED = (
        "participation_certified",
        "register.participation",
        _("Made a certificate of participation"),
    )

    # Co-financing in kind.
    HOURS_BOOKED = "hours_booked", "cofinancing.booking", _("Booked certified hours")
    HOURS_UNBOOKED = "hours_unbooked", "cofinancing.booking", _("Undid a booking of certified hours")
    CLAIM_ADDED = "claim_added", "claims.claim", _("Made a claim for payment")
    CLAIM_CHANGED = "claim_changed", "claims.claim", _("Changed the period of a claim")
    CLAIM_SUBMITTED = "claim_submitted", "claims.claim", _("Recorded that a claim was submitted")
    CLAIM_WITHDRAWN = "claim_withdrawn", "claims.claim", _("Withdrew the draft of a claim")
    CLAIM_DECIDED = "claim_decided", "claims.claim", _("Recorded the decision on a claim")
    CLAIM_PAID = "claim_paid", "claims.claim", _("Recorded the payment of a claim")

    # Random samples.
    SAMPLE_DRAWN = "sample_drawn", "sampling.sample", _("Drew a random sample")
    SAMPLE_ITEM_CHECKED = "sample_item_checked", "sampling.sampleitem", _("Checked an item of a sample")
    SAMPLE_CLOSED = "sample_closed", "sampling.sample", _("Closed a random sample")

    # Monthly files to SCB.
    MONTHLY_FILE_PREPARED = "monthly_file_prepared", MONTHLY, _("Prepared a monthly file")
    MONTHLY_FILE_SENT = "monthly_file_sent", MONTHLY, _("Recorded that a monthly file was sent")
    MONTHLY_FILE_DOWNLOADED = "monthly_file_downloaded", MONTHLY, _("Downloaded a monthly file")
    MONTHLY_SETTINGS_CHANGED = (
        "monthly_settings_changed",
        "statistics.monthlysettings",
        _("Changed the settings of monthly files"),
    )
    SCB_TEMPLATE_UPLOADED = "scb_template_uploaded", TEMPLATE, _("Uploaded SCB's template")
    SCB_TEMPLATE_CHANGED = "scb_template_changed", TEMPLATE, _("Changed a draft of a template")
    SCB_TEMPLATE_USED = "scb_template_used", TEMPLATE, _("Put a template into use")
    SCB_TEMPLATE_DOWNLOADED = "scb_template_downloaded", TEMPLATE, _("Downloaded SCB's template")
    SCB_TEMPLATE_ENDED = "scb_template_ended", TEMPLATE, _("Ended the use of a template")

    # Anonymous participants.
    ANONYMOUS_COUNT_ADDED = (
        "anonymous_count_added",
        "anonymous.anonymouscount",
        _("Added anonymous participants"),
    )
    ANONYMOUS_COUNT_CHANGED = (
        "anonymous_count_changed",
        "anonymous.anonymouscount",
        _("Corrected the number of anonymous participants"),
    )

    # Surveys. What is answered is not audited: its time would tell who has answered what (ADR 167).
    SURVEY_ADDED = "survey_added", "surveys.survey", _("Made a survey")
    SURVEY_CHANGED = "survey_changed", "surveys.survey", _("Changed a survey")
    SURVEY_OPENED = "survey_opened", "surveys.survey", _("Opened a survey")
    SURVEY_CLOSED = "survey_closed", "surveys.survey", _("Closed a survey")
    SURVEY_LINK_MADE = "survey_link_made", "register.participation", _("Made a link to a survey")
    SURVEY_CONTACT_WISHED = (
        "survey_contact_wished",
        "register.participation",
        _("Asked to be contacted after a survey"),
    )
    SURVEY_CONTACTED = "survey_contacted", "register.participation", _("Contacted after a survey")
    SURVEY_MAILED = "survey_mailed", "surveys.survey", _("Sent a survey by e-mail")
    SURVEY_DEVICE_LINKED = "survey_device_linked", "surveys.survey", _("Made a survey's link for a device")

    PARTICIPANTS_IMPORTED = "participants_imported", "projects.project", _("Imported participants")
    PARTICIPANTS_IMPORT_REFUSED = "participants_import_refused", PROJECT, _("Tried to import participants")
    OUTCOMES_IMPORTED = "outcomes_imported", "projects.project", _("Imported outcomes")
    OUTCOMES_IMPORT_REFUSED = "outcomes_import_refused", "projects.project", _("Tried to import outcomes")
    ATTENDANCE_IMPORTED = "attendance_imported", "projects.project", _("Imported attendance")
    BOOKINGS_IMPORTED = "bookings_imported", PROJECT, _("Imported bookings")
    ATTENDANCE_IMPORT_REFUSED = "attendance_import_refused", PROJECT, _("Tried to import attendance")
    EMPLOYERS_IMPORTED = "employers_imported", "projects.project", _("Imported employers")
    IMPORT_PERSON_ANSWERED = (
        "import_person_answered",
        "register.participation",
        "projects.project",  # where the answer concerns two rows of the file
        _("Answered whether a row of a file is the same person"),
    )
    IMPORT_HEADINGS_CHANGED = "import_headings_changed", PROJECT, _("Changed the columns of lists' headings")
    IMPORT_CANCELLED = "import_cancelled", "imports.importjob", _("Cancelled an import")
    IMPORT_UNDONE = "import_undone", "projects.project", _("Undid an import")
    IMPORT_DISCARDED = "import_discarded", "imports.importdraft", _("Discarded an import")

    # Review of the access log
    LOG_SAMPLE_DRAWN = "log_sample_drawn", "privacy.logreview", _("Drew the sample of the access log")
    LOG_NOTE_WRITTEN = "log_note_written", "privacy.lognote", _("Wrote a note on the access log")
    LOG_SIGNED_OFF = "log_signed_off", "privacy.logreview", _("Signed off the access log")

    # Reports
    REPORT_CREATED = "report_created", "reports.report", _("Created a report")
    REPORT_MADE = "report_made", "reports.report", _("Made a report")
    REPORT_CANCELLED = "report_cancelled", "reports.report", _("Cancelled the making of a report")
    REPORT_RETRIED = "report_retried", "reports.report", _("Tried to make a report again")
    REPORT_RECOMPUTED = "report_recomputed", "reports.report", _("Computed a report again")
    REPORT_TEXTS_COPIED = "report_texts_copied", "reports.report", _("Copied the texts of the last report")
    REPORT_TEXT_COMMENTED = "report_text_commented", "reports.report", _("Commented on a text of a report")
    REPORT_COMMENT_DONE = "report_comment_done", "reports.report", _("Marked a comment as done")
    REPORT_OVERLAP_EXPLAINED = (
        "report_overlap_explained",
        "reports.report",
        _("Wrote why a report has days of another one"),
    )
    REPORT_ATTACHMENT_ADDED = "report_attachment_added", "reports.report", _("Attached a file to a report")
    REPORT_ATTACHMENT_REMOVED = (
        "report_attachment_removed",
        "reports.report",
        _("Removed an attachment of a report"),
    )
    REPORT_DELETED = "report_deleted", "reports.report", _("Deleted a draft of a report")
    REPORT_READY = "report_ready", "reports.report", _("Marked a report as ready")
    REPORT_SIGNED = "report_signed", "reports.report", _("Signed a report")
    REPORT_REOPENED = "report_reopened", "reports.report", _("Took a report back to draft")
    REPORT_SUBMITTED = "report_submitted", "reports.report", _("Submitted a report")
    REPORT_WITHDRAWN = "report_withdrawn", "reports.report", _("Withdrew a report")
    REPORT_RETURNED = "report_returned", "reports.report", _("Returned a report for completion")
    REPORT_APPROVED = "report_approved", "reports.report", _("Approved a report")
    REPORT_NOTE_ADDED = "reportnote_added", "reports.reportnote", _("Wrote an internal note")
    REPORT_NOTE_CHANGED = "reportnote_changed", "reports.reportnote", _("Changed an internal note")
    REPORT_NOTE_REMOVED = "reportnote_removed", "reports.reportnote", _("Removed an internal note")
    CUTOFF_ASKED = "cutoff_asked", "programme.cutoffexport", _("Asked for an export by cut-off date")
    CUTOFF_CONFIRMED = "cutoff_confirmed", "programme.cutoffexport", _("Confirmed an export by cut-off date")
    CUTOFF_DOWNLOADED = (
        "cutoff_downloaded",
        "programme.cutoffexport",
        _("Downloaded an export by cut-off date"),
    )
    REPORT_DOWNLOADED = "report_downloaded", "reports.report", _("Downloaded a report")
