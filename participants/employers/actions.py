"""Write employers, their workplaces and contacts."""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from esfportal.database.bulk_copy import reserve_ids
from participants.employers import contact_details
from participants.employers.models import Contact, ContactConsent, Employer, Offer, Workplace
from participants.register.actions import ActionRefused
from participants.register.actions.errors import raise_if_problems, savepoint_unless_violated
from participants.register.rules.entry_rules import Problem

UNIQUE = {
    "employer_name_once_in_project": "name",
    "employer_number_once_in_project": "organisation_number",
}


@transaction.atomic
def add_employer(employer, *, by):
    """Save a new employer. Raises ActionRefused for one that was added at the same time."""
    _save_employer(employer)
    audit(AuditAction.EMPLOYER_ADDED, employer, by=by)
    return employer


@transaction.atomic
def change_employer(employer, *, changed, by):
    if changed:
        _save_employer(employer)
        audit(AuditAction.EMPLOYER_CHANGED, employer, by=by, fields=sorted(changed))
    return employer


@transaction.atomic
def remove_employer(employer, *, by):
    """Delete an employer that an import added. Raises ActionRefused if anything refers to it."""
    used = any(model.objects.filter(employer=employer).exists() for model in (Workplace, Contact, Offer))
    try:
        if used:  # these would be deleted with it
            raise ActionRefused([Problem("", _in_use())])
        audit(AuditAction.EMPLOYER_REMOVED, employer, by=by)
        employer.delete()
    except ProtectedError:
        raise ActionRefused([Problem("", _in_use())]) from None
    return employer


def _in_use():
    return _("It can't be removed: other things refer to it.")


def _save_employer(employer):
    with (
        savepoint_unless_violated("employer_name_once_in_project", lambda: _double("name")),
        savepoint_unless_violated("employer_number_once_in_project", lambda: _double("organisation_number")),
    ):
        employer.save()


def _double(field):
    message = next(
        constraint.violation_error_message
        for constraint in Employer._meta.constraints
        if UNIQUE.get(constraint.name) == field
    )
    return ActionRefused([Problem(field, str(message))])


@transaction.atomic
def add_item(item, *, by):
    """Save a new workplace or another item of an employer."""
    item.project = item.employer.project
    item.save()
    audit(AuditAction(f"{item._meta.model_name}_added"), item, by=by)
    return item


@transaction.atomic
def change_item(item, *, changed, by):
    if changed:
        item.save()
        audit(AuditAction(f"{item._meta.model_name}_changed"), item, by=by, fields=sorted(changed))
    return item


@transaction.atomic
def remove_item(item, *, by):
    """Delete a workplace, a contact or another item of an employer. Raises ActionRefused if it is used."""
    # Audited first: afterwards the item has no primary key. A refusal rolls the entry back.
    audit(AuditAction(f"{item._meta.model_name}_removed"), item, by=by)
    try:
        item.delete()
    except ProtectedError:
        raise ActionRefused([Problem("", _in_use())]) from None
    return item


@transaction.atomic
def add_contact(employer, *, details, by):
    (key,) = reserve_ids(Contact, 1)  # the content is bound to the row's key
    content, version = contact_details.encrypted(key, details)
    contact = Contact.objects.create(
        pk=key,
        project=employer.project,
        employer=employer,
        details_encrypted=content,
        details_key_version=version,
    )
    audit(AuditAction.CONTACT_ADDED, contact, by=by)
    return contact


@transaction.atomic
def change_contact(contact, *, details, by):
    if details != contact.details:
        content, version = contact_details.encrypted(contact.pk, details)
        contact.details_encrypted, contact.details_key_version = content, version
        contact.save(update_fields=["details_encrypted", "details_key_version"])
        audit(AuditAction.CONTACT_CHANGED, contact, by=by)
    return contact


@transaction.atomic
def record_consent(contact, *, purpose, is_given, decided_on, means, by):
    """Record what a contact agreed to or withdrew; the latest record of a purpose holds."""
    raise_if_problems(_consent_problems(decided_on))
    consent = ContactConsent.objects.create(
        project=contact.project,
        contact=contact,
        purpose=purpose,
        is_given=is_given,
        decided_on=decided_on,
        means=means,
        recorded_by=by,
    )
    audit(AuditAction.CONTACT_CONSENT_RECORDED, consent, by=by, purpose=purpose, is_given=is_given)
    return consent


def _consent_problems(decided_on):
    if decided_on > timezone.localdate():
        yield Problem("decided_on", _("The day is in the future."))
