from participants.plans.models.history import PlanHistory, StepHistory
from participants.plans.models.plan import Plan, Step

__all__ = ["Plan", "PlanHistory", "Step", "StepHistory"]
