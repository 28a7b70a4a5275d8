from projects.team.forms.grants import EndForm, InviteForm, MemberForm
from projects.team.forms.review import ReviewForm

__all__ = ["EndForm", "InviteForm", "MemberForm", "ReviewForm"]
