from accounts.audit.row_history import track
from participants.anonymous.models.counts import AnonymousCount

AnonymousCountHistory = track(AnonymousCount, find_by="project")
