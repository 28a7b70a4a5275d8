from participants.casework.models.absence import AbsenceCover, AbsenceCoverHistory
from participants.casework.models.day import Postponement, WeeklyMail
from participants.casework.models.handover import Handover, HandoverHistory

__all__ = [
    "AbsenceCover",
    "AbsenceCoverHistory",
    "Handover",
    "HandoverHistory",
    "Postponement",
    "WeeklyMail",
]
