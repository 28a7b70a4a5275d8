from participants.employers.models.contacts import Contact, ContactConsent
from participants.employers.models.employer import Employer, Workplace
from participants.employers.models.history import (
    ContactConsentHistory,
    ContactHistory,
    EmployerHistory,
    WorkplaceHistory,
)

__all__ = [
    "Contact",
    "ContactConsent",
    "ContactConsentHistory",
    "ContactHistory",
    "Employer",
    "EmployerHistory",
    "Workplace",
    "WorkplaceHistory",
]
