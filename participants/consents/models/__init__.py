from participants.consents.models.asked import AskedConsents
from participants.consents.models.entries import PrivacyEntry
from participants.consents.models.history import AskedConsentsHistory, PrivacyEntryHistory
from participants.consents.models.texts import PrivacyText, Subject, TextLanguage

__all__ = [
    "AskedConsents",
    "AskedConsentsHistory",
    "PrivacyEntry",
    "PrivacyEntryHistory",
    "PrivacyText",
    "Subject",
    "TextLanguage",
]
