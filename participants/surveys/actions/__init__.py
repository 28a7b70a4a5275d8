from participants.surveys.actions.answers import send_answers
from participants.surveys.actions.contact import record_contact, wish_for_contact
from participants.surveys.actions.links import begin_on_device, make_device_link, make_links, open_own
from participants.surveys.actions.mailing import mail_invitations
from participants.surveys.actions.surveys import (
    add_question,
    add_survey,
    change_survey,
    close_survey,
    open_survey,
    remove_question,
)

__all__ = [
    "add_question",
    "add_survey",
    "begin_on_device",
    "change_survey",
    "close_survey",
    "mail_invitations",
    "make_device_link",
    "make_links",
    "open_own",
    "open_survey",
    "record_contact",
    "remove_question",
    "send_answers",
    "wish_for_contact",
]
