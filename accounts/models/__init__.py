from accounts.models.access_log import AccessLogEntry
from accounts.models.failed_sign_ins import FailedSignIns
from accounts.models.history import OrganisationHistory, UserHistory
from accounts.models.organisations import Organisation
from accounts.models.users import User, UserManager

__all__ = [
    "AccessLogEntry",
    "FailedSignIns",
    "Organisation",
    "OrganisationHistory",
    "User",
    "UserHistory",
    "UserManager",
]
