from participants.register.forms.correct_entry import EntryForm
from participants.register.forms.entry import RegistrationForm
from participants.register.forms.events import (
    CorrectionForm,
    ExitForm,
    OutcomeForm,
    ReentryForm,
    SpellForm,
    WithdrawalForm,
)
from participants.register.forms.filters import ColumnsForm, ParticipantFilter, SearchForm
from participants.register.forms.identity import IdentityForm, VoidForm
from participants.register.forms.protection import AuthorisationForm, OpenRecordForm, ProtectionForm

__all__ = [
    "AuthorisationForm",
    "ColumnsForm",
    "CorrectionForm",
    "EntryForm",
    "ExitForm",
    "IdentityForm",
    "OpenRecordForm",
    "OutcomeForm",
    "ParticipantFilter",
    "ProtectionForm",
    "ReentryForm",
    "RegistrationForm",
    "SearchForm",
    "SpellForm",
    "VoidForm",
    "WithdrawalForm",
]
