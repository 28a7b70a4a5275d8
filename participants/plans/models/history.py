"""History tables of plans: one row per write, without the texts."""

from accounts.audit.row_history import track
from participants.plans.models.plan import Plan, Step

TEXT = {"text": ["text_encrypted"], "seal": ["text_key_version"]}
REST = ["form_number", "created_at"]

PlanHistory = track(
    Plan,
    hidden={**TEXT, "rest": [*REST, "signature_recorded_at", "changed_at"]},
    find_by="participation",
)
StepHistory = track(Step, hidden={**TEXT, "rest": REST}, find_by="participation")
