from accounts.models.access_log import ReadEntry
from accounts.models.history import OrganisationHistory, UserHistory
from accounts.models.organisations import Organisation
from accounts.models.sign_in_guesses import SignInGuesses
from accounts.models.users import User, UserManager

__all__ = [
    "Organisation",
    "OrganisationHistory",
    "ReadEntry",
    "SignInGuesses",
    "User",
    "UserHistory",
    "UserManager",
]
