"""Made-up proof in the project that runs today: papers in every state, none of them real."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle
from typing import NamedTuple

from django.core.files.base import ContentFile

from accounts.models import User
from esfportal.database.bulk_copy import reserve_ids
from esfportal.demo.data.running_project import SLUG
from esfportal.files import uploads
from participants.evidence.actions import add_proof, review_item, save_requirements
from participants.evidence.choices import (
    AT_ENTRY,
    FACT_OF_OUTCOME,
    Fact,
    FactState,
    ItemState,
    ProvenFact,
    Reviewer,
)
from participants.evidence.models import Proof, ProofItem, ProofRequirement
from participants.register.models import OutcomeEvent, Participation, Protection, Spell
from projects.models import Project

DOCUMENTS = ("Visat på papper vid mötet", "Visat i telefonen vid mötet", "Original, lämnat tillbaka")
# What becomes of the latest outcomes, in turn; most earlier ones have a paper that was seen and accepted.
LATEST = (
    "accepted",
    "waiting",
    "rejected",
    "missing",
    "waiting",
    "accepted",
    "rejected",
    "accepted",
    "waiting",
)
REJECTED = {"rejection": "wrong_date", "note": "Datumet på första sidan går inte att läsa."}
MISSING_EVERY = 9
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


class Claim(NamedTuple):
    """A fact that needs proof."""

    participation: Participation
    fact: ProvenFact
    day: date
    by: User


def add_made_up_proof(*, leader):
    """Add proof of most facts, once."""
    project = Project.objects.get(slug=SLUG)
    if Proof.objects.filter(participation__project=project).exists():
        return
    rules = ProofRequirement.of(project)
    by_another = rules[Fact.EMPLOYMENT]._replace(reviewer=Reviewer.OTHER)
    save_requirements(project, values={Fact.EMPLOYMENT: by_another}, by=leader)
    _add_in_states(_of_outcomes(project), LATEST, rules, leader)
    for claims in _at_entry(project):
        _add_in_states(claims, LATEST[:4], rules, leader)


def _add_in_states(claims, states, rules, leader):
    """Add proof of the first claims in these states, and accepted proof of most others."""
    for number, (claim, state) in enumerate(zip(claims, states, strict=False)):
        if state != FactState.MISSING:
            _add(claim, state, _kind(rules, claim, number), number, leader)
    _add_accepted(claims[len(states) :], rules, leader)


def _of_outcomes(project):
    """Return the Claims of the outcomes, the latest first."""
    outcomes = OutcomeEvent.objects.in_force().filter(
        participation__project=project,
        participation__person__protection=Protection.NONE,
        kind__in=FACT_OF_OUTCOME,
        recorded_by__isnull=False,
    )
    found = outcomes.select_related("participation", "recorded_by").order_by("-happened_on", "pk")
    return [
        Claim(
            each.participation,
            ProvenFact(FACT_OF_OUTCOME[each.kind], each.kind, each.happened_on),
            each.happened_on,
            each.recorded_by,
        )
        for each in found
    ]


def _at_entry(project):
    """Yield each case worker's Claims of the facts at the start, of those who entered last first."""
    spells = Spell.objects.filter(
        participation__project=project,
        participation__person__protection=Protection.NONE,
        case_worker__isnull=False,
    )
    found = spells.exclude(participation__labour_market_status="")
    found = found.select_related("participation", "case_worker").order_by("-entry_date", "pk")
    first = {each.participation_id: each for each in found}.values()  # the earliest comes last
    for worker in {each.case_worker: None for each in first}:
        yield [
            Claim(each.participation, ProvenFact(fact), each.entry_date, worker)
            for each in first
            if each.case_worker == worker
            for fact in AT_ENTRY
        ]


def _kind(rules, claim, number):
    kinds = rules[claim.fact.fact].kinds
    return kinds[number % len(kinds)]


def _add(claim, state, kind, number, leader):
    values = {"kind": kind, "dated_on": claim.day}
    if number % 2:
        values |= {"seen_on": claim.day + timedelta(1), "document": DOCUMENTS[number % 3]}
    else:
        values["file"] = uploads.check(ContentFile(made_up_paper(f"Påhittat underlag: {kind.label}")))
    proof = add_proof(claim.participation, values=values, facts=[claim.fact], by=claim.by)
    if state != ItemState.WAITING:
        why = REJECTED if state == ItemState.REJECTED else {}
        review_item(proof.items.get(), state=state, by=leader, **why)


def _add_accepted(claims, rules, leader):
    kept = [claim for number, claim in enumerate(claims) if number % MISSING_EVERY]
    proofs = [
        Proof(
            pk=pk,
            participation=claim.participation,
            kind=_kind(rules, claim, pk),
            dated_on=claim.day,
            seen_on=claim.day + timedelta(1),
            added_by=claim.by,
            added_at=_at(claim.day + timedelta(1)),
        )
        for pk, claim in zip(reserve_ids(Proof, len(kept)), kept, strict=True)
    ]
    for proof, document in zip(proofs, cycle(DOCUMENTS), strict=False):
        proof.write_document(document)
    Proof.objects.bulk_create(proofs)
    ProofItem.objects.bulk_create(
        ProofItem(
            proof=proof,
            participation=proof.participation,
            **claim.fact._asdict(),
            added_at=proof.added_at,
            state=ItemState.ACCEPTED,
            reviewed_at=proof.added_at + timedelta(1),
            reviewed_by=leader,
        )
        for proof, claim in zip(proofs, kept, strict=True)
    )


def _at(day):
    return datetime.combine(day, time(15, 10), UTC)


def made_up_paper(text):
    """Return a PDF of one page with a line of text."""
    content = b"BT /F 16 Tf 60 760 Td (" + text.encode("cp1252") + b") Tj ET"
    stream = b"<</Length %d>>stream\n%b\nendstream" % (len(content), content)
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    parts = (b"<</Type/Catalog/Pages 2 0 R>>", tree, PAGE, stream, FONT)
    file, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(file))
        file += b"%d 0 obj%b endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(file)
    return file + b"xref\n0 6\n0000000000 65535 f \n" + table + end
