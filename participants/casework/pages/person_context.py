"""The case worker on a participant's page: who, since when, and a hand-over that waits."""

from accounts.models import User
from participants.casework.models import Handover
from participants.register.prepared_facts import RECORD


def panel_parts():
    handovers = Handover.objects.filter(participation=RECORD)
    receivers = handovers.filter(state=Handover.State.WAITING).order_by().values("to_worker")
    return handovers.order_by("pk"), User.objects.filter(pk__in=receivers)


def person_context(_request, participation, rows, receivers):
    spells = participation.spells.all()
    last = max(spells, key=lambda spell: spell.entry_date)
    accepted = [row for row in rows if row.state == Handover.State.ACCEPTED]
    waiting = [row for row in rows if row.state == Handover.State.WAITING]
    for row in waiting:
        (row.to_worker,) = receivers
    since = last.entry_date
    if accepted and accepted[-1].to_worker_id == last.case_worker_id:
        since = max(since, accepted[-1].answered_at.date())
    return {
        "case_worker": last.case_worker,
        "case_worker_since": since,
        "handover_waiting": waiting[0] if waiting else None,
    }
