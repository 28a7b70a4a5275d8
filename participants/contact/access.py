"""Contact details of a participation."""

from accounts.permissions import Permission
from participants.contact.models import Channel, ContactDetails
from participants.register.access import get_participation
from participants.register.identity.merged_records import record_keys


def get_participation_to_contact(user, slug, public_id):
    return get_participation(user, slug, public_id, Permission.PARTICIPANT_EDIT)


def details_of(participation):
    """Return the details, also of a merged record; None if the person is protected."""
    if participation.person.is_protected:
        return None
    return ContactDetails.objects.of_records(record_keys(participation)).first()


def mailed_details(participation):
    details = details_of(participation)
    return details if details and details.channel == Channel.EMAIL and details.email else None
