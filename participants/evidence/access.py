from django.shortcuts import get_object_or_404

from accounts.permissions import Permission
from participants.evidence.models import Proof, ProofItem
from participants.register.access import get_participation, participations_in


def get_proof(user, slug, public_id, pk, permission=Permission.PARTICIPANT_EDIT):
    """Return (participation, proof that is in force); raise as get_participation does."""
    participation = get_participation(user, slug, public_id, permission)
    found = (
        Proof.objects.about(participation).in_force().for_pages().select_related("participation__merged_into")
    )
    proof = get_object_or_404(found, pk=pk)
    _join(participation, proof)
    return participation, proof


def get_item(user, slug, public_id, pk):
    """Return (participation, item that is not replaced)."""
    participation = get_participation(user, slug, public_id, Permission.PARTICIPANT_EDIT)
    found = ProofItem.objects.in_force().filter(proof__in=Proof.objects.about(participation))
    found = found.select_related("proof__participation__merged_into", "proof__added_by", "proof__file")
    item = get_object_or_404(found, pk=pk)
    _join(participation, item.proof)
    return participation, item


def _join(participation, proof):
    """Let the proof have the participation that is read already; its own may have been merged into that."""
    if proof.participation_id == participation.pk:
        proof.participation = participation
    else:
        proof.participation.merged_into = participation


def shown_participations(user, project):
    """Return those whose proof the user may learn of from a list."""
    return participations_in(project, user).unprotected_or_opened_by(user)
