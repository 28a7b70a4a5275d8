"""Record an exit and a re-entry."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from esfportal.ui.plain_text import isolated
from participants.register.actions.change_notes import record_change
from participants.register.actions.entry import overlap_refused
from participants.register.actions.errors import ActionRefused, raise_if_problems, savepoint_unless_violated
from participants.register.actions.locking import lock_participation, lock_participations, refuse_unless_valid
from participants.register.after_exit import after_exit
from participants.register.models import Moment, Spell, situation_fields
from participants.register.rules import entry_rules


@transaction.atomic
def record_exit(participation, *, exit_date, exit_reason, by, confirmed=(), **situation):
    """End the open spell; `situation`: answers of situation_fields("exit"). Raises ActionRefused."""
    participation = lock_participation(participation)
    spell = (
        Spell.objects.select_for_update().filter(participation=participation, exit_date__isnull=True).first()
    )
    if spell is None:
        raise ActionRefused([entry_rules.Problem("exit_date", _("The end has already been recorded."))])
    raise_if_problems(
        entry_rules.exit_problems(spell.entry_date, exit_date, exit_reason, today=timezone.localdate())
    )
    spell.exit_date, spell.exit_reason = exit_date, exit_reason
    spell.set_situation(Moment.EXIT, situation)
    spell.save(update_fields=["exit_date", "exit_reason", *situation_fields(Moment.EXIT)])
    record_change(AuditAction.EXIT_RECORDED, participation, by=by, confirmed=confirmed, spell=spell.pk)
    after_exit([spell], by=by)
    return spell


@transaction.atomic
def record_exits(spells, *, exit_date, exit_reason, by, confirmed=(), **situation):
    """End several open spells, or none: `spells` as the user saw them. Raises ActionRefused, naming the people.

    `situation`: answers of situation_fields("exit"), the same for all.
    """
    seen = {spell.pk: spell for spell in spells}
    # Locked in one order, the participations first, so that two users who change the same people do not wait for
    # each other.
    lock_participations([spell.participation for spell in seen.values()])
    locked = (
        Spell.objects.select_for_update(of=("self",)).select_related("participation__project").order_by("pk")
    )
    now = {spell.pk: spell for spell in locked.filter(pk__in=seen)}
    refuse_unless_valid([spell.participation for spell in now.values()])
    problems = [_overtaken(spell, now.get(pk)) for pk, spell in seen.items()]
    for spell in now.values():
        for problem in entry_rules.exit_problems(
            spell.entry_date, exit_date, exit_reason, today=timezone.localdate()
        ):
            name = isolated(spell.participation.shown_name)
            problems.append(entry_rules.Problem(problem.field, f"{name}: {problem.message}"))
    raise_if_problems(filter(None, problems))
    for spell in now.values():
        spell.exit_date, spell.exit_reason = exit_date, exit_reason
        spell.set_situation(Moment.EXIT, situation)
        spell.save(update_fields=["exit_date", "exit_reason", *situation_fields(Moment.EXIT)])
        record_change(
            AuditAction.EXIT_RECORDED, spell.participation, by=by, confirmed=confirmed, spell=spell.pk
        )
    after_exit(now.values(), by=by)
    return list(now.values())


def _overtaken(seen, now):
    if now and now.exit_date is None and now.entry_date == seen.entry_date:
        return None
    name = isolated(seen.participation.shown_name)
    text = _("%(name)s: the period was changed after the page was opened. Open the page again and choose.")
    return entry_rules.Problem("people", text % {"name": name})


@transaction.atomic
def reenter(participation, *, entry_date, municipality, intervention, by, confirmed=(), **situation):
    """Add a spell; `situation`: answers of situation_fields("entry"). Raises ActionRefused."""
    participation = lock_participation(participation)
    # The entry record of the first day stays (P1).
    values = {"entry_date": entry_date, "municipality": municipality}
    raise_if_problems(
        entry_rules.spell_problems(values, project=participation.project, today=timezone.localdate())
    )
    if participation.spells.filter(exit_date__isnull=True).exists():
        raise ActionRefused(
            [entry_rules.Problem("entry_date", _("The participant has not left: record the end first."))]
        )
    if participation.spells.filter(entry_date__gt=entry_date).exists():
        raise overlap_refused()
    with savepoint_unless_violated("spell_no_overlap", overlap_refused):
        spell = Spell(
            participation=participation,
            entry_date=entry_date,
            municipality=municipality,
            intervention=intervention,
            case_worker=by,
        )
        spell.set_situation(Moment.ENTRY, situation)
        spell.save()
    record_change(AuditAction.REENTERED, participation, by=by, confirmed=confirmed, spell=spell.pk)
    return spell
