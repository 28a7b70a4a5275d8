from participants.plans.views.measurements import measure, measurements, withdraw_measurement
from participants.plans.views.notes import notes, withdraw_note, write_note
from participants.plans.views.plans import add_step, edit, paper, plan, sign, step
from participants.plans.views.progress import choose_scale, progress

__all__ = [
    "add_step",
    "choose_scale",
    "edit",
    "measure",
    "measurements",
    "notes",
    "paper",
    "plan",
    "progress",
    "sign",
    "step",
    "withdraw_measurement",
    "withdraw_note",
    "write_note",
]
