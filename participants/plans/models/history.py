"""History tables of plans: one row per write, without texts and answers."""

from accounts.audit.row_history import track
from participants.plans.models.measurements import Measurement, ProjectScale
from participants.plans.models.notes import Note
from participants.plans.models.plan import Plan, Step

TEXT = {"text": ["text_encrypted"], "seal": ["text_key_version"]}
REST = ["form_number", "created_at"]

PlanHistory = track(
    Plan,
    hidden={**TEXT, "rest": [*REST, "signature_recorded_at", "changed_at"]},
    find_by="participation",
)
StepHistory = track(Step, hidden={**TEXT, "rest": REST}, find_by="participation")
NoteHistory = track(
    Note,
    hidden={**TEXT, "sensitive": ["withdrawal_reason"], "rest": ["form_number", "written_at"]},
    find_by="participation",
)
MeasurementHistory = track(
    Measurement,
    hidden={"sensitive": ["answers", "withdrawal_reason"], "rest": ["form_number", "recorded_at"]},
    find_by="participation",
)
ProjectScaleHistory = track(ProjectScale, find_by="project")
