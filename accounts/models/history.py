"""Row history of users, organisations and memberships (see accounts.audit.row_history)."""

from accounts.audit.row_history import track
from accounts.models.organisations import Organisation
from accounts.models.users import User

# last_login is left out: signing in is in the audit log.
UserHistory = track(User, hidden={"password": ["password"]}, ignored=["last_login"])
OrganisationHistory = track(Organisation)
