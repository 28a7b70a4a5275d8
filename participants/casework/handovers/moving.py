"""Hand a participant over to another part (ADR 142)."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.database_access import whole_project_access
from participants.casework import notifications
from participants.casework.handovers import handing_over
from participants.casework.models import Handover
from participants.register.actions import ActionRefused, record_exit, reenter
from participants.register.models import Spell
from participants.register.rules.editable_parts import editable_parts
from participants.register.rules.entry_rules import Problem


@transaction.atomic
def hand_over(participation, *, to, municipality=None, intervention=None, message="", by):
    """Ask a colleague to take the participant over, here or there. Raises ActionRefused."""
    if municipality is None and intervention is None:
        return handing_over.hand_over([participation], to=to, message=message, by=by)
    (locked,) = handing_over.lock([participation])
    spell = _open_spell(locked)
    municipality = municipality or spell.municipality
    if (municipality.pk, intervention and intervention.pk) == (spell.municipality_id, spell.intervention_id):
        text = _("The participant takes part there already. Leave the place empty.")
        raise ActionRefused([Problem("municipality", text)])
    _check_place(to, locked.project, municipality, intervention)
    row = Handover(
        participation=locked,
        from_worker_id=spell.case_worker_id,
        to_worker=to,
        message=message.strip(),
        sent_by=by,
        project=locked.project,
        municipality=municipality,
        intervention=intervention,
    )
    handing_over.save_waiting([row])
    audit(AuditAction.HANDOVER_SENT, locked, by=by, project=locked.project, user=to.pk)
    notifications.tell_receiver([row], by=by)
    return [row]


def accept(handover, *, day, by):
    """Begin a period in the other place. Raises ActionRefused."""
    # The receiver sees the person only as soon as the new period is stored.
    with whole_project_access(handover.project):
        return _accept(handover, day, by)


def decline(handover, *, by):
    with whole_project_access(handover.project):
        return handing_over.answer(handover.batch, state=Handover.State.DECLINED, by=by)


@transaction.atomic
def _accept(handover, day, by):
    handing_over.lock([handover.participation])  # before the hand-over, as when one is sent
    row = handing_over.lock_waiting(handover.batch)[0]
    participation = row.participation
    _open_spell(participation)
    _check_place(by, row.project, row.municipality, row.intervention)
    try:
        record_exit(
            participation, exit_date=day - timedelta(days=1), exit_reason=Spell.ExitReason.MOVED, by=by
        )
        place = {"municipality": row.municipality, "intervention": row.intervention}
        reenter(participation, entry_date=day, **place, by=by)
    except ActionRefused as error:
        raise ActionRefused([Problem("day", problem.message) for problem in error.problems]) from None
    handing_over.mark_answered([row], state=Handover.State.ACCEPTED, by=by)
    return row


def _open_spell(participation):
    if participation.person.is_protected:
        text = _("People with a protected identity are taken over one at a time, by an authorisation.")
        raise ActionRefused([Problem("", text)])
    spell = participation.spells.select_related("municipality").filter(exit_date__isnull=True).first()
    if spell is None or participation.voided_at:
        raise ActionRefused(
            [Problem("", _("The participant has left. Only a period that goes on can move."))]
        )
    return spell


def _check_place(receiver, project, municipality, intervention):
    if not receiver.is_active or not editable_parts(receiver, project).includes(municipality, intervention):
        text = _("Their role does not include the place. Choose a colleague who works there.")
        raise ActionRefused([Problem("to", text)])
