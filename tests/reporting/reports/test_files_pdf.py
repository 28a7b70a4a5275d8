import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from esfportal.pdf import glyphs
from reporting.indicators.document import Count, PartLine, PartTable
from reporting.indicators.names import Name
from reporting.indicators.signature import Signature, Submission
from reporting.reports.files import render
from reporting.reports.files.pdf_content import DRAFT_MARK
from tests.reporting.reports.documents import (
    INDIVIDUALS,
    KALMAR,
    OCCUPATION,
    SOKANDELOTS,
    document_with_text,
    kalmar,
    prestudy,
)
from tests.reporting.reports.test_files_csv import PAYLOADS


def reader(document, language="sv"):
    return PdfReader(io.BytesIO(render(document, "pdf", language)))


def pages(document, language="sv"):
    """Return each page's text with single spaces."""
    found = (" ".join(page.extract_text().split()) for page in reader(document, language).pages)
    return [page.removeprefix(f"{DRAFT_MARK} ") for page in found]


def text(document, language="sv"):
    return " ".join(pages(document, language))


def test_title_page_reads_alone():
    first = pages(kalmar())[0]
    for words in (
        "Lägesrapport",
        "Samverkansprojekt Kalmar län",
        "1 september 2017–31 mars 2020",
        "382 av 418",
        "70,0 %",
        "210 av 300",
        "3 mål: 2 har nåtts, 1 enligt plan",
        "Kommunförbundet Kalmar län",
        "Svenska ESF-rådet",
        "21 000 000 kr",
        "SCB",
    ):
        assert words in first


def test_english():
    found = text(kalmar(), "en")
    for words in (
        "Progress report",
        "Cooperation project in Kalmar county",
        "382 of 418",
        "70.0%",
        "Page 1 of",
    ):
        assert words in found
    assert "Lägesrapport" not in found


@pytest.mark.parametrize(
    ("period", "swedish", "english"),
    [
        ("2021-2027", "Medfinansieras av Europeiska unionen", "Co-funded by the European Union"),
        (
            "2014-2020",
            "Medfinansieras av Europeiska unionen Europeiska socialfonden",
            "Co-funded by the European Union European Social Fund",
        ),
        ("2007-2013", "Europeiska unionen Europeiska socialfonden", "European Union European Social Fund"),
    ],
)
def test_words_beside_the_emblem_follow_the_programme_period(period, swedish, english):
    document = kalmar(project=replace(KALMAR, programme_period=period))
    assert pages(document, "sv")[0].startswith(swedish)
    assert pages(document, "en")[0].startswith(english)


def test_pages_are_numbered_and_carry_the_digest():
    document = kalmar()
    found = pages(document)
    for number, page in enumerate(found, start=1):
        assert f"Sida {number} av {len(found)}" in page
        assert document.digest in page


def test_each_page_of_a_draft_and_none_of_a_submitted_report_says_so():
    submission = Submission(at="2020-04-02T12:00:00+02:00")
    signature = Signature(
        at="2020-04-01T09:30:00+02:00",
        organisation=KALMAR.owner,
        role=Name("behörig företrädare", "authorised representative"),
        name="Anna Berg",
        authority="Förvaltningschef, § 12",
    )
    for submitted in (None, submission):
        document = kalmar(signature=submitted and signature, submission=submitted)
        marks = [DRAFT_MARK in page.extract_text() for page in reader(document).pages]
        assert marks == [submitted is None] * len(marks)
    title = pages(document)[0]
    assert (
        "Underskriven 1 april 2020 kl. 09:30 av Anna Berg (Förvaltningschef, § 12), behörig företrädare"
        in title
    )
    assert "Inskickad 2 april 2020" in title
    assert str(reader(document).metadata.creation_date.date()) == "2020-04-02"


def test_sections_in_order():
    headings = [
        "Mål och resultat",
        "Projektets egna mått",
        "Aktivitetsindikatorer",
        "Resultatindikatorer",
        "Resultat per del",
        "Regler som inte följs",
        "Vad siffrorna betyder",
    ]
    outline = [entry["/Title"] for entry in reader(kalmar()).outline if not isinstance(entry, list)]
    assert [title for title in outline if title in headings] == headings


