from participants.forms.entry import EntryForm, RegistrationForm
from participants.forms.events import (
    CorrectionForm,
    ExitForm,
    OutcomeForm,
    ReentryForm,
    SpellForm,
    WithdrawalForm,
)
from participants.forms.filters import ParticipantFilter, SearchForm
from participants.forms.protection import AuthorisationForm, OpenRecordForm, ProtectionForm

__all__ = [
    "AuthorisationForm",
    "CorrectionForm",
    "EntryForm",
    "ExitForm",
    "OpenRecordForm",
    "OutcomeForm",
    "ParticipantFilter",
    "ProtectionForm",
    "ReentryForm",
    "RegistrationForm",
    "SearchForm",
    "SpellForm",
    "WithdrawalForm",
]
