from accounts.audit.row_history import track
from participants.contact.models.details import ContactDetails

# `recorded_at` changes with each new value, and with no key rotation.
ContactDetailsHistory = track(
    ContactDetails,
    hidden={"seal": ["content_encrypted", "content_key_version", "email_index"], "rest": ["recorded_at"]},
    find_by="participation",
)
