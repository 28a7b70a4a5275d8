"""Texts in a report's files: in the PDF and the workbook as they were written, and not in the CSV file."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from reporting.indicators.document import TextLine, from_json
from reporting.indicators.names import Name
from reporting.reports.files import pdf_content
from tests.reporting.reports.documents import kalmar
from tests.reporting.reports.test_files_pdf import text as pdf_text
from tests.reporting.reports.test_files_xlsx import sheet, workbook
from tests.reporting.reports.texts.test_markup import WRITTEN

HOSTILE = (
    '#eval("1") #import "look.typ": * $x^2$ @ref <label> `raw` \\ {code} [content] '
    "<script>alert(1)</script> = inte rubrik"
)


def with_text(text, kind="text", **more):
    return replace(
        kalmar(), texts=[TextLine("summary", Name("Sammanfattning", "Summary"), text, kind, **more)]
    )


def test_the_pdf_shows_formatting():
    found = pdf_text(with_text("## Mellanrubrik\nEtt **fett** ord.\n\n- först\n- sedan\n\n1. en sak"))
    for words in (
        "Projektets redogörelse",
        "Sammanfattning",
        "Mellanrubrik",
        "Ett fett ord.",
        "• först",
        "1. en sak",
    ):
        assert words in found, words


def test_the_pdf_shows_what_looks_like_markup_as_it_is():
    found = pdf_text(with_text(HOSTILE)).replace(" ", "")
    assert HOSTILE.replace(" ", "") in found


@given(WRITTEN)
@settings(max_examples=60)
def test_no_text_changes_what_else_the_pdf_is_made_of(text):
    def content(document):
        found = json.loads(json.dumps(pdf_content.content(document, "sv")))
        written = [section for section in found["sections"] if section["heading"] == "Projektets redogörelse"]
        found["sections"] = [section for section in found["sections"] if section not in written]
        found.pop("digest")
        return found, written

    others, written = content(with_text(text))
    assert others == content(with_text("x"))[0]
    for part in written[0]["blocks"][0]["parts"]:
        assert part["kind"] in ("paragraph", "heading", "bullets", "numbers")
        assert all(set(run) == {"text", "bold"} for line in part["lines"] for run in line)


@pytest.mark.parametrize(("answer", "shown"), [("yes", "Ja."), ("no", "Nej.")])
def test_an_answer_stands_before_its_text(answer, shown):
    assert f"Sammanfattning {shown} Därför" in pdf_text(with_text("Därför", "yes_no", yes_no=answer))


def test_the_workbook_has_a_sheet_of_texts():
    document = with_text("=1+1\n- ett\n- två")
    assert workbook(document).sheet_names[6] == "Texter"
    assert sheet(document, 6) == [{"Avsnitt": "Sammanfattning", "Text": "=1+1 – ett – två"}]


def test_the_checksum_covers_the_texts():
    assert with_text("ett").digest != with_text("två").digest != kalmar().digest
    assert from_json(with_text("ett").to_json()).digest == with_text("ett").digest
