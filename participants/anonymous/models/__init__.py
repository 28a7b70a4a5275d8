from participants.anonymous.models.counts import AnonymousCount
from participants.anonymous.models.history import AnonymousCountHistory

__all__ = ["AnonymousCount", "AnonymousCountHistory"]
