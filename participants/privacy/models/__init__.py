from participants.privacy.models.extract_requests import ExtractRequest
from participants.privacy.models.history import LogReviewHistory
from participants.privacy.models.reviews import LogNote, LogReview

__all__ = ["ExtractRequest", "LogNote", "LogReview", "LogReviewHistory"]
