"""Propose and confirm until when proof is kept, hold its removal, and remove what is due."""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.database_access import system_scope, whole_project_access
from esfportal.files import uploads
from participants.evidence.actions import record_of
from participants.evidence.disposal.models import ProofRetention
from participants.evidence.disposal.rules import earliest_day
from participants.evidence.models import Proof, ProofFile
from participants.register.actions import ActionRefused
from participants.register.rules.entry_rules import Problem
from projects.models import Project


@transaction.atomic
def propose_retention(project, *, keep_until, decision, by):
    """Propose a day, in place of the one before; the same one again changes nothing."""
    project = _lock(project)
    if project.ends_on is None or keep_until < earliest_day(project.ends_on):
        raise ActionRefused([Problem("keep_until", _("The day is earlier than the project's proof may go."))])
    made = ProofRetention(project=project, keep_until=keep_until, decision=decision.strip(), proposed_by=by)
    if before := project.proof_retentions.filter(ended_at=None).first():
        if (before.keep_until, before.decision) == (made.keep_until, made.decision):
            return before
        before.ended_at = timezone.now()
        before.save(update_fields=["ended_at"])
        # What stops the removal does not end with another day.
        made.held_at, made.hold_reason = before.held_at, before.hold_reason
    made.save()
    _audit(AuditAction.PROOF_RETENTION_PROPOSED, made, by)
    return made


@transaction.atomic
def confirm_retention(retention, *, by, files):
    """Put a proposal into force; `files` is how many would go. Raises ActionRefused."""
    retention = _locked(retention)
    if retention.confirmed_at or retention.ended_at:
        return retention
    if problem := confirmation_problem(retention, by):
        raise ActionRefused([Problem("", problem)])
    retention.confirmed_at, retention.confirmed_by = timezone.now(), by
    retention.save(update_fields=["confirmed_at", "confirmed_by"])
    _audit(AuditAction.PROOF_RETENTION_CONFIRMED, retention, by, files=files)
    return retention


def confirmation_problem(retention, by):
    """Return why the user may not confirm the proposal, "" if they may."""
    if retention.proposed_by_id == by.pk:
        return _("Another project leader confirms what you have proposed.")
    return ""


@transaction.atomic
def hold_retention(retention, *, reason, by):
    """Stop the removal for a reason, or let it go on with reason ""."""
    retention = _locked(retention)
    retention.held_at, retention.hold_reason = (timezone.now() if reason else None), reason.strip()
    retention.save(update_fields=["held_at", "hold_reason"])
    action = AuditAction.PROOF_RETENTION_HELD if reason else AuditAction.PROOF_RETENTION_HOLD_ENDED
    _audit(action, retention, by)
    return retention


def destroy_due_proof(today=None):
    """Remove the files of proof whose day has passed, each in a transaction of its own."""
    today = today or timezone.localdate()
    with system_scope():
        due = ProofRetention.objects.filter(keep_until__lt=today, ended_at=None, held_at=None)
        due = list(due.exclude(confirmed_at=None).select_related("project"))
    for retention in due:
        with whole_project_access(retention.project):
            found = ProofFile.objects.filter(proof__participation__project=retention.project)
            keys = list(found.values_list("proof", flat=True))
        for key in keys:
            _destroy_file(retention, key, today)


def _destroy_file(retention, proof_key, today):
    with whole_project_access(retention.project):
        # Locked against a hold or another proposal: after it nothing more is removed.
        now = _locked(retention)
        if now.ended_at or not now.is_in_force:
            return
        proof = Proof.objects.select_for_update(of=("self",)).get(pk=proof_key)
        file = ProofFile.objects.filter(proof=proof).first()
        if file is None:  # withdrawn since the keys were read
            return
        proof.destroyed_on, proof.destroyed_under = today, str(now)
        proof.save(update_fields=["destroyed_on", "destroyed_under"])
        file.delete()
        transaction.on_commit(partial(uploads.remove, [file.path]))
        details = {"proof": proof.pk, "sha256": file.sha256, "retention": now.pk}
        audit(AuditAction.PROOF_DESTROYED, record_of(proof), by=None, project=now.project, **details)


def _lock(project):
    return Project.objects.select_for_update(of=("self",)).get(pk=project.pk)


def _locked(retention):
    return ProofRetention.objects.select_for_update(of=("self",)).get(pk=retention.pk)


def _audit(action, retention, by, **details):
    said = {"retention": retention.pk, "keep_until": retention.keep_until.isoformat(), **details}
    audit(action, retention.project, by=by, project=retention.project, **said)
