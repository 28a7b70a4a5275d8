from participants.casework.forms.day import (
    DayFilter,
    MissingAnswersForm,
    PlaceForm,
    PostponeForm,
)
from participants.casework.forms.handover import CaseloadForm, HandoverForm, MoveForm

__all__ = [
    "CaseloadForm",
    "DayFilter",
    "HandoverForm",
    "MissingAnswersForm",
    "MoveForm",
    "PlaceForm",
    "PostponeForm",
]
