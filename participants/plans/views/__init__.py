from participants.plans.views.plans import add_step, edit, paper, plan, sign, step

__all__ = ["add_step", "edit", "paper", "plan", "sign", "step"]
