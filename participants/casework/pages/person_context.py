"""The case worker on a participant's page: who, since when, who covers, and a hand-over that waits."""

from django.db.models.functions import Now, TruncDate

from accounts.models import User
from participants.casework.caseload import users_in
from participants.casework.models import AbsenceCover, Handover
from participants.casework.pages.covers import cover_today
from participants.register.models import Participation, Spell
from participants.register.prepared_facts import RECORD


def panel_parts():
    handovers = Handover.objects.filter(participation=RECORD)
    receivers = handovers.filter(state=Handover.State.WAITING).order_by().values("to_worker")
    covers = AbsenceCover.objects.not_over(TruncDate(Now())).filter(
        project__in=Participation.objects.filter(pk=RECORD).order_by().values("project"),
        absent_worker__in=Spell.objects.filter(participation=RECORD).order_by().values("case_worker"),
    )
    return handovers.order_by("pk"), User.objects.filter(pk__in=receivers), covers, users_in(covers)


def person_context(_request, participation, rows, receivers, covers, named):
    spells = participation.spells.all()
    last = max(spells, key=lambda spell: spell.entry_date)
    accepted = [row for row in rows if row.state == Handover.State.ACCEPTED]
    waiting = [row for row in rows if row.state == Handover.State.WAITING]
    for row in waiting:
        (row.to_worker,) = receivers
    cover = cover_today(covers, last.case_worker_id)
    since = last.entry_date
    if accepted and accepted[-1].to_worker_id == last.case_worker_id:
        since = max(since, accepted[-1].answered_at.date())
    return {
        "case_worker": last.case_worker,
        "case_worker_since": since,
        "case_worker_cover": cover,
        "covered_by": next((each for each in named if cover and each.pk == cover.cover_worker_id), None),
        "handover_waiting": waiting[0] if waiting else None,
    }
