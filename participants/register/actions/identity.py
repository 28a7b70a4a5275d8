"""Reveal identity numbers, rebuild their index, report unreadable ones."""

import logging

from django.db import connection, transaction

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.audit.models import AuditEntry
from esfportal.registry import Registry
from participants.register.identity import numbers
from participants.register.models import FormerNumber, Person

logger = logging.getLogger(__name__)
OTHER_INDEXES = Registry()  # functions that hash other columns again, and return what and how many


def reveal_identity(participation, *, by):
    """Return the formatted number ("" without one). Raises NumberUnreadable."""
    try:
        return _reveal(participation, by)
    except numbers.NumberUnreadable:
        # Outside the transaction of _reveal, which is rolled back.
        report_unreadable(participation.person, by=by)
        raise


@transaction.atomic
def _reveal(participation, by):
    audit(AuditAction.IDENTITY_REVEALED, participation, by=by)
    digits = numbers.decrypt_number(participation.person)
    report_readable(participation.person, by=by)
    return numbers.display(digits) if digits else ""


@transaction.atomic
def rebuild_number_index(*, size=1000):
    """Recompute every blind index in one transaction; return [(what, count)]. Raises Unreadable."""
    # Blocks registrations, but not readers: a person registered under the old key during this would not be
    # found again.
    with connection.cursor() as cursor:
        for model in (Person, FormerNumber):
            cursor.execute(f"LOCK TABLE {model._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
    done = sum(_rebuild_index(model, size) for model in (Person, FormerNumber))
    return [("personal identity numbers", done), *(rebuild() for rebuild in OTHER_INDEXES)]


def _rebuild_index(model, size):
    numbered = model.objects.exclude(number_kind=Person.NumberKind.NONE).order_by("pk")
    done, after = 0, None
    while rows := list((numbered.filter(pk__gt=after) if after else numbered)[:size]):
        for row in rows:
            row.number_index = numbers.blind_index(numbers.decrypt_number(row))
        model.objects.bulk_update(rows, ["number_index"])
        done, after = done + len(rows), rows[-1].pk
    return done


@transaction.atomic
def report_unreadable(person, *, by=None):
    """Report an unreadable number: in the log, and once per participation in the audit log."""
    logger.error("A number encrypted with key version %s can't be read.", person.number_key_version)
    # The worklists of leaders and administrators read these entries.
    for participation in person.participations.select_related("project"):
        if not AuditEntry.objects.about(participation).is_in_effect(
            AuditAction.NUMBER_UNREADABLE, until=AuditAction.NUMBER_READABLE
        ):
            audit(AuditAction.NUMBER_UNREADABLE, participation, by=by, key_version=person.number_key_version)


@transaction.atomic
def report_readable(person, *, by=None):
    for participation in person.participations.select_related("project"):
        if AuditEntry.objects.about(participation).is_in_effect(
            AuditAction.NUMBER_UNREADABLE, until=AuditAction.NUMBER_READABLE
        ):
            audit(AuditAction.NUMBER_READABLE, participation, by=by)
