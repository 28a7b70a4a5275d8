from participants.views.lists import participant_list, search
from participants.views.outcomes import correct_outcome, outcome, withdraw_outcome
from participants.views.people import detail, edit, print_view, printed, reveal
from participants.views.protection import close, named_workers, open_, protection, unname
from participants.views.registration import check_registration, register
from participants.views.spells import exit_, reenter, spell

__all__ = [
    "check_registration",
    "close",
    "correct_outcome",
    "detail",
    "edit",
    "exit_",
    "named_workers",
    "open_",
    "outcome",
    "participant_list",
    "print_view",
    "printed",
    "protection",
    "reenter",
    "register",
    "reveal",
    "search",
    "spell",
    "unname",
    "withdraw_outcome",
]
