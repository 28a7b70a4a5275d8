"""Made-up proof in the project that runs today: papers in every state, none of them real."""

import io
from datetime import timedelta
from itertools import cycle

from esfportal.database.bulk_copy import reserve_ids
from esfportal.demo.data.running_project import SLUG
from esfportal.files import uploads
from participants.evidence.actions import add_proof, review_item, save_requirements
from participants.evidence.choices import FACT_OF_OUTCOME, Fact, ItemState, ProvenFact, Reviewer
from participants.evidence.models import Proof, ProofItem, ProofRequirement
from participants.register.models import OutcomeEvent, Protection
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


def add_made_up_proof(*, leader):
    """Add proof of most outcomes, once."""
    project = Project.objects.get(slug=SLUG)
    if Proof.objects.filter(participation__project=project).exists():
        return
    rules = ProofRequirement.of(project)
    by_another = rules[Fact.EMPLOYMENT]._replace(reviewer=Reviewer.OTHER)
    save_requirements(project, values={Fact.EMPLOYMENT: by_another}, by=leader)
    outcomes = OutcomeEvent.objects.in_force().filter(
        participation__project=project,
        participation__person__protection=Protection.NONE,
        kind__in=FACT_OF_OUTCOME,
        recorded_by__isnull=False,
    )
    found = list(outcomes.select_related("participation", "recorded_by").order_by("-happened_on", "pk"))
    for number, (outcome, state) in enumerate(zip(found, LATEST, strict=False)):
        if state != "missing":
            _add(outcome, state, _kind(rules, outcome), number, leader)
    _add_accepted(found[len(LATEST) :], rules, leader)


def _fact(outcome):
    return ProvenFact(FACT_OF_OUTCOME[outcome.kind], outcome.kind, outcome.happened_on)


def _kind(rules, outcome):
    kinds = rules[FACT_OF_OUTCOME[outcome.kind]].kinds
    return kinds[outcome.pk % len(kinds)]


def _add(outcome, state, kind, number, leader):
    values = {"kind": kind, "dated_on": outcome.happened_on}
    if number % 2:
        values |= {"seen_on": outcome.happened_on + timedelta(1), "document": DOCUMENTS[number % 3]}
    else:
        values["file"] = file = io.BytesIO(_paper(f"Påhittat underlag: {kind.label}"))
        file.kind = uploads.check(file, len(file.getvalue()))
    by = outcome.recorded_by
    proof = add_proof(outcome.participation, values=values, facts=[_fact(outcome)], by=by)
    if state != ItemState.WAITING:
        why = REJECTED if state == ItemState.REJECTED else {}
        review_item(proof.items.get(), state=state, by=leader, **why)


def _add_accepted(outcomes, rules, leader):
    kept = [outcome for number, outcome in enumerate(outcomes) if number % MISSING_EVERY]
    proofs = [
        Proof(
            pk=pk,
            participation=outcome.participation,
            kind=_kind(rules, outcome),
            dated_on=outcome.happened_on,
            seen_on=outcome.happened_on + timedelta(1),
            added_by=outcome.recorded_by,
            added_at=outcome.recorded_at,
        )
        for pk, outcome in zip(reserve_ids(Proof, len(kept)), kept, strict=True)
    ]
    for proof, document in zip(proofs, cycle(DOCUMENTS), strict=False):
        proof.write_document(document)
    Proof.objects.bulk_create(proofs)
    ProofItem.objects.bulk_create(
        ProofItem(
            proof=proof,
            participation=proof.participation,
            **_fact(outcome)._asdict(),
            added_at=proof.added_at,
            state=ItemState.ACCEPTED,
            reviewed_at=proof.added_at + timedelta(1),
            reviewed_by=leader,
        )
        for proof, outcome in zip(proofs, kept, strict=True)
    )


def _paper(text):
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
