"""Add, review and withdraw proof, and say which proof a project needs."""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.access import may
from accounts.access_log import Kind, log_access
from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.audit.models import AuditEntry
from accounts.notifications.actions import notify
from accounts.permissions import Permission
from esfportal.database.bulk_copy import reserve_ids
from esfportal.files import uploads
from esfportal.files.stored import StoreUnavailable
from participants.evidence.choices import ItemState, ProofKind, Reviewer
from participants.evidence.models import Proof, ProofFile, ProofItem, ProofRequirement
from participants.evidence.work_kinds import PROOF_REJECTED, tell_reviewers
from participants.register.actions import ActionRefused
from participants.register.actions.locking import lock_participation
from participants.register.rules.entry_rules import Problem


@transaction.atomic
def add_proof(participation, *, values, facts, by, is_accepted=False, number=None):
    """Store a proof for `facts`, ProvenFact each; it replaces rejected ones of the same. Raises ActionRefused.

    `values`: kind, dated_on, seen_on, document, file (checked, or None). `number`: of the form.
    """
    file = values.get("file")
    stored = store_file(file) if file else None
    # Locked only now: colleagues do not wait for the store, and the sweep deletes the file of a failed request.
    participation = lock_participation(participation)
    if number and (made := proof_made_by(participation, number)):
        return made
    if stored and ProofFile.objects.filter(proof__in=_proofs(participation), sha256=stored.sha256).exists():
        raise ActionRefused([Problem("file", _("The file is there already. Use it for more facts instead."))])
    proof = _create(participation, values, by)
    if stored:
        _keep_file(proof, stored, file.kind)
    _add_items(proof, facts, by=by if is_accepted else None)
    if not is_accepted:
        _ask_for_review(proof, facts, by=by)
    said = {"number": str(number)} if number else {}
    _audit(AuditAction.PROOF_ADDED, proof, by, facts=[fact.fact for fact in facts], **said)
    return proof


@transaction.atomic
def keep_scan(participation, stored, *, kind, dated_on, by, **details):
    """Keep the scan of a signed paper on attendance; `stored`: by store_file, before the lock."""
    proof = _create(participation, {"kind": ProofKind.SIGNED_ATTENDANCE, "dated_on": dated_on}, by)
    _keep_file(proof, stored, kind)
    _audit(AuditAction.PROOF_ADDED, proof, by, **details)
    return proof


@transaction.atomic
def use_for(proof, facts, *, by, is_accepted=False):
    """Use a proof for more facts of its participant. Raises ActionRefused."""
    proof = _lock(proof)
    if added := _add_items(proof, facts, by=by if is_accepted else None):
        _audit(AuditAction.PROOF_ADDED, proof, by, facts=[fact.fact for fact in added])
        if not is_accepted:
            _ask_for_review(proof, added, by=by)
    return proof


@transaction.atomic
def review_item(item, *, state, by, rejection="", note=""):
    """Accept or reject what a proof is for. A second review replaces the first. Raises ActionRefused."""
    proof = _lock(item.proof)
    item = ProofItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if item.replaced_at:
        raise ActionRefused([Problem("", _("It has been replaced since the page was opened."))])
    if problem := review_problem(proof, item.fact, by):
        raise ActionRefused([Problem("state", problem)])
    if item.state == state:
        return item
    if item.reviewed_at:
        item = _copy_without_review(item)
    item.state, item.rejection = state, rejection if state == ItemState.REJECTED else ""
    item.reviewed_at, item.reviewed_by = timezone.now(), by
    item.write_note(note.strip())
    item.validate_constraints()
    item.save()
    said = {"rejection": item.rejection} if item.rejection else {}
    if _is_done_with_file(proof):
        _remove_file(proof)
        said["file"] = "removed"
    _audit(AuditAction.PROOF_REVIEWED, proof, by, facts=[item.fact], state=state, **said)
    if state == ItemState.REJECTED:
        event, project = f"{item.pk} {item.reviewed_at:%Y%m%d%H%M%S}", record_of(proof).project
        notify(
            [proof.added_by], kind=PROOF_REJECTED, event=event, by=by, project=project, target="casework:day"
        )
    return item


@transaction.atomic
def withdraw_proof(proof, *, reason, by):
    """Withdraw a proof, and remove its file for good."""
    proof = _lock(proof)
    proof.withdrawn_at, proof.withdrawn_by, proof.withdrawal_reason = timezone.now(), by, reason.strip()
    proof.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    proof.items.in_force().update(replaced_at=timezone.now())
    _delete_file(proof)
    _audit(AuditAction.PROOF_WITHDRAWN, proof, by, reason=reason.strip())
    return proof


@transaction.atomic
def audit_download(proof, *, by, purpose):
    _audit(AuditAction.PROOF_DOWNLOADED, proof, by, sha256=proof.file.sha256)
    record = record_of(proof)
    log_access(Kind.DOWNLOADED, by=by, project=record.project, participations=[record], purpose=purpose)
    return proof


@transaction.atomic
def save_requirements(project, *, values, by):
    """Save {fact: Requirement}."""
    before = ProofRequirement.of(project)
    changed = {fact: rule for fact, rule in values.items() if rule != before[fact]}
    for fact, rule in changed.items():
        ProofRequirement.objects.update_or_create(
            project=project,
            fact=fact,
            defaults={**rule._asdict(), "kinds": list(rule.kinds)},
        )
    if changed:
        audit(AuditAction.PROOF_REQUIREMENTS_CHANGED, project, by=by, project=project, facts=sorted(changed))
    return project


