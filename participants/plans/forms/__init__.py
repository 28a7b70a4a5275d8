from participants.plans.forms.plans import PlanForm, PrintForm, SignForm, StepForm

__all__ = ["PlanForm", "PrintForm", "SignForm", "StepForm"]
