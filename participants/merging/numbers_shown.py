"""Numbers of two records, shown in full where the user must choose between them; that is logged."""

from accounts.access_log import Kind, log_access
from participants.merging.records import number_text
from participants.register.actions import reveal_identity
from participants.register.identity import numbers


def shown_numbers(pair, *, by):
    """Return {record: its number as text} as a function; revealed only if both have one."""
    if len(pair.numbered) < len(pair.records):
        return number_text
    texts = {}
    for record in pair.records.values():
        try:
            texts[record.pk] = reveal_identity(record, by=by)
        except numbers.NumberUnreadable:
            texts[record.pk] = number_text(record)
    log_access(
        Kind.REVEALED,
        by=by,
        project=pair.records["first"].project,
        participations=list(pair.records.values()),
    )
    return lambda record: texts[record.pk]
