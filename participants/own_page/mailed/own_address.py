"""Contact details that participants correct themselves."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.contact.access import details_of
from participants.contact.actions import save_details
from participants.contact.kinds import MessageKind
from participants.contact.models import Channel, ContactDetails, Message
from participants.contact.outbox import ask_for
from participants.own_page.actions import acting
from participants.own_page.codes import is_right
from participants.own_page.mailed.sent_codes import VALID_FOR, code_letter
from participants.register.actions import ActionRefused
from participants.register.rules.entry_rules import Problem

KIND = "new_address"
MOST = 5  # codes in one session


def own_details(participation):
    """Return the details or new ones; None if the identity is protected."""
    with acting(participation):
        if participation.person.is_protected:
            return None
        return details_of(participation) or ContactDetails(participation=participation)


@transaction.atomic
def save_own_details(participation, *, values):
    with acting(participation):
        save_details(participation, values={"email": own_details(participation).email, **values}, by=None)


@transaction.atomic
def ask_to_confirm(participation, *, email, origin):
    link = participation.own_link
    with acting(participation):
        asked = Message.objects.filter(participation=participation, kind=KIND, about=link.pk)
        if asked.count() >= MOST:
            raise ActionRefused([Problem("email", _("Five codes have been sent. Sign in again to go on."))])
        browser = {"about": link.pk, "browser_hash": link.session_hash}
        ask_for(KIND, participation, origin=origin, by=None, address=email, **browser)


@transaction.atomic
def confirm_address(participation, *, code):
    """Keep the latest address if the code is right, or return the tries left."""
    with acting(participation):
        message = Message.objects.with_code(KIND, participation.own_link.session_hash).first()
        if message is None or not Message.objects.count_try(message.pk):
            return 0
        if not is_right(message.browser_hash, code, message.code_hash):
            return Message.TRIES - message.tries - 1
        details = own_details(participation)
        values = {
            "email": message.address,
            "phone": details.phone,
            "channel": details.channel if details.email else Channel.EMAIL,
            "language": details.language,
        }
        save_details(participation, values=values, by=None)
        # Those of other addresses end, too.
        Message.objects.filter(kind=KIND, browser_hash=message.browser_hash).end_codes()
    return None


def compose_code_to_confirm(message, participation):
    details = details_of(participation)
    language = details.language if details else ""
    return code_letter(message, participation, message.address, language, salt=message.browser_hash)


NEW_ADDRESS = MessageKind(
    KIND, gettext_lazy("a code to confirm an address"), compose_code_to_confirm, waits=VALID_FOR
)
