"""Consents that a project asks for and lacks."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.consents.access import asked_subjects, entry_in_force
from participants.consents.models import Subject
from participants.consents.states import Answer
from participants.register.rules.entry_rules import Problem

# Only placements are in the portal itself.
NOT_WITHOUT: dict[str, Promise] = {
    Subject.CONTACT: gettext_lazy(
        "Write no e-mail and no text messages to the participant. The portal itself sends none."
    ),
    Subject.AUTHORITIES: gettext_lazy("Do not talk with other authorities about the participant."),
    Subject.EMPLOYERS: gettext_lazy(
        "No new placement can be recorded. Those that are recorded stay, and can be ended."
    ),
    Subject.PHOTOGRAPHS: gettext_lazy("Take and show no new pictures, and remove those that can be removed."),
    Subject.RESEARCH: gettext_lazy("Do not tell researchers how to reach the participant."),
}


def lacks_consent(participation, subject):
    if subject not in asked_subjects(participation.project):
        return False
    current = entry_in_force(participation, subject)
    return current is None or current.answer != Answer.GIVEN


def consent_problems(participation, subject):
    if lacks_consent(participation, subject):
        yield Problem("", _("The participant has not agreed to: %(subject)s.") % {"subject": subject.label})
