"""Record and remove contact details, and index them again."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.database_access import system_scope, whole_project_access
from esfportal.security.encryption import Unreadable
from participants.contact.access import details_of
from participants.contact.addresses import blind_index
from participants.contact.models import ContactDetails, Message
from participants.contact.querysets import PERSON, RECORD, ContactDetailsQuerySet
from participants.register.actions import ActionRefused
from participants.register.actions.change_notes import record_change
from participants.register.actions.locking import lock_participation
from participants.register.identity.merged_records import record_keys
from participants.register.models import Participation
from participants.register.rules.entry_rules import Problem
from projects.models import Project


@transaction.atomic
def save_details(participation, *, values, by):
    """Save the values; nothing is kept without address and number. Raises ActionRefused."""
    participation = lock_participation(participation)
    if participation.person.is_protected:
        text = _("The identity is protected: no address and no telephone number are kept.")
        raise ActionRefused([Problem("", text)])
    details = details_of(participation) or ContactDetails(participation=participation)
    before = {name: getattr(details, name) for name in values}
    changed = sorted(name for name, value in values.items() if before[name] != value)
    if not changed:
        return
    if not (values["email"] or values["phone"]):
        _remove(ContactDetails.objects.of_records(record_keys(participation)), participation, by=by)
        return
    details.channel, details.language = values["channel"], values["language"]
    details.write(email=values["email"], phone=values["phone"])
    details.recorded_at, details.recorded_by = timezone.now(), by
    details.save()
    action = AuditAction.CONTACT_DETAILS_RECORDED
    record_change(action, participation, by=by, details=details.pk, changed=changed)


def _remove(rows, participation, *, by):
    if rows.delete()[0]:
        record_change(AuditAction.CONTACT_DETAILS_REMOVED, participation, by=by)


@transaction.atomic
def remove_of_protected(people, participations=()):
    """Remove details in all projects."""
    keys = [each.pk for each in people]
    of_people = Q(**{f"{PERSON[0]}__in": keys}) | Q(**{f"{PERSON[1]}__in": keys})
    records = [each.pk for each in participations]
    of_records = Q(participation__in=records) | Q(participation__merged_into__in=records)
    _remove_in_each_project(lambda rows: rows.filter(of_people | of_records))


def prune():
    _remove_in_each_project(ContactDetailsQuerySet.not_needed)
    with system_scope():
        Message.objects.old().delete()
        Message.objects.with_old_address().update(address_encrypted=None, address_key_version=None)


def _remove_in_each_project(chosen):
    # One project at a time: no access scope shows in which projects a person takes part.
    with system_scope():
        projects = list(Project.objects.order_by("pk"))
    for project in projects:
        with whole_project_access(project):
            found = chosen(ContactDetails.objects.in_project(project)).annotate(record=RECORD)
            for key, record in found.values_list("pk", "record"):
                participation = Participation.with_voided.select_related("project").get(pk=record)
                _remove(ContactDetails.objects.filter(pk=key), participation, by=None)


@transaction.atomic
def rebuild_index(*, size=1000):
    """Raises Unreadable."""
    with_address = ContactDetails.objects.filter(email_index__isnull=False).order_by("pk")
    done, after = 0, 0
    while rows := list(with_address.filter(pk__gt=after)[:size]):
        for row in rows:
            if row.is_unreadable:
                raise Unreadable("The contact details can not be read.")
            row.email_index = blind_index(row.email)
        ContactDetails.objects.bulk_update(rows, ["email_index"])
        done, after = done + len(rows), rows[-1].pk
    return "e-mail addresses of participants", done
