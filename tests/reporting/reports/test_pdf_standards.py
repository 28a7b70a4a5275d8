"""PDFs as an independent validator judges them: veraPDF, against PDF/UA-1 and PDF/A-2a."""

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader, PdfWriter

from participants.certificates.document.pdf import describe, render_many
from participants.certificates.document.pdf import render as render_certificate
from participants.certificates.participation import paper
from participants.certificates.participation.summary import summary_of
from reporting.disclosure import release
from reporting.reports.files import render
from tests import verapdf
from tests.participants.privacy.extract_support import extract, person_with_history
from tests.reporting.disclosure.rules import PUBLIC
from tests.reporting.reports.documents import document_with_text, kalmar, prestudy
from tests.reporting.reports.test_report_standing import SUBMISSION

LONG = "Arbetsmarknadskommunalförbundssamverkansöverenskommelse " * 3
CONFORMING = {"PDFUA_1": [], "PDFA_2_A": []}


def documents():
    for language in ("sv", "en"):
        yield f"submitted_{language}", replace(kalmar(), submission=SUBMISSION), language
        yield f"released_{language}", release(kalmar(), rules=PUBLIC).shown, language
    yield "without_participants", prestudy(), "sv"
    yield "awkward_texts", document_with_text(f"{LONG}<b>#strong[x]</b> مرحبا 漢字 😀"), "en"


def without(name, made):
    """Return the file without a part that both standards ask for."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(made)))
    del writer.root_object[name]
    changed = io.BytesIO()
    writer.write(changed)
    return changed.getvalue()


@pytest.mark.django_db
def test_every_pdf_conforms(cast, sign_in, tmp_path):
    # One test: the validator's start takes longer than what it does.
    person = person_with_history(cast)
    client = sign_in(cast.leader)
    conforming = {name: render(document, "pdf", language) for name, document, language in documents()}
    draft = conforming["draft"] = render(kalmar(), "pdf", "sv")
    for language in ("sv", "en"):
        conforming[f"extract_{language}"] = extract(client, person, kind="pdf", language=language).content
    certificate = person.certificates.get()
    content = certificate.content
    conforming["certificate"] = render_certificate(
        certificate, content, before=content | {"rows": []}, language="sv"
    )
    described = [describe(certificate, content, before, "en") for before in (None, content | {"rows": []})]
    conforming["certificates"] = render_many(described, certificate.month, certificate.recorded_at)
    attended = person.attendances.select_related("session__activity")
    summary = summary_of([(date(2018, 1, 8), date(2018, 6, 1))], attended)
    conforming["participation"], _digest = paper.render(
        person, summary, contents="Svets\nTruck", language="sv"
    )
    broken = {"tags": without("/StructTreeRoot", draft), "metadata": without("/Metadata", draft)}
    for name, content in (conforming | broken).items():
        (tmp_path / f"{name}.pdf").write_bytes(content)
    found = verapdf.failures(tmp_path)
    assert {name: found[f"{name}.pdf"] for name in conforming} == dict.fromkeys(conforming, CONFORMING)
    assert all(found["tags.pdf"].values()), found["tags.pdf"]
    assert all(found["metadata.pdf"].values()), found["metadata.pdf"]
