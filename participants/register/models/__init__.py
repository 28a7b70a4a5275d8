from participants.register.models.history import (
    NamedCaseWorkerHistory,
    OpeningHistory,
    OutcomeEventHistory,
    ParticipationHistory,
    PersonHistory,
    SpellHistory,
)
from participants.register.models.outcomes import OutcomeEvent
from participants.register.models.participation import LabourMarketStatus, Participation, Sensitive
from participants.register.models.person import Person, Protection, Sex
from participants.register.models.protection import NamedCaseWorker, Opening
from participants.register.models.spell import Spell

__all__ = [
    "LabourMarketStatus",
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
