"""Writes about plans: keyword-only, atomic and audited, with `by` as the user."""

from participants.plans.actions.plans import add_step, change_step, save_plan, sign_plan

__all__ = ["add_step", "change_step", "save_plan", "sign_plan"]
