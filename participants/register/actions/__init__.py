"""Writes about people: keyword-only, atomic and audited, with `by` as the user."""

from participants.register.actions.correction import correct_identity
from participants.register.actions.drafts import discard_draft, keep_draft
from participants.register.actions.entry import correct_entry, correct_spell, register_participant
from participants.register.actions.errors import ActionRefused, AlreadyMade, AlreadyTakesPart
from participants.register.actions.identity import (
    rebuild_number_index,
    report_readable,
    report_unreadable,
    reveal_identity,
)
from participants.register.actions.list_columns import choose_columns
from participants.register.actions.look_up import look_up_number
from participants.register.actions.outcomes import (
    correct_outcome,
    outcome_made_by,
    record_outcome,
    withdraw_outcome,
)
from participants.register.actions.protection import (
    authorise_case_worker,
    change_protection,
    close_record,
    extend_access,
    open_record,
    revoke_case_worker,
)
from participants.register.actions.spells import record_exit, record_exits, reenter
from participants.register.actions.voiding import restore_participation, void_participation

__all__ = [
    "ActionRefused",
    "AlreadyMade",
    "AlreadyTakesPart",
    "authorise_case_worker",
    "change_protection",
    "choose_columns",
    "close_record",
    "correct_entry",
    "correct_identity",
    "correct_outcome",
    "correct_spell",
    "discard_draft",
    "extend_access",
    "keep_draft",
    "look_up_number",
    "open_record",
    "outcome_made_by",
    "rebuild_number_index",
    "record_exit",
    "record_exits",
    "record_outcome",
    "reenter",
    "register_participant",
    "report_readable",
    "report_unreadable",
    "restore_participation",
    "reveal_identity",
    "revoke_case_worker",
    "void_participation",
    "withdraw_outcome",
]
