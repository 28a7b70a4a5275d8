from participants.plans.models.history import (
    MeasurementHistory,
    NoteHistory,
    PlanHistory,
    ProjectScaleHistory,
    StepHistory,
)
from participants.plans.models.measurements import Measurement, ProjectScale
from participants.plans.models.notes import Note
from participants.plans.models.plan import Plan, Step

__all__ = [
    "Measurement",
    "MeasurementHistory",
    "Note",
    "NoteHistory",
    "Plan",
    "PlanHistory",
    "ProjectScale",
    "ProjectScaleHistory",
    "Step",
    "StepHistory",
]