def test_indicators_by_sex_since_the_start_and_in_the_period():
    assert "CO01 Arbetslösa 120 90 210 12 9 21" in text(kalmar())
    assert "CR06 I arbete efter sex månader 40 30 70 0 0 0" in text(kalmar())


def test_thousands_are_separated():
    assert "Närmare arbetsmarknaden 1 400 1 111 2 511 83,7 %" in text(kalmar())


def test_broken_rules_and_a_report_without_any():
    assert "V-R04 Utbildning saknas. ofullständigt 5 7 12" in text(kalmar())
    assert "CO01 + CO03 + CO05 = 11, TOTAL = 12" in text(kalmar())
    assert "bryter inte mot någon regel" in text(kalmar(rules=[]))


def test_figures_are_said_to_be_a_forecast():
    assert "De officiella värdena" in text(kalmar())


def test_share_of_nothing_is_no_data_yet():
    waiting = replace(OCCUPATION, cumulative=Count(), base=Count(), rate="", state="no_data")
    first = pages(kalmar(targets=[waiting]))[0]
    assert "inga uppgifter ännu" in first
    assert "0 %" not in first.replace("60 %", "")


def test_the_share_of_a_part_is_rounded_like_every_other_rate():
    counts = dict.fromkeys(("participants", "work", "progression"), Count()) | {
        "leavers": Count(16, 0),
        "occupation": Count(1, 0),
    }
    line = PartLine("a", Name("Insats A", "Intervention A"), counts)
    written = text(kalmar(parts=[PartTable("intervention", [line])]))
    assert "6,3 %" in written.replace("\N{NO-BREAK SPACE}", " ")


def test_at_most_says_so():
    ceiling = replace(INDIVIDUALS, comparison="at_most", value="648", rate="59.0")
    assert "382 av högst 648" in pages(kalmar(targets=[ceiling]))[0]


def test_share_of_women_counts_women():
    half = replace(
        OCCUPATION,
        measure="women_share",
        value="50",
        cumulative=Count(214, 168),
        base=Count(214, 168),
        rate="56.0",
    )
    first = pages(kalmar(targets=[half]))[0]
    assert "56,0 %" in first
    assert "214 av 382" in first


def test_project_without_targets_shows_its_measures_on_the_title_page():
    first = pages(kalmar(targets=[]))[0]
    assert "Resultat i korthet" in first
    for words in ("382", "70,0 %", "210 av 300", "214 kvinnor", "168 män"):
        assert words in first


def test_project_with_targets_for_its_parts_only_shows_those_on_the_title_page():
    first = pages(kalmar(targets=[SOKANDELOTS]))[0]
    assert "Deltagare (Sökandelots)" in first
    assert "30 av 30" in first


def test_prestudy_says_why_it_has_zeros():
    found = text(prestudy())
    assert "förstudie utan deltagare" in found
    assert "A23-1E Deltagare: påbörjade 0 0 0" in found
    assert "Projektet har inga mål i siffror." in found
    assert "2007–2013 har inga gemensamma resultatindikatorer" in found


def test_project_that_has_not_begun_says_so():
    empty = [replace(line, cumulative=Count(), period=Count(), rate="") for line in kalmar().measures]
    assert "Inga deltagare är registrerade till och med 31 mars 2020." in pages(kalmar(measures=empty))[0]


def test_table_heads_are_repeated():
    lines = [replace(kalmar().outputs[0], code=f"CO{number:02}") for number in range(120)]
    with_head = [page for page in pages(kalmar(outputs=lines)) if "Kod Indikator" in page]
    assert len(with_head) >= 3


def test_archivable_and_accessible():
    # As far as it can be checked without a validator: claims, tags, language and fonts.
    found = reader(kalmar())
    metadata = found.metadata
    catalogue = found.trailer["/Root"]
    claims = catalogue["/Metadata"].get_data().decode()
    assert re.search(r"pdfaid:part.{1,3}2", claims)
    assert re.search(r"pdfaid:conformance.{1,3}A", claims)
    assert re.search(r"pdfuaid:part.{1,3}1", claims)
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "sv"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert catalogue["/OutputIntents"]
    assert metadata.title == "Lägesrapport, utkast: Samverkansprojekt Kalmar län"
    assert metadata.author == "Kommunförbundet Kalmar län"
    assert all("IBMPlexSans" in name for name in fonts(found))


