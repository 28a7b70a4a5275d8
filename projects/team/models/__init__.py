from projects.team.models.history import (
    InvitationHistory,
    MembershipHistory,
    TeamAnswerHistory,
    TeamReviewHistory,
)
from projects.team.models.membership import Membership
from projects.team.models.team import Invitation, TeamAnswer, TeamReview

__all__ = [
    "Invitation",
    "InvitationHistory",
    "Membership",
    "MembershipHistory",
    "TeamAnswer",
    "TeamAnswerHistory",
    "TeamReview",
    "TeamReviewHistory",
]
