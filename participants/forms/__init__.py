from participants.forms.entry import EntryForm, RegistrationForm
from participants.forms.events import (
    CorrectionForm,
    ExitForm,
    OutcomeForm,
    ProtectionForm,
    ReentryForm,
    SpellForm,
    WithdrawalForm,
)
from participants.forms.filters import ParticipantFilter, SearchForm

__all__ = [
    "CorrectionForm",
    "EntryForm",
    "ExitForm",
    "OutcomeForm",
    "ParticipantFilter",
    "ProtectionForm",
    "ReentryForm",
    "RegistrationForm",
    "SearchForm",
    "SpellForm",
    "WithdrawalForm",
]