def review_problem(proof, fact, by, rules=None):
    """Say why the user may not review the proof for a fact; "" if the project lets them."""
    project = record_of(proof).project
    reviewer = (rules or ProofRequirement.of(project))[fact].reviewer
    if reviewer == Reviewer.ANY:
        return ""
    # A trigger refuses this, too (sql/reviews.sql).
    if proof.added_by_id == by.pk:
        return _("The project asks for another reviewer than the one who added the proof.")
    if reviewer == Reviewer.LEADER and not may(by, Permission.PARTICIPANT_CORRECT, project):
        return _("The project asks for a review by a project leader.")
    return ""


def _is_done_with_file(proof):
    """Return whether all is reviewed, and the project keeps no file of such a paper."""
    items = [*proof.items.in_force()]
    if any(item.state == ItemState.WAITING for item in items):
        return False
    rules = ProofRequirement.of(record_of(proof).project)
    return ProofRequirement.are_only_seen(rules, items) and ProofFile.objects.filter(proof=proof).exists()


def _remove_file(proof):
    """Make the proof one that was seen today and is not kept."""
    proof.seen_on = timezone.localdate()
    proof.write_document(_name_of(proof))
    proof.save(update_fields=["seen_on", "document_encrypted", "document_key_version"])
    _delete_file(proof)


def _delete_file(proof):
    for file in ProofFile.objects.filter(proof=proof):
        file.delete()
        transaction.on_commit(partial(uploads.remove, [file.path]))


def proof_made_by(participation, number):
    """Return the proof that a request with the form's number has made, or None."""
    entries = AuditEntry.objects.about(participation).filter(
        action=AuditAction.PROOF_ADDED, details__number=str(number)
    )
    pk = entries.values_list("details__proof", flat=True).first()
    return Proof.objects.filter(pk=pk).first() if pk else None


def store_file(file):
    """Store a checked file that no row names yet. Raises ActionRefused."""
    try:
        return uploads.store(file)
    except StoreUnavailable as error:
        text = _("The file can't be saved just now. Try again in a few minutes.")
        raise ActionRefused([Problem("file", text)]) from error


def _keep_file(proof, stored, kind):
    columns = uploads.columns(stored, name=_name_of(proof), kind=kind)
    ProofFile.objects.create(proof=proof, **columns).store_key(stored.key)


def _name_of(proof):
    # After its kind, in one language for all readers: the file's own name may name a person.
    with translation.override(settings.LANGUAGE_CODE):
        return str(proof.get_kind_display())


def _proofs(participation):
    return Proof.objects.about(participation).in_force()


def _create(participation, values, by):
    (pk,) = reserve_ids(Proof, 1)  # known before, because the text is encrypted for its row
    names = ("kind", "dated_on", "seen_on")
    given = {name: values.get(name) for name in names}
    proof = Proof(pk=pk, participation=participation, added_by=by, **given)
    if values.get("document"):
        proof.write_document(values["document"])
    proof.save(force_insert=True)
    return proof


def _add_items(proof, facts, *, by):
    """Add what the proof is for, accepted by the user if `by` is given; return the facts that were added."""
    already = {item.proven_fact for item in proof.items.in_force()}
    added = [fact for fact in facts if fact not in already]
    others = ProofItem.objects.in_force().filter(
        state=ItemState.REJECTED, proof__in=_proofs(record_of(proof))
    )
    _replace([item for item in others if item.proven_fact in added])
    now = timezone.now()
    review = {"state": ItemState.ACCEPTED, "reviewed_at": now, "reviewed_by": by} if by else {}
    for fact in added:
        if by and (problem := review_problem(proof, fact.fact, by)):
            raise ActionRefused([Problem("is_accepted", problem)])
        about = {"proof": proof, "participation_id": proof.participation_id, "added_at": now}
        ProofItem.objects.create(**about, **fact._asdict(), **review)
    return added


def _ask_for_review(proof, facts, *, by):
    record = record_of(proof)
    rules = ProofRequirement.of(record.project)
    tell_reviewers(record, {rules[fact.fact].reviewer for fact in facts}, added_by=proof.added_by, by=by)


def _copy_without_review(item):
    _replace([item])
    (pk,) = reserve_ids(ProofItem, 1)
    copied = item.proven_fact._asdict()
    return ProofItem(pk=pk, proof=item.proof, participation_id=item.participation_id, **copied)


def _replace(items):
    for item in items:
        item.replaced_at = timezone.now()
        item.save(update_fields=["replaced_at"])


def _lock(proof):
    lock_participation(record_of(proof))
    locked = Proof.objects.select_for_update(of=("self",)).get(pk=proof.pk)
    if locked.withdrawn_at:
        raise ActionRefused([Problem("", _("The proof has been withdrawn since the page was opened."))])
    return locked


def record_of(proof):
    """Return the participation that the proof is about now: its own may have been merged into another."""
    return proof.participation.merged_into or proof.participation


def _audit(action, proof, by, **details):
    record = record_of(proof)
    audit(action, record, by=by, project=record.project, proof=proof.pk, **details)
