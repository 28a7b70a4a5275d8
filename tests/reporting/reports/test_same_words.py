"""The page and the PDF of a report say the same in the same words."""

import html
import re

import pytest
from django.utils import translation

from reporting.reports.files.pdf_content import content
from tests.reporting.reports.documents import create_submitted_report, kalmar, prestudy

pytestmark = pytest.mark.django_db
DOCUMENTS = {"2014-2020": kalmar, "2007-2013": prestudy}
OF_THE_PDF = ("Kontrollsumma", "Checksum")  # the page explains it where it stands


def page_of(client, report, language):
    client.cookies["django_language"] = language
    page = html.unescape(client.get(report.get_absolute_url()).content.decode())
    return " ".join(re.sub("<[^>]+>", " ", page).split())


def sentences(document, language):
    """Yield the headings, introductions and definitions of the PDF."""
    with translation.override(language):
        sections = content(document, language)["sections"]
    for section in sections:
        yield section["heading"]
        yield section["intro"]
        for block in section["blocks"]:
            if block["kind"] == "text":
                yield block["text"]
            for term in block.get("terms", ()):
                if term["label"] not in OF_THE_PDF:
                    yield f"{term['label']} {term['text']}"


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_sentence_of_the_pdf_stands_on_the_page(cast, sign_in, document, language):
    document = DOCUMENTS[document]()
    report = create_submitted_report(cast.project, document)
    page = page_of(sign_in(cast.leader), report, language)
    assert [sentence for sentence in sentences(document, language) if sentence not in page] == []
