"""Labels and details of audit actions about a participation."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from esfportal.ui.plain_text import isolated
from participants.register.models import OutcomeEvent, Participation, Person, Spell, WarningCode


def action_label(entry):
    return str(dict(AuditAction.choices).get(entry.action, _("Another action")))


def details_text(entry):
    """Return the details in one line."""
    # Database keys say nothing to the reader and are left out.
    texts = [_detail_text(entry, name, value) for name, value in entry.details.items()]
    return "; ".join(part for part in texts if part)


def reason_text(reason):
    return _("Reason: %(text)s") % {"text": isolated(reason)}


def confirmed_text(codes):
    """Say which warnings were confirmed."""
    labels = dict(WarningCode.choices)
    return _("Confirmed: %(warnings)s") % {
        "warnings": "; ".join(str(labels.get(code, code)) for code in codes)
    }


def _detail_text(entry, name, value):
    if name == "fields":
        models = [Spell] if entry.action == AuditAction.SPELL_CORRECTED else [Participation, Person]
        names = {
            field.name: capfirst(str(field.verbose_name))
            for model in models
            for field in model._meta.concrete_fields
        }
        names["personal_identity_number"] = _("Personal identity number")
        return ", ".join(names.get(field, field) for field in value)
    if name == "level":
        return str(dict(Person._meta.get_field("protection").flatchoices).get(value, value))
    if name == "reason":
        return reason_text(value)
    if name == "confirmed":
        return confirmed_text(value)
    if name == "requested_on":
        return _("Asked for on %(day)s") % {"day": value}
    if name == "kind" and entry.action == AuditAction.OUTCOME_RECORDED:
        return str(dict(OutcomeEvent.Kind.choices).get(value, value))
    if name == "kind":
        return value.upper()
    if name == "is_same_person":
        return _("the same person") if value else _("another person")
    if name == "row":
        return _("row %(row)s") % {"row": value}
    if name == "themself":
        return _("The person themself") if value else None
    return None
