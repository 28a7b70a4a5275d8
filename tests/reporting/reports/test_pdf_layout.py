"""The layout of the PDF: what stays on one line, and together."""

import json
from dataclasses import replace

import pytest
import typst
from django.utils import translation

from esfportal.pdf.glyphs import FONTS
from reporting.indicators.document import Count, PartTable, RuleLine, Shown
from reporting.indicators.names import Name
from reporting.reports.files import pdf_sections
from reporting.reports.files.pdf_content import content
from tests.reporting.reports.documents import INDIVIDUALS, OCCUPATION, SOKANDELOTS, kalmar, prestudy
from tests.reporting.reports.test_files_pdf import pages, reader, text

INSET = 2.5  # mm, of a cell's two sides
SQUARE = 5.5  # pt


def tables(language):
    with translation.override(language):
        sections = [
            section for each in (kalmar(), prestudy()) for section in content(each, language)["sections"]
        ]
    return [block for section in sections for block in section["blocks"] if block["kind"] == "table"]


def widths(words, tmp_path):
    """Return the width in mm of each word in the heads' type."""
    look = 'set text(font: "IBM Plex Sans", size: 8.5pt)'
    measured = "data.map(word => measure(text(word)).width / 1mm)"
    source = tmp_path / "measured.typ"
    source.write_text(
        f"#let data = json(bytes(sys.inputs.words))\n#{look}\n#context [#metadata({measured}) <widths>]"
    )
    found = typst.query(
        str(source),
        "<widths>",
        field="value",
        one=True,
        font_paths=[FONTS],
        sys_inputs={"words": json.dumps(words)},
    )
    return dict(zip(words, json.loads(found), strict=True))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_word_of_a_head_has_room_in_its_column(language, tmp_path):
    heads = {
        (word, column["mm"])
        for table in tables(language)
        for column in table["columns"]
        if column["mm"] is not None
        for word in column["title"].split()
    }
    measured = widths(sorted({word for word, _mm in heads}), tmp_path)
    assert [(word, mm) for word, mm in heads if measured[word] + INSET > mm] == []


def test_no_head_is_divided():
    assert "syssel-" not in text(kalmar())
    assert "I sysselsättning" in text(kalmar())


def test_a_share_stays_on_one_line():
    table = kalmar().parts[0]
    everyone = {**table.lines[0].measures, "leavers": Count(40, 12), "occupation": Count(40, 12)}
    part = replace(table.lines[0], name=Name("Alla", ""), measures=everyone)
    found = reader(kalmar(parts=[replace(table, lines=[part])], money=None, distances=[])).pages[-2:]
    words = [word for page in found for word in squares_and_words(page)[1]]
    starts, ends = ({height for height, word in words if fits(word)} for fits in (_starts, _ends))
    assert starts == ends != set()


def _starts(word):
    return word.startswith("100")


def _ends(word):
    return word.endswith("0 %")


def squares_and_words(page):
    """Return the heights of the squares of tones, and of the fragments of text."""
    squares, words = [], []

    def before(operator, operands, matrix, _text_matrix):
        if operator == b"l" and [float(each) for each in operands] == [SQUARE, 0]:
            squares.append(round(matrix[5]))

    def fragment(found, matrix, text_matrix, _font, _size):
        if found.strip():
            words.append((round(matrix[5] + text_matrix[5]), found.strip()))

    page.extract_text(visitor_operand_before=before, visitor_text=fragment)
    return squares, words


def test_a_square_of_a_tone_stands_on_the_line_of_its_words():
    shares = replace(OCCUPATION, cumulative=Count(1152, 1115), base=Count(1214, 1168))
    squares, words = squares_and_words(reader(kalmar(targets=[shares])).pages[0])
    lines = {height for height, found in words if "kvinnor," in found or "män," in found}
    assert len(squares) == 2
    assert len(lines) == 2, "the two do not fit on one line"
    assert all(any(abs(square - line) < 8 for square in squares) for line in lines)


def test_a_short_table_is_on_one_page():
    texts = [Name(f"Regel {number}. " + "Den är lång. " * 12, "") for number in range(4)]
    rules = [RuleLine("V-R04", "record", "incomplete", each, Count(5, 7)) for each in texts]
    found = [page for page in pages(kalmar(rules=rules, money=None, distances=[])) if "Regel " in page]
    assert len(found) == 1


def test_targets_of_the_title_page_are_not_drawn_again():
    shown = pages(kalmar(targets=[INDIVIDUALS, OCCUPATION]))
    assert "382 av 418" in shown[0]
    assert "382 av 418" not in " ".join(shown[1:])
    assert "Mål och resultat Räknat" not in " ".join(shown)


