from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from esfportal.security.encryption import Unreadable
from esfportal.ui.formats import date_text
from participants.evidence.choices import STATE_KINDS, Fact, FactState, ProvenFact
from participants.evidence.disposal.pages import current_retention
from participants.evidence.models import Proof, ProofItem, ProofRequirement
from participants.evidence.states import read_states, results, states_of
from participants.register.models import OutcomeEvent


@dataclass(frozen=True)
class FactRow:
    """A fact of a participant, and whether it has its proof."""

    fact: ProvenFact
    state: FactState
    key: str  # in addresses and forms, which say nothing about the person
    participation: object = None

    @property
    def text(self):
        return fact_text(self.fact)

    @property
    def kind(self):
        return STATE_KINDS[self.state]

    @property
    def is_open(self):
        return self.state in (FactState.MISSING, FactState.REJECTED)


@dataclass(frozen=True)
class ProofCard:
    """A proof on its participant's page."""

    proof: Proof
    document: str
    items: list
    is_only_seen: bool  # the file is removed when it has been reviewed
    retention: object = None  # the ProofRetention of the project, if one is in force

    @property
    def file(self):
        return getattr(self.proof, "file", None)


def fact_text(fact):
    """Return "Employment, 5 March 2026"."""
    if not fact.happened_on:
        return capfirst(Fact(fact.fact).label)
    return f"{capfirst(OutcomeEvent.Kind(fact.outcome_kind).label)}, {date_text(fact.happened_on)}"


def fact_rows(participation):
    """Return what is known at the entry, then the outcomes that can need proof."""
    return _fact_rows(*states_of(participation))


def chosen_key(participation, rows, *, fact, instead_of):
    """Return the key of the fact to choose first: the one named, or that of a rejected item; "" for none."""
    if fact or not instead_of:
        return fact
    items = ProofItem.objects.in_force().filter(pk=instead_of, proof__in=Proof.objects.about(participation))
    wanted = {item.proven_fact for item in items}
    return next((row.key for row in rows if row.fact in wanted), "")


def _fact_rows(states, outcomes):
    rows = [FactRow(ProvenFact(fact), state, str(fact)) for fact, state in states.items()]
    return rows + [_outcome_row(outcome) for outcome in outcomes]


def _outcome_row(outcome, participation=None):
    fact = ProvenFact(Fact(outcome.fact), outcome.kind, outcome.happened_on)
    return FactRow(fact, FactState(outcome.proof_state), str(outcome.id), participation)


def proof_cards(participation):
    """Return (proof in force, withdrawn proof), latest first."""
    rules = ProofRequirement.of(participation.project)
    retention = current_retention(participation.project)
    cards = [
        card_of(proof, rules, retention)
        for proof in Proof.objects.about(participation).for_pages().order_by("-pk")
    ]
    kept = [card for card in cards if not card.proof.withdrawn_at]
    return kept, [card.proof for card in cards if card.proof.withdrawn_at]


def card_of(proof, rules=None, retention=None):
    """Return what is shown of a proof; `rules` as ProofRequirement.of(), and the retention, if they have been read."""
    rules = rules or ProofRequirement.of(proof.participation.project)
    items = [_shown(item) for item in proof.items.all() if not item.replaced_at]
    return ProofCard(proof, _document(proof), items, ProofRequirement.are_only_seen(rules, items), retention)


def _shown(item):
    item.text, item.state_kind = fact_text(item.proven_fact), STATE_KINDS[FactState(item.state)]
    return item


def file_of(proof):
    """Return the file of a proof; raise Http404 for one that was seen and not kept."""
    if (file := getattr(proof, "file", None)) is None:
        raise Http404
    return file


def _document(proof):
    try:
        return proof.document
    except Unreadable:
        return _("The text can't be read. Tell the portal's operator.")


def keys_to_show(shown, participations):
    """Return the keys of the outcomes without proof, or of the items in the state, in the list's order."""
    if shown == FactState.MISSING:
        found = results(participations, states=[shown]).order_by("happened_on", "pk")
    else:
        items = ProofItem.objects.in_force()
        found = {FactState.REJECTED: items.rejected, FactState.WAITING: items.waiting}[shown]()
        found = found.filter(proof__in=proofs_of(participations)).order_by("added_at", "pk")
    return list(found.values_list("pk", flat=True))


def proofs_of(participations):
    """Return the proof of the participations and of the records that were merged into them."""
    keys = participations.values("pk")
    own = Proof.objects.filter(participation__in=keys)
    return (own | Proof.objects.filter(participation__merged_into__in=keys)).in_force()


def rows_to_show(shown, keys, participations):
    """Return the rows of a page of the project's list, with their participations."""
    if shown == FactState.MISSING:
        found = results(participations).filter(pk__in=keys).select_related("participation__person")
        rows = [(each.pk, _outcome_row(each, each.participation), None) for each in found]
    else:
        found = ProofItem.objects.filter(pk__in=keys).select_related(
            "proof__participation__person", "proof__participation__merged_into__person", "proof__added_by"
        )
        rows = [(item.pk, FactRow(item.proven_fact, shown, "", _record(item)), item) for item in found]
    by_key = {pk: (row, item) for pk, row, item in rows}
    return [by_key[key] for key in keys]


def _record(item):
    return item.proof.participation.merged_into or item.proof.participation


def person_context(request, participation, records, outcomes):
    return {
        "proof_rows": _fact_rows(*read_states(records, outcomes)),
        "proof_url": reverse("evidence:person", args=[participation.project.slug, participation.public_id]),
    }
