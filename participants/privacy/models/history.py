from accounts.audit.row_history import track
from participants.privacy.models.reviews import LogReview

LogReviewHistory = track(LogReview)
