"""Every write about people that has consequences: keyword-only, atomic, audited, `by` whom."""

from participants.actions.entry import correct_entry, correct_spell, register_participant
from participants.actions.errors import AlreadyTakesPart, Refused
from participants.actions.identity import change_protection, reveal_identity
from participants.actions.outcomes import correct_outcome, record_outcome, withdraw_outcome
from participants.actions.spells import record_exit, reenter

__all__ = [
    "AlreadyTakesPart",
    "Refused",
    "change_protection",
    "correct_entry",
    "correct_outcome",
    "correct_spell",
    "record_exit",
    "record_outcome",
    "reenter",
    "register_participant",
    "reveal_identity",
    "withdraw_outcome",
]
