"""Proof for tests."""

from datetime import date

from django.core.files.base import ContentFile

from esfportal.files import uploads
from participants.evidence.actions import add_proof
from participants.evidence.choices import Fact, ProofKind, ProvenFact
from participants.evidence.models import Proof, ProofFile, ProofRetention
from tests.reporting.reports.attachment_files import PDF


def of(outcome, fact=Fact.EMPLOYMENT):
    return ProvenFact(fact, outcome.kind, outcome.happened_on)


def seen(participation, *facts, by, kind=ProofKind.CONTRACT, **options):
    """Add a proof that was seen and is not kept."""
    values = {
        "kind": kind,
        "dated_on": date(2018, 9, 10),
        "seen_on": date(2018, 9, 12),
        "document": "Avtal med Elbolaget",
    }
    return add_proof(participation, values=values, facts=facts, by=by, **options)


def with_file(participation, *facts, by, kind=ProofKind.CONTRACT, content=PDF, **options):
    file = uploads.check(ContentFile(content))
    values = {"kind": kind, "dated_on": date(2018, 9, 10), "file": file}
    return add_proof(participation, values=values, facts=facts, by=by, **options)


def retention_of(project, *, by):
    """Return a day that a leader has proposed."""
    return ProofRetention.objects.create(
        project=project, keep_until=date(2031, 12, 31), decision="Beslut 2018/7", proposed_by=by
    )


def proof_without_file(participation, fact, *, by):
    """Return proof whose file is not in the store, for samples that are made once for many tests."""
    proof = _paper_without_file(participation, ProofKind.CONTRACT, by)
    proof.items.create(participation=participation, **fact._asdict())
    return proof


def scan_without_file(certificate, *, by):
    """Let the certificate have a scan whose file is not in the store."""
    certificate.scan = _paper_without_file(certificate.participation, ProofKind.SIGNED_ATTENDANCE, by)
    certificate.save(update_fields=["scan"])


def _paper_without_file(participation, kind, by):
    proof = Proof.objects.create(
        participation=participation, kind=kind, dated_on=date(2018, 9, 10), added_by=by
    )
    columns = {"name": "avtal.pdf", "kind": "pdf", "size": len(PDF), "sha256": "0" * 64}
    path = f"{uploads.FOLDER}/2020-01-01/{'1' * 32}"
    file = ProofFile.objects.create(
        proof=proof, path=path, stored_sha256="0" * 64, file_key_encrypted=b"", key_version=0, **columns
    )
    file.store_key(bytes(32))
    return proof
