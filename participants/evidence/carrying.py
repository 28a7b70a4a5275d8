"""Proof that was added to a merged record: which of the two gets it when the merge is undone.

Records are named by keys of the caller. A paper goes where its facts are, and a fact is never left with the other one.
"""

from dataclasses import dataclass

from django.utils import timezone

from participants.evidence.choices import ProofKind
from participants.evidence.models import Proof, ProofItem

FOLLOWS = "follows"  # goes with the outcomes that were recorded since


@dataclass(frozen=True)
class ProofSince:
    """Proof that was added after a merge, and items of earlier proof that were."""

    owners: dict[Proof, str]  # key of a record, FOLLOWS, or "" if a user has to say
    facts: dict[str, set]  # (kind, day) of each record's outcomes
    strays: list[ProofItem]  # of one record's proof, for an outcome of the other

    @property
    def unclear(self):
        return [proof for proof, owner in self.owners.items() if not owner]


def proof_since(merged, records, *, since, outcomes, protected):
    """Return the proof added after the moment `since`.

    `records`: {key: participation}; `outcomes`: those recorded since; `protected`: keys of protected records.
    """
    facts = {key: _facts_of(record) for key, record in records.items()}
    later = {(event.kind, event.happened_on) for event in outcomes} - set().union(*facts.values())
    found = Proof.objects.filter(participation=merged).in_force().order_by("pk")
    # A scan stays with the record of what was signed.
    found = found.exclude(kind=ProofKind.SIGNED_ATTENDANCE)
    owners = {proof: _owner(_proven(proof), facts, later, protected) for proof in found}
    items = ProofItem.objects.in_force().filter(added_at__gt=since).exclude(outcome_kind="")
    strays = [
        item
        for key, record in records.items()
        for item in items.filter(participation=record).order_by("pk")
        if _is_of_another(item, key, facts)
    ]
    return ProofSince(owners, facts, strays)


def _owner(proven, facts, later, protected):
    known = {fact for fact in proven if any(fact in there for there in facts.values())}
    complete = [key for key, there in facts.items() if known and known <= there]
    if len(complete) == 1:
        return complete[0]
    if known and not complete and len(protected) == 1:
        return protected[0]  # of both: never to the one who is not protected
    return FOLLOWS if proven and proven <= later else ""


def carry_proof(found, records, *, chosen, follows):
    """Move each proof to its record: as `chosen`, {key of the proof: key of the record}, where that is unclear."""
    now = timezone.now()
    for proof, owner in found.owners.items():
        key = follows if owner == FOLLOWS else owner or chosen[proof.pk]
        # First: a trigger compares the items' participation with their proof's.
        Proof.objects.filter(pk=proof.pk).update(participation=records[key])
        items = ProofItem.objects.filter(proof=proof)
        items.update(participation=records[key])
        _replace([item for item in items.in_force() if _is_of_another(item, key, found.facts)], now)
    _replace(found.strays, now)


def _replace(items, now):
    ProofItem.objects.filter(pk__in=[item.pk for item in items]).update(replaced_at=now)


def _is_of_another(item, key, facts):
    fact = item.outcome_kind, item.happened_on
    return fact not in facts[key] and any(fact in there for there in facts.values())


def _proven(proof):
    """Return (kind, day) of each fact; ("", None) for one of the entry."""
    return {(item.outcome_kind, item.happened_on) for item in proof.items.in_force()}


def _facts_of(record):
    return {*record.outcomes.in_force().values_list("kind", "happened_on")}
