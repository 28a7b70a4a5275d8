"""Labels and details of audit actions about a participation."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.register.actions.identity import READABLE, UNREADABLE
from participants.register.models import OutcomeEvent, Participation, Person
from participants.register.protection.other_projects import LOWERED_ELSEWHERE

LABELS = {
    "participant_registered": gettext_lazy("Registered"),
    "entry_corrected": gettext_lazy("Corrected the entry record"),
    "exit_recorded": gettext_lazy("Recorded that the person left"),
    "reentered": gettext_lazy("Recorded that the person came back"),
    "outcome_recorded": gettext_lazy("Recorded an outcome"),
    "outcome_corrected": gettext_lazy("Corrected an outcome"),
    "outcome_withdrawn": gettext_lazy("Withdrew an outcome"),
    "identity_revealed": gettext_lazy("Showed the personal identity number"),
    UNREADABLE: gettext_lazy("The stored identity number could not be read"),
    READABLE: gettext_lazy("The stored identity number can be read again"),
    "protection_raised": gettext_lazy("Raised the protection"),
    "protection_lowered": gettext_lazy("Lowered the protection"),
    LOWERED_ELSEWHERE: gettext_lazy("The protection was lowered in another project"),
    "case_worker_named": gettext_lazy("Named a case worker for the person"),
    "case_worker_unnamed": gettext_lazy("Ended a case worker's naming for the person"),
    "extract_made": gettext_lazy("Made an extract of the register"),
}


def action_label(entry):
    return str(LABELS.get(entry.action, _("Another deed")))


def details_text(entry):
    """Return the details in one line."""
    # Database keys say nothing to the reader and are left out.
    texts = [_detail_text(entry, name, value) for name, value in entry.details.items()]
    return "; ".join(part for part in texts if part)


def _detail_text(entry, name, value):
    if name == "fields":
        names = {
            field.name: capfirst(str(field.verbose_name)) for field in Participation._meta.concrete_fields
        }
        return ", ".join(names.get(field, field) for field in value)
    if name == "level":
        return str(dict(Person._meta.get_field("protection").flatchoices).get(value, value))
    if name == "reason":
        return _("Reason: %(text)s") % {"text": value}
    if name == "requested_on":
        return _("Asked for on %(day)s") % {"day": value}
    if name == "kind" and entry.action == "outcome_recorded":
        return str(dict(OutcomeEvent.Kind.choices).get(value, value))
    if name == "kind":
        return value.upper()
    if name == "themself":
        return _("Themself") if value else None
    return None