def fonts(found):
    return {
        font.get_object()["/BaseFont"]
        for page in found.pages
        for font in page["/Resources"]["/Font"].get_object().values()
    }


def tags(element, depth=0):
    element = element.get_object()
    if isinstance(element, list):
        for child in element:
            yield from tags(child, depth)
    elif isinstance(element, dict):
        if "/S" in element:
            yield element["/S"], element
        if "/K" in element:
            yield from tags(element["/K"] if not isinstance(element["/K"], int) else _nothing(), depth + 1)


def _nothing():
    from pypdf.generic import ArrayObject

    return ArrayObject()


def test_structure_has_headings_tables_with_heads_and_pictures_with_words():
    found = list(tags(reader(kalmar()).trailer["/Root"]["/StructTreeRoot"]))
    kinds = {kind for kind, _element in found}
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure"} <= kinds
    figures = [element for kind, element in found if kind == "/Figure"]
    assert all(element["/Alt"] for element in figures)
    assert any("382 av 418" in element["/Alt"] or "382" in element["/Alt"] for element in figures)
    assert any(element["/Alt"] == "Europeiska unionens emblem" for element in figures)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_same_figures_give_the_same_bytes(language):
    assert render(kalmar(), "pdf", language) == render(kalmar(), "pdf", language)


def test_the_date_is_the_periods_last_day():
    assert str(reader(kalmar()).metadata.creation_date.date()) == "2020-03-31"


@pytest.mark.parametrize(
    "payload", [*PAYLOADS, "#panic()", '"]', "$x$ *b* _i_ <l> @r", "// x", "\\u{41}", "A\x00B"]
)
def test_names_are_not_interpreted_as_markup(payload):
    shown = " ".join(glyphs.replace_missing_glyphs(payload.replace("\x00", "")).split()).strip(
        "\ufeff\u200b "
    )
    assert shown in pages(document_with_text(f"Namn {payload} slut"))[0] or payload.strip() != shown


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=400))
def test_any_text_can_be_set(content):
    found = reader(document_with_text(content))
    assert len(found.pages) >= 3


def test_every_character_of_the_typeface_can_be_set():
    everything = "".join(chr(code) for code in sorted(glyphs.covered_code_points()))
    reader(kalmar(project=replace(KALMAR, owner=Name(everything, ""), name=Name("Alla tecken", ""))))


def test_what_the_typeface_lacks_is_replaced():
    assert glyphs.replace_missing_glyphs("Ål é 中") == "Ål é \N{REPLACEMENT CHARACTER}"
    assert glyphs.replace_missing_glyphs("e\N{COMBINING ACUTE ACCENT}") == "é"
    assert glyphs.replace_missing_glyphs("a\N{VARIATION SELECTOR-16}") == "a"


def test_report_of_many_parts_and_long_names():
    long = "Samverkan om arbete och studier i länet " * 6
    part = kalmar().parts[0].lines[0]
    many = [replace(part, name=Name(f"{long}{number}", "")) for number in range(60)]
    document = kalmar(
        parts=[replace(kalmar().parts[0], lines=many)], project=replace(KALMAR, name=Name(long, ""))
    )
    assert f"{long}59 64 20 84" in text(document)


def test_a_full_title_page_is_one_page_and_its_title_keeps_its_words_whole():
    parties = Name("Kommunerna är inte publicerade; länets åtta är antagna här. " * 8, "")
    name = Name("SpiK – Sammansatt problematik i Kronobergs län", "")
    project = replace(KALMAR, name=name, other_parties=parties)
    document = kalmar(project=project, targets=[], made_at="2026-11-29T04:49:00+00:00")
    first, second, *_others = pages(document)
    assert "Kronobergs län 1 september" in first
    assert second.startswith("Utkast · SpiK"), "the running header"
    assert "Mål och resultat" in second
    assert "Övriga parter: Kommunerna är inte publicerade" in text(document)
