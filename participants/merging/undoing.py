"""Undo a merge: both records as they were, and what was recorded since."""

from dataclasses import dataclass, field
from itertools import pairwise

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.audit.models import AuditEntry
from accounts.audit.row_history import Label
from accounts.database_access import whole_project_access
from esfportal.ui.formats import date_iso
from participants.evidence.carrying import ProofSince, carry_proof, proof_since
from participants.merging.actions import copy_outcomes
from participants.merging.records import FIRST, SECOND, outcomes_of, spells_of
from participants.plans.actions.carrying import carry_planned, is_planned_with
from participants.register.actions import ActionRefused
from participants.register.actions.change_notes import check_reason, record_change
from participants.register.actions.errors import savepoint_unless_violated
from participants.register.actions.locking import lock_participation
from participants.register.actions.voiding import registered_again
from participants.register.identity.merged_records import keys_below
from participants.register.models import (
    Merge,
    OutcomeEvent,
    Participation,
    ParticipationHistory,
    Person,
    Protection,
    Spell,
    SpellHistory,
)
from participants.register.protection.other_projects import notify_protection_lowered
from participants.register.rules.entry_rules import Problem


def proof_field(proof):
    return f"proof_{proof.pk}"


@dataclass
class Later:
    """Spells, outcomes and changes recorded about the merged record after the merge."""

    spells: list[Spell] = field(default_factory=list)
    outcomes: list[OutcomeEvent] = field(default_factory=list)
    is_planned: bool = False  # a plan, steps, notes or measurements
    proof: ProofSince | None = None
    # Changes of what came from the two records, in words: they are not carried over.
    changes: list[str] = field(default_factory=list)

    @property
    def is_carried(self):
        return bool(self.spells or self.outcomes or self.is_planned)

    @property
    def texts(self):
        spells = [_("period from %(day)s") % {"day": date_iso(spell.entry_date)} for spell in self.spells]
        planned = [_("plan, notes or measurements")] if self.is_planned else []
        return [*spells, *(_outcome_text(event) for event in self.outcomes), *planned, *self._proof_texts]

    @property
    def _proof_texts(self):
        for proof in self.proof.owners:
            about = {"kind": proof.get_kind_display(), "day": date_iso(proof.dated_on)}
            yield _("proof: %(kind)s of %(day)s") % about


def recorded_since(merge):
    merged = merge.merged
    later = Later(
        spells=list(spells_of(merged).filter(pk__gt=merge.last_spell)), is_planned=is_planned_with(merged)
    )
    versions = {event.pk: event for event in outcomes_of(merged)}
    for event in versions.values():
        if event.pk > merge.last_outcome and _began_after(event, versions, merge.last_outcome):
            later.outcomes.append(event)
        elif event.pk > merge.last_outcome:
            text = _("outcome corrected or withdrawn: %(outcome)s")
            later.changes.append(text % {"outcome": _outcome_text(event)})
    changed = SpellHistory.objects.filter(participation=merged.pk, id__lte=merge.last_spell)
    if changed.exclude(pgh_label=Label.INSERT).exists():
        later.changes.append(_("a period was changed"))
    if _has_corrected_entry(merged):
        later.changes.append(_("names or answers at the start were corrected"))
    if AuditEntry.objects.about(merged).filter(action=AuditAction.IDENTITY_CORRECTED).exists():
        later.changes.append(_("number, birth date or gender were corrected; the person keeps them"))
    later.proof = _proof_since(merge, later.outcomes)
    for item in later.proof.strays:
        about = {"outcome": f"{item.get_outcome_kind_display()} {date_iso(item.happened_on)}"}
        later.changes.append(_("proof of one record was used for the other's outcome: %(outcome)s") % about)
    return later


def _proof_since(merge, outcomes):
    records = {FIRST: merge.first, SECOND: merge.second}
    levels = {key: _level_before(merge, record.person) for key, record in records.items()}
    protected = [key for key, level in levels.items() if level != Protection.NONE]
    return proof_since(merge.merged, records, since=merge.merged_at, outcomes=outcomes, protected=protected)


def _level_before(merge, person):
    return merge.protection_before if person.pk == merge.merged.person_id else person.protection


def _began_after(event, versions, last):
    while event.supersedes_id:
        event = versions[event.supersedes_id]
    return event.pk > last


def _has_corrected_entry(merged):
    # Voiding, restoring and merging change the row, too.
    events = list(ParticipationHistory.objects.filter(id=merged.pk).order_by("pgh_id"))
    return any(
        (old.voided_at, old.merged_into_id) == (new.voided_at, new.merged_into_id)
        for old, new in pairwise(events)
    )


