"""Actions that change rows: the history must have a change of the same transaction."""

from collections.abc import Mapping
from typing import Any

from accounts.audit.actions import AuditAction as Action
from accounts.audit.row_history import Label

# Named one by one: the entry of an action that may change nothing, or only rows without history, is never
# checked, so that a report always means a fault. tests/accounts/audit/test_audit_changes.py has the others.

_ITEMS = (
    *("target", "targetgroup", "intervention", "projectorganisation", "projectmunicipality"),
    *("subproject", "budgetline", "financingline", "phase", "event", "reportduty", "reportnote"),
    *("workplace", "contact", "offer"),
)

# Actions that insert, update or delete the row that the entry is about.
OF_ITS_ROW: Mapping[str, tuple[Any, ...]] = {
    Label.INSERT: (
        *(Action(f"{item}_added") for item in _ITEMS),
        Action.ORGANISATION_ADDED,
        Action.FINANCING_BOOKED,
        Action.USER_INVITED,
        Action.INVITATION_SENT,
        Action.MEMBERSHIP_GIVEN,
        Action.PARTICIPANT_REGISTERED,
        Action.EMPLOYER_ADDED,
        Action.ACTIVITY_ADDED,
        Action.ANONYMOUS_COUNT_ADDED,
        Action.CONTACT_CONSENT_RECORDED,
        Action.LOG_SAMPLE_DRAWN,
        Action.REPORT_CREATED,
        Action.FILTER_SAVED,
        Action.ABSENCE_COVERED,
    ),
    Label.UPDATE: (
        Action.EMAIL_CHANGED,
        Action.INVITATION_SENT_AGAIN,
        Action.INVITATION_WITHDRAWN,
        Action.INVITATION_ACCEPTED,
        Action.MEMBERSHIP_ENDED,
        Action.TEAM_REVIEW_FINISHED,
        Action.PARTICIPATION_VOIDED,
        Action.PARTICIPATION_RESTORED,
        Action.RECORDS_MERGED,
        Action.LOG_SIGNED_OFF,
        Action.REPORT_MADE,
        Action.ABSENCE_ENDED,
        Action.REPORT_OVERLAP_EXPLAINED,
        Action.REPORT_READY,
        Action.REPORT_SIGNED,
        Action.REPORT_REOPENED,
        Action.REPORT_SUBMITTED,
        Action.REPORT_WITHDRAWN,
        Action.REPORT_RETURNED,
        Action.REPORT_APPROVED,
        Action.ACTIVITY_CHANGED,
        Action.ANONYMOUS_COUNT_CHANGED,
        Action.SESSION_CHANGED,
        Action.SESSION_CANCELLED,
        Action.SESSION_RESTORED,
    ),
    Label.DELETE: (
        *(Action(f"{item}_removed") for item in _ITEMS),
        Action.REPORT_DELETED,
        Action.FILTER_REMOVED,
        Action.ACTIVITY_REMOVED,
        Action.SESSION_REMOVED,
    ),
}

# Actions that change other rows than the one that the entry is about, or one of several.
OF_SOME_ROW: tuple[Any, ...] = (
    *(Action(f"{item}_changed") for item in _ITEMS),
    Action.PROJECT_LOADED,
    Action.PROJECT_CHANGED,
    Action.PROJECT_TEXTS_CHANGED,
    Action.REPORT_DUTIES_PROPOSED,
    Action.REPORT_TEXTS_COPIED,
    Action.MEMBERSHIP_CHANGED,
    Action.TEAM_ANSWERED,
    Action.ENTRY_CORRECTED,
    Action.IDENTITY_CORRECTED,
    Action.SPELL_CORRECTED,
    Action.EXIT_RECORDED,
    Action.REENTERED,
    Action.OUTCOME_RECORDED,
    Action.OUTCOME_CORRECTED,
    Action.OUTCOME_WITHDRAWN,
    Action.PLAN_SAVED,
    Action.PLAN_SIGNED,
    Action.STEP_ADDED,
    Action.STEP_CHANGED,
    Action.NOTE_WRITTEN,
    Action.MEASURED,
    Action.MEASUREMENT_WITHDRAWN,
    Action.SCALE_CHOSEN,
    Action.PRIVACY_ENTRY_RECORDED,
    Action.CONSENTS_CHOSEN,
    Action.NOTE_WITHDRAWN,
    Action.MERGE_UNDONE,
    Action.PROOF_ADDED,
    Action.PROOF_REVIEWED,
    Action.PROOF_WITHDRAWN,
    Action.PROOF_REQUIREMENTS_CHANGED,
    Action.PROTECTION_RAISED,
    Action.PROTECTION_LOWERED,
    Action.PROTECTION_LOWERED_IN_OTHER_PROJECT,
    Action.CASE_WORKER_AUTHORISED,
    Action.HANDOVER_SENT,
    Action.HANDOVER_ACCEPTED,
    Action.HANDOVER_DECLINED,
    Action.HANDOVER_WITHDRAWN,
    Action.CASE_WORKER_MOVED,
    Action.EMPLOYER_CHANGED,
    Action.SESSIONS_PLANNED,
    Action.PLACEMENT_RECORDED,
    Action.PLACEMENT_CHANGED,
    Action.PLACEMENT_REMOVED,
    Action.OUTCOME_EMPLOYER_NAMED,
    *(Action(f"enrolment_{done}") for done in ("added", "changed", "removed")),
    *(Action(f"attendance_{done}") for done in ("recorded", "changed", "removed")),
)
