"""Seeing who somebody is."""

import logging

from django.db import connection, transaction

from accounts.audit import audit
from accounts.models import AuditEntry
from participants import identity
from participants.models import Person

logger = logging.getLogger(__name__)

UNREADABLE, READABLE = "number_unreadable", "number_readable"


def reveal_identity(participation, *, by):
    """The number as it is written ("" without one); who asked to see it is recorded first.

    Raises NumberUnreadable, which is reported before: to the log, and to whoever looks after the project.
    """
    try:
        return _reveal(participation, by)
    except identity.NumberUnreadable:
        report_unreadable(participation.person, by=by)
        raise


@transaction.atomic
def _reveal(participation, by):
    audit("identity_revealed", participation, by=by)
    digits = identity.decrypt_number(participation.person)
    report_readable(participation.person, by=by)
    return identity.display(digits) if digits else ""


@transaction.atomic
def rebuild_number_index(*, size=1000):
    """Find every number by the index key of today: all of them in one transaction, or none, while nobody
    registers anybody (readers go on). Gives how many. Raises NumberUnreadable."""
    numbered = Person.objects.exclude(number_kind=Person.NumberKind.NONE).order_by("pk")
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {Person._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
    done, after = 0, None
    while rows := list((numbered.filter(pk__gt=after) if after else numbered)[:size]):
        for person in rows:
            person.number_index = identity.blind_index(identity.decrypt_number(person))
        Person.objects.bulk_update(rows, ["number_index"])
        done, after = done + len(rows), rows[-1].pk
    return done


@transaction.atomic
def report_unreadable(person, *, by=None):
    """Say that a stored number does not open: in the log, and once in the trace of each participation,
    from which the leader's and the administrator's lists take it until it has been mended."""
    logger.error("A number sealed with key version %s can't be read.", person.number_key_version)
    for participation in person.participations.select_related("project"):
        if not AuditEntry.objects.about(participation).stands(UNREADABLE, until=READABLE):
            audit(UNREADABLE, participation, by=by, key_version=person.number_key_version)


@transaction.atomic
def report_readable(person, *, by=None):
    """Take back what was said of a number that opens again."""
    for participation in person.participations.select_related("project"):
        if AuditEntry.objects.about(participation).stands(UNREADABLE, until=READABLE):
            audit(READABLE, participation, by=by)
