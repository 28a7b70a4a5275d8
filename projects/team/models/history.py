from accounts.audit.row_history import track
from projects.team.models.membership import Membership
from projects.team.models.team import Invitation, TeamAnswer, TeamReview

MembershipHistory = track(Membership)


InvitationHistory = track(Invitation, hidden={"token": ["token_hash"]}, find_by="project")


TeamReviewHistory = track(TeamReview, find_by="project")


TeamAnswerHistory = track(TeamAnswer, find_by="review")
