"""Writes about plans, notes and measurements: keyword-only, atomic and audited, with `by` as the user."""

from participants.plans.actions.measurements import choose_scale, measure, withdraw_measurement
from participants.plans.actions.notes import withdraw_note, write_note
from participants.plans.actions.plans import add_step, change_step, save_plan, sign_plan

__all__ = [
    "add_step",
    "change_step",
    "choose_scale",
    "measure",
    "save_plan",
    "sign_plan",
    "withdraw_measurement",
    "withdraw_note",
    "write_note",
]
