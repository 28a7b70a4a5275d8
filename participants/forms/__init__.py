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
from participants.forms.protection import NamingForm, OpeningForm, ProtectionForm

__all__ = [
    "CorrectionForm",
    "EntryForm",
    "ExitForm",
    "NamingForm",
    "OpeningForm",
    "OutcomeForm",
    "ParticipantFilter",
    "ProtectionForm",
    "ReentryForm",
    "RegistrationForm",
    "SearchForm",
    "SpellForm",
    "WithdrawalForm",
]
