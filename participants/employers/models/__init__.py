from participants.employers.models.contacts import Contact, ContactConsent
from participants.employers.models.employer import Employer, Workplace
from participants.employers.models.history import (
    ContactConsentHistory,
    ContactHistory,
    EmployerHistory,
    OfferHistory,
    OutcomeEmployerHistory,
    PlacementHistory,
    WorkplaceHistory,
)
from participants.employers.models.placements import Offer, OutcomeEmployer, Placement, PlacementKind

__all__ = [
    "Contact",
    "ContactConsent",
    "ContactConsentHistory",
    "ContactHistory",
    "Employer",
    "EmployerHistory",
    "Offer",
    "OfferHistory",
    "OutcomeEmployer",
    "OutcomeEmployerHistory",
    "Placement",
    "PlacementHistory",
    "PlacementKind",
    "Workplace",
    "WorkplaceHistory",
]
