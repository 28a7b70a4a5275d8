from participants.casework.forms.absence import AbsenceForm
from participants.casework.forms.day import (
    DayFilter,
    MissingAnswersForm,
    PlaceForm,
    PostponeForm,
)
from participants.casework.forms.handover import (
    AcceptMoveForm,
    CaseloadForm,
    MoveForm,
    PersonHandoverForm,
)

__all__ = [
    "AbsenceForm",
    "AcceptMoveForm",
    "CaseloadForm",
    "DayFilter",
    "MissingAnswersForm",
    "MoveForm",
    "PersonHandoverForm",
    "PlaceForm",
    "PostponeForm",
]
