from projects.team.forms.grants import EndForm, InviteForm, InviteLeaderForm, MemberForm
from projects.team.forms.review import ReviewForm

__all__ = ["EndForm", "InviteForm", "InviteLeaderForm", "MemberForm", "ReviewForm"]
