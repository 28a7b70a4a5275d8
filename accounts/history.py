"""What was written about users, organisations and memberships, row by row (esfportal.history)."""

from accounts.models import Membership, Organisation, User
from esfportal.history import track

# Signing in is no change of a user: the sessions and the audit trail tell of it.
UserHistory = track(User, hidden={"password": ["password"]}, ignored=["last_login"])
OrganisationHistory = track(Organisation)
MembershipHistory = track(Membership)
