from participants.privacy.models.history import LogReviewHistory
from participants.privacy.models.reviews import LogNote, LogReview

__all__ = ["LogNote", "LogReview", "LogReviewHistory"]
