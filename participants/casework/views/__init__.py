from participants.casework.views.absence import absence, end_cover
from participants.casework.views.day import (
    day,
    done,
    missing,
    next_form,
    put_off,
    take_up,
    workers,
)
from participants.casework.views.handover import (
    accept,
    caseload,
    decline,
    decline_move,
    hand_over,
    handed,
    move,
    move_here,
    withdraw,
)

__all__ = [
    "absence",
    "accept",
    "caseload",
    "day",
    "decline",
    "decline_move",
    "done",
    "end_cover",
    "hand_over",
    "handed",
    "missing",
    "move",
    "move_here",
    "next_form",
    "put_off",
    "take_up",
    "withdraw",
    "workers",
]
