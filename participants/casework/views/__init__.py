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
    hand_over,
    handed,
    move,
    withdraw,
)

__all__ = [
    "accept",
    "caseload",
    "day",
    "decline",
    "done",
    "hand_over",
    "handed",
    "missing",
    "move",
    "next_form",
    "put_off",
    "take_up",
    "withdraw",
    "workers",
]