def test_targets_that_the_title_page_has_no_room_for_are_drawn_after_it():
    shown = pages(kalmar(targets=[INDIVIDUALS, SOKANDELOTS]))
    assert "30 av 30" not in shown[0]
    assert "30 av 30" in shown[1]


def test_facts_that_the_title_page_has_no_room_for_leave_no_page_almost_empty():
    partners = [Name(f"Kommun {number} " + "med lång beskrivning " * 12, "") for number in range(8)]
    document = kalmar()
    shown = pages(replace(document, project=replace(document.project, partners=partners)))
    assert "Kommun 7" in shown[1]
    assert "Mål och resultat Räknat" in shown[1]
    # With room for all, the sections begin on a new page.
    assert "Mål och resultat Räknat" not in pages(document)[0]


def test_the_region_is_named_in_the_language_of_the_file():
    assert "Småland och Öarna" in pages(kalmar())[0]
    assert "Småland and the Islands" in pages(kalmar(), "en")[0]


# What a report of one page and a report of many pages have between them.
LENGTHS = range(0, 60, 6)


def long_report(count):
    """Return a document with this many indicators, and as many words among its facts."""
    indicator, *_rest = kalmar().outputs
    lines = [replace(indicator, code=f"CO{number:02}") for number in range(count)]
    partners = [Name("Kommunalförbund " * (count // 10), "")]
    document = kalmar(outputs=lines)
    return replace(document, project=replace(document.project, partners=partners))


@pytest.fixture(scope="module")
def long_reports():
    return [reader(long_report(count)) for count in LENGTHS]


def test_every_page_has_its_own_number(long_reports):
    for found in long_reports:
        for number, page in enumerate(found.pages, start=1):
            assert f"Sida {number} av {len(found.pages)}" in page.extract_text()


def test_only_the_last_page_may_be_half_empty(long_reports):
    foot, head = 62, 770  # in points from below, without the footer and the header
    for found in long_reports:
        for page in found.pages[1:-1]:
            lowest = min(height for height, _word in squares_and_words(page)[1] if foot < height < head)
            assert lowest < foot + 0.3 * (head - foot)


def test_the_contents_lead_to_the_sections(long_reports):
    for found in long_reports:
        sections = [entry["/Title"] for entry in found.outline if not isinstance(entry, list)]
        sections = sections[sections.index("Projektets egna mått") :]
        second = found.pages[1]
        links = [note.get_object() for note in second["/Annots"]]
        assert len([each for each in links if each["/Subtype"] == "/Link"]) >= len(sections)
        text = " ".join(second.extract_text().replace(".", " ").split())
        for entry in found.outline:
            if not isinstance(entry, list) and entry["/Title"] in sections:
                assert f"{entry['/Title']} {found.get_destination_page_number(entry) + 1} " in text


def table_heads(document):
    with translation.override("sv"):
        sections = content(document, "sv")["sections"]
    return {section["heading"]: _groups_and_intro(section) for section in sections}


def _groups_and_intro(section):
    groups = [group["title"] for block in section["blocks"] for group in block.get("groups", [])]
    return "I perioden" in groups, "remark" in section


def same_in_the_period(lines):
    return [replace(line, period=line.cumulative) for line in lines]


def test_the_period_has_columns_only_where_it_says_more():
    document = kalmar()
    assert table_heads(document)["Aktivitetsindikatorer"] == (True, False)
    same = replace(document, outputs=same_in_the_period(document.outputs))
    assert table_heads(same)["Aktivitetsindikatorer"] == (False, True)
    assert table_heads(same)["Projektets egna mått"] == (True, False)


@pytest.mark.parametrize(("starts_on", "is_same"), [("2017-09-01", True), ("2018-01-01", False)])
def test_hidden_numbers_are_the_same_only_if_the_period_is_the_whole_time(starts_on, is_same):
    document = kalmar(starts_on=starts_on)
    hidden = [replace(line, cumulative=Shown(), period=Shown()) for line in document.outputs[:2]]
    assert table_heads(replace(document, outputs=hidden))["Aktivitetsindikatorer"] == (not is_same, is_same)


def test_tables_of_parts_that_are_the_same_are_printed_once():
    municipalities, *_rest = kalmar().parts
    lines = [replace(line, code=f"del{number}") for number, line in enumerate(municipalities.lines)]
    twice = [PartTable("sub_project", lines[::-1]), municipalities]
    with translation.override("sv"):
        found = pdf_sections.parts(kalmar(parts=twice), "sv")["blocks"]
        assert [block["title"] for block in found] == ["Delprojekt, kommuner"]
        other = replace(lines[0], measures={**lines[0].measures, "work": Count(1, 1)})
        different = [PartTable("sub_project", [other, lines[1]]), municipalities]
        found = pdf_sections.parts(kalmar(parts=different), "sv")["blocks"]
        assert [block["title"] for block in found] == ["Delprojekt", "Kommuner"]