def _outcome_text(event):
    return f"{event.get_kind_display()} {date_iso(event.happened_on)}"


@transaction.atomic
def undo_merge(merge, *, reason, carry_to="", proof_to=None, accepts_loss=False, origin="", by):
    """Restore both records; return the one that got what was recorded since. Raises ActionRefused.

    `carry_to` is FIRST or SECOND, `proof_to` {key of a proof: FIRST or SECOND} for unclear ones, `origin` the portal's
    base URL for e-mails about a lowered protection.
    """
    check_reason(reason, _("Say why."))
    with whole_project_access(merge.merged.project):
        merged = lock_participation(merge.merged)
        merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
        if not merge.may_be_undone:
            raise ActionRefused([Problem("", _("The merge can't be undone any more."))])
        later = recorded_since(merge)
        proof_to = proof_to or {}
        _check_answers(later, carry_to, proof_to, accepts_loss)
        now, reason = timezone.now(), reason.strip()
        merged.voided_at, merged.voided_by, merged.void_reason = now, by, reason
        merged.save(update_fields=["voided_at", "voided_by", "void_reason"])
        records = {FIRST: _restore(merge.first), SECOND: _restore(merge.second)}
        merge.undone_at, merge.undone_by, merge.undo_reason = now, by, reason
        merge.save(update_fields=["undone_at", "undone_by", "undo_reason"])
        target = records[carry_to or FIRST]
        _carry(later, merged, target)
        carry_proof(later.proof, records, chosen=proof_to, follows=carry_to)
        for record in records.values():
            record_change(AuditAction.MERGE_UNDONE, record, by=by, reason=reason, into=merged.pk)
        _lower_protection(merge, records, reason=reason, origin=origin, by=by)
    return target


def _check_answers(later, carry_to, proof_to, accepts_loss):
    if later.is_carried and carry_to not in (FIRST, SECOND):
        raise ActionRefused([Problem("carry_to", _("Choose the record that gets what was recorded since."))])
    for proof in later.proof.unclear:
        if proof_to.get(proof.pk) not in (FIRST, SECOND):
            field = proof_field(proof)
            raise ActionRefused([Problem(field, _("Choose the record that the paper is about."))])
    if later.changes and not accepts_loss:
        raise ActionRefused([Problem("accepts_loss", _("Tick that the changes are not carried over."))])


def _restore(record):
    below = keys_below(record)
    record = Participation.with_voided.select_related("project", "person").get(pk=record.pk)
    record.voided_at, record.voided_by, record.void_reason, record.merged_into = None, None, "", None
    with savepoint_unless_violated("participation_once_in_project", registered_again):
        record.save(update_fields=["voided_at", "voided_by", "void_reason", "merged_into"])
    Participation.with_voided.filter(pk__in=below).update(merged_into=record)
    return record


def _carry(later, merged, record):
    with savepoint_unless_violated("spell_no_overlap", _later_period_overlaps):
        for spell in later.spells:
            spell.pk, spell.participation = None, record
            spell._state.adding = True
            spell.save(force_insert=True)
    start = record.spells.order_by("entry_date").values_list("entry_date", flat=True).first()
    if any(event.happened_on < start for event in later.outcomes):
        text = _("An outcome recorded since is earlier than this record's start. Choose the other one.")
        raise ActionRefused([Problem("carry_to", text)])
    copy_outcomes(later.outcomes, record)
    carry_planned(merged, record)


def _lower_protection(merge, records, *, reason, origin, by):
    """Take back the protection that the merge raised, unless it has been changed since."""
    person = Person.objects.select_for_update().get(pk=merge.merged.person_id)
    raised = Protection.strongest([each.person.protection for each in records.values()])
    owners = [each for each in records.values() if each.person_id == person.pk]
    if not owners or person.protection != raised or person.protection == merge.protection_before:
        return
    if not Protection.is_stronger(raised, merge.protection_before):
        return
    person.protection = merge.protection_before
    person.save(update_fields=["protection"])
    audit(AuditAction.PROTECTION_LOWERED, owners[0], by=by, level=person.protection, reason=reason)
    owners[0].person = person
    notify_protection_lowered(owners[0], by=by, origin=origin)


def _later_period_overlaps():
    text = _("The later period overlaps one of this record. Choose the other, or correct the dates first.")
    return ActionRefused([Problem("carry_to", text)])
