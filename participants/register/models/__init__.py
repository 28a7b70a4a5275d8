from participants.register.choices import LabourMarketStatus, Protection, Sensitive, Sex, WarningCode
from participants.register.models.change_notes import ChangeNote
from participants.register.models.draft import RegistrationDraft
from participants.register.models.exports import ExportedList, ListExport
from participants.register.models.history import (
    AuthorisedCaseWorkerHistory,
    FormerNumberHistory,
    MergeHistory,
    OutcomeEventHistory,
    ParticipationHistory,
    PersonHistory,
    ProtectedRecordAccessHistory,
    SavedFilterHistory,
    SpellHistory,
)
from participants.register.models.list_columns import ChosenColumns
from participants.register.models.merge import Merge
from participants.register.models.outcomes import OutcomeEvent
from participants.register.models.participation import Participation
from participants.register.models.person import FormerNumber, Person
from participants.register.models.protection import AuthorisedCaseWorker, ProtectedRecordAccess
from participants.register.models.saved_filter import SavedFilter
from participants.register.models.situation import Income, Moment, Situation, Study, Work, situation_fields
from participants.register.models.spell import Spell

__all__ = [
    "AuthorisedCaseWorker",
    "AuthorisedCaseWorkerHistory",
    "ChangeNote",
    "ChosenColumns",
    "ExportedList",
    "FormerNumber",
    "FormerNumberHistory",
    "Income",
    "LabourMarketStatus",
    "ListExport",
    "Merge",
    "MergeHistory",
    "Moment",
    "OutcomeEvent",
    "OutcomeEventHistory",
    "Participation",
    "ParticipationHistory",
    "Person",
    "PersonHistory",
    "ProtectedRecordAccess",
    "ProtectedRecordAccessHistory",
    "Protection",
    "RegistrationDraft",
    "SavedFilter",
    "SavedFilterHistory",
    "Sensitive",
    "Sex",
    "Situation",
    "Spell",
    "SpellHistory",
    "Study",
    "WarningCode",
    "Work",
    "situation_fields",
]
