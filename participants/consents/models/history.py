from accounts.audit.row_history import track
from participants.consents.models.asked import AskedConsents
from participants.consents.models.entries import PrivacyEntry

PrivacyEntryHistory = track(
    PrivacyEntry, hidden={"rest": ["form_number", "recorded_at"]}, find_by="participation"
)
AskedConsentsHistory = track(AskedConsents, find_by="project")
