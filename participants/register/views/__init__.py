from participants.register.views.bulk_exit import bulk_exit
from participants.register.views.identity import identity, restore, void, voided
from participants.register.views.lists import choose_columns, participant_list, search
from participants.register.views.outcomes import correct_outcome, outcome, withdraw_outcome
from participants.register.views.people import detail, edit, print_view, printed, reveal
from participants.register.views.protection import (
    authorised_workers,
    close_record,
    open_record,
    protection,
    revoke,
)
from participants.register.views.registration import check_registration, discard_draft, draft, register
from participants.register.views.spells import exit_, reenter, spell

__all__ = [
    "authorised_workers",
    "bulk_exit",
    "check_registration",
    "choose_columns",
    "close_record",
    "correct_outcome",
    "detail",
    "discard_draft",
    "draft",
    "edit",
    "exit_",
    "identity",
    "open_record",
    "outcome",
    "participant_list",
    "print_view",
    "printed",
    "protection",
    "reenter",
    "register",
    "restore",
    "reveal",
    "revoke",
    "search",
    "spell",
    "void",
    "voided",
    "withdraw_outcome",
]
