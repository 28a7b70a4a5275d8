"""The case worker on a participant's page: who, since when, and a hand-over that waits."""

from participants.casework.models import Handover


def person_context(_request, participation):
    spells = participation.spells.all()
    last = max(spells, key=lambda spell: spell.entry_date)
    rows = list(participation.handovers.select_related("to_worker").order_by("pk"))
    accepted = [row for row in rows if row.state == Handover.State.ACCEPTED]
    waiting = [row for row in rows if row.state == Handover.State.WAITING]
    since = last.entry_date
    if accepted and accepted[-1].to_worker_id == last.case_worker_id:
        since = max(since, accepted[-1].answered_at.date())
    return {
        "case_worker": last.case_worker,
        "case_worker_since": since,
        "handover_waiting": waiting[0] if waiting else None,
    }
