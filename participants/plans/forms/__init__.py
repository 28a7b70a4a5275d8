from participants.plans.forms.measurements import MeasurementForm, ScaleForm, WithdrawMeasurementForm
from participants.plans.forms.notes import NoteForm, WithdrawNoteForm
from participants.plans.forms.plans import PlanForm, PrintForm, SignForm, StepForm

__all__ = [
    "MeasurementForm",
    "NoteForm",
    "PlanForm",
    "PrintForm",
    "ScaleForm",
    "SignForm",
    "StepForm",
    "WithdrawMeasurementForm",
    "WithdrawNoteForm",
]
