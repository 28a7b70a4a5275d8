"""Hand participants over to another case worker, who accepts or declines; a leader moves what was left behind."""

import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import may
from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.permissions import Permission
from participants.casework import notifications
from participants.casework.caseload import last_spells
from participants.casework.models import Handover
from participants.register.actions import ActionRefused
from participants.register.models import Participation
from participants.register.rules.entry_rules import Problem

State = Handover.State


@transaction.atomic
def hand_over(participations, *, to, message="", by):
    """Ask another case worker to take the participants over; return the hand-overs. Raises ActionRefused."""
    locked = lock(participations)
    check_receiver(locked, to)
    workers = dict(last_spells(locked).values_list("participation", "case_worker"))
    batch = uuid.uuid4()
    rows = [
        Handover(
            participation=each,
            batch=batch,
            from_worker_id=workers.get(each.pk),
            to_worker=to,
            message=message.strip(),
            sent_by=by,
        )
        for each in locked
        if workers.get(each.pk) != to.pk
    ]
    if not rows:
        raise ActionRefused([Problem("to", _("They have these participants already."))])
    save_waiting(rows)
    for each in locked:
        audit(AuditAction.HANDOVER_SENT, each, by=by, project=each.project, user=to.pk)
    notifications.tell_receiver(rows, by=by)
    return rows


@transaction.atomic
def answer(batch, *, state, by):
    """Accept or decline the hand-overs of a batch as their receiver, or withdraw them. Raises ActionRefused."""
    rows = lock_waiting(batch)
    people = [row.participation for row in rows]
    if state == State.ACCEPTED:
        if any(row.municipality_id for row in rows):
            raise ActionRefused([Problem("", _("The participant moves: state from which day."))])
        check_receiver(people, by)
        _take_over(people, by)
    return mark_answered(rows, state=state, by=by)


@transaction.atomic
def move(participations, *, to, by):
    """Give participants whose case worker has left, or who have none, another one at once. Raises ActionRefused."""
    locked = lock(participations)
    check_receiver(locked, to)
    _take_over(locked, to)
    for each in locked:
        audit(AuditAction.CASE_WORKER_MOVED, each, by=by, project=each.project, user=to.pk)
    notifications.tell_of_move(locked, to, by=by)
    return locked


ACTIONS = {
    State.ACCEPTED: AuditAction.HANDOVER_ACCEPTED,
    State.DECLINED: AuditAction.HANDOVER_DECLINED,
    State.WITHDRAWN: AuditAction.HANDOVER_WITHDRAWN,
}


def save_waiting(rows):
    try:
        with transaction.atomic():
            Handover.objects.bulk_create(rows)
    except IntegrityError:
        text = _("A hand-over of the participant waits for an answer already.")
        raise ActionRefused([Problem("", text)]) from None


def lock_waiting(batch):
    """Return the waiting hand-overs, locked. Raises ActionRefused."""
    waiting = Handover.objects.select_for_update(of=("self",)).filter(batch=batch, state=State.WAITING)
    related = (
        *("participation__project", "participation__person", "sent_by", "to_worker"),
        *("project", "municipality", "intervention"),
    )
    rows = list(waiting.select_related(*related).order_by("pk"))
    if not rows:
        raise ActionRefused([Problem("", _("The hand-over was answered or withdrawn already."))])
    return rows


def mark_answered(rows, *, state, by):
    for row in rows:
        row.state, row.answered_at, row.answered_by = state, timezone.now(), by
        row.save(update_fields=["state", "answered_at", "answered_by"])
        audit(ACTIONS[state], row.participation, by=by, project=row.participation.project)
    notifications.tell_of_answer(rows, by=by)
    return rows


def lock(participations):
    rows = Participation.objects.select_for_update(of=("self",)).select_related("project", "person")
    return list(rows.filter(pk__in=[each.pk for each in participations]).order_by("pk"))


def check_receiver(participations, receiver):
    """Refuse a receiver whose role does not include the people."""
    # Protected people are taken over by an authorisation, which says nothing of where they take part.
    visible = Participation.objects.visible_to(receiver, Permission.PARTICIPANT_EDIT).unprotected()
    keys = [each.pk for each in participations]
    if not receiver.is_active or not all(
        may(receiver, Permission.PARTICIPANT_EDIT, each.project) for each in participations
    ):
        raise ActionRefused([Problem("to", _("They have no role in the project's work with participants."))])
    if visible.filter(pk__in=keys).count() != len(keys):
        text = _("Their role does not include the part of all these participants.")
        raise ActionRefused([Problem("to", text)])


def _take_over(participations, worker):
    spells = last_spells(participations).select_for_update(of=("self",))
    for spell in spells:
        spell.case_worker = worker
        spell.save(update_fields=["case_worker"])
