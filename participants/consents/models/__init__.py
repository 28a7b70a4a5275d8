from participants.consents.models.entries import PrivacyEntry
from participants.consents.models.history import PrivacyEntryHistory
from participants.consents.models.texts import PrivacyText, Subject, TextLanguage

__all__ = ["PrivacyEntry", "PrivacyEntryHistory", "PrivacyText", "Subject", "TextLanguage"]
