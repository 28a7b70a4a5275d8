from participants.models.history import (
    LogReviewHistory,
    NamedCaseWorkerHistory,
    OpeningHistory,
    OutcomeEventHistory,
    ParticipationHistory,
    PersonHistory,
    SpellHistory,
)
from participants.models.imports import ImportDraft
from participants.models.outcomes import OutcomeEvent
from participants.models.participation import (
    LabourMarketStatus,
    Participation,
    Sensitive,
)
from participants.models.person import Person, Protection, Sex
from participants.models.protection import NamedCaseWorker, Opening
from participants.models.reviews import LogNote, LogReview
from participants.models.spell import Spell

__all__ = [
    "ImportDraft",
    "LabourMarketStatus",
    "LogNote",
    "LogReview",
    "LogReviewHistory",
    "NamedCaseWorker",
    "NamedCaseWorkerHistory",
    "Opening",
    "OpeningHistory",
    "OutcomeEvent",
    "OutcomeEventHistory",
    "Participation",
    "ParticipationHistory",
    "Person",
    "PersonHistory",
    "Protection",
    "Sensitive",
    "Sex",
    "Spell",
    "SpellHistory",
]
