"""Labels and details of audit actions about a participation."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from participants.register.models import OutcomeEvent, Participation, Person, Spell


def action_label(entry):
    return str(dict(AuditAction.choices).get(entry.action, _("Another action")))


def details_text(entry):
    """Return the details in one line."""
    # Database keys say nothing to the reader and are left out.
    texts = [_detail_text(entry, name, value) for name, value in entry.details.items()]
    return "; ".join(part for part in texts if part)


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
        return _("Reason: %(text)s") % {"text": value}
    if name == "requested_on":
        return _("Asked for on %(day)s") % {"day": value}
    if name == "kind" and entry.action == AuditAction.OUTCOME_RECORDED:
        return str(dict(OutcomeEvent.Kind.choices).get(value, value))
    if name == "kind":
        return value.upper()
    if name == "themself":
        return _("The person themself") if value else None
    return None
