from accounts.audit.row_history import track
from participants.employers.models.contacts import Contact, ContactConsent
from participants.employers.models.employer import Employer, Workplace
from participants.employers.models.placements import Offer, OutcomeEmployer, Placement

EmployerHistory = track(Employer, find_by="project")
WorkplaceHistory = track(Workplace, find_by="project")
ContactHistory = track(
    Contact, hidden={"sensitive": ["details_encrypted"], "seal": ["details_key_version"]}, find_by="project"
)
ContactConsentHistory = track(ContactConsent, hidden={"rest": ["recorded_at"]}, find_by="project")
OfferHistory = track(Offer, find_by="project")
PlacementHistory = track(Placement, hidden={"rest": ["recorded_at"]}, find_by="participation")
OutcomeEmployerHistory = track(OutcomeEmployer, find_by="participation")
