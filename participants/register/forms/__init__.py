from participants.register.forms.entry import EntryForm, RegistrationForm
from participants.register.forms.events import (
    CorrectionForm,
    ExitForm,
    OutcomeForm,
    ReentryForm,
    SpellForm,
    WithdrawalForm,
)
from participants.register.forms.filters import ParticipantFilter, SearchForm
from participants.register.forms.protection import AuthorisationForm, OpenRecordForm, ProtectionForm

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
