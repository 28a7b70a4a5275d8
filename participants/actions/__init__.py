"""Every write about people that has consequences: keyword-only, atomic, audited, `by` whom."""

from participants.actions.entry import correct_entry, correct_spell, register_participant
from participants.actions.errors import AlreadyTakesPart, Refused
from participants.actions.identity import (
    index_anew,
    report_readable,
    report_unreadable,
    reveal_identity,
)
from participants.actions.outcomes import correct_outcome, record_outcome, withdraw_outcome
from participants.actions.protection import (
    change_protection,
    close_record,
    keep_open,
    name_case_worker,
    open_record,
    unname_case_worker,
)
from participants.actions.spells import record_exit, reenter

__all__ = [
    "AlreadyTakesPart",
    "Refused",
    "change_protection",
    "close_record",
    "correct_entry",
    "correct_outcome",
    "correct_spell",
    "index_anew",
    "keep_open",
    "name_case_worker",
    "open_record",
    "record_exit",
    "record_outcome",
    "reenter",
    "register_participant",
    "report_readable",
    "report_unreadable",
    "reveal_identity",
    "unname_case_worker",
    "withdraw_outcome",
]
