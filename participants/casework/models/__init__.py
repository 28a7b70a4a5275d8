from participants.casework.models.day import Postponement, WeeklyMail
from participants.casework.models.handover import Handover, HandoverHistory

__all__ = ["Handover", "HandoverHistory", "Postponement", "WeeklyMail"]
