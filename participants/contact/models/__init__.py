from participants.contact.models.details import CONTENT, Channel, ContactDetails, Language
from participants.contact.models.history import ContactDetailsHistory
from participants.contact.models.messages import ADDRESS, Message

__all__ = ["ADDRESS", "CONTENT", "Channel", "ContactDetails", "ContactDetailsHistory", "Language", "Message"]
