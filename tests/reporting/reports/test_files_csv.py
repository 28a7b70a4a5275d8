import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esfportal.ui.safe_cells import clean, neutralise
from reporting.disclosure import release
from reporting.indicators.document import TextLine
from reporting.indicators.names import Name
from reporting.reports.files import render
from reporting.reports.files.csv_file import with_commas
from reporting.reports.pages import csv_columns
from tests.reporting.disclosure.rules import PUBLIC
from tests.reporting.reports.documents import KALMAR, document_with_text, kalmar, prestudy

HEADING = [
    "section", "code", "name", "women", "men", "total",
    "period_women", "period_men", "period_total", "target", "rate", "comparison", "unit", "rate_of",
    "base_women", "base_men", "base_total", "state", "part_kind", "part_code", "part", "note",
    "with_evidence", "without_evidence", "counted", "amount", "on_track_from",
    "booked", "period_booked", "hours", "period_hours", "change", "cause", "with_proof",
    "answered_by", "stepped_up", "mean_change", "missing", "until",
    "hours_planned_women", "hours_planned_men", "hours_planned_total",
    "hours_attended_women", "hours_attended_men", "hours_attended_total",
    "hours_confirmed_women", "hours_confirmed_men", "hours_confirmed_total",
    "path_planned_on",
]  # fmt: skip
PAYLOADS = [
    "=1+1",
    "+46 480",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\x00=1",
    " =1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "﹦1",
    "\ufeff=1",
    "\u200b=1",
    "−1",
    "Namn;=cmd|'/c calc'!A0",
    'Namn",=1+1',
    "Namn;\t@x",
    '=HYPERLINK("http://example.org";"x")',
]


def rows(document, language="sv"):
    """Parse the file as a Swedish Excel does."""
    text = render(document, "csv", language).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";", strict=True))


def section(document, name, language="sv"):
    return [row for row in rows(document, language) if row["section"] == name]


def only(document, name, code, language="sv"):
    (row,) = [row for row in section(document, name, language) if row["code"] == code]
    return row


def test_marked_as_utf8_quoted_everywhere_with_windows_line_ends():
    content = render(kalmar(), "csv", "sv")
    assert content.startswith(b'\xef\xbb\xbf"section";"code";')
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines.pop() == ""
    for line in lines:
        assert line.startswith('"')
        assert line.endswith('"')
        assert "\n" not in line
        assert len(line.split('";"')) == len(HEADING)


def test_heading_is_the_same_in_every_language():
    for language in ("sv", "en"):
        text = render(kalmar(), "csv", language).decode("utf-8-sig")
        assert next(csv.reader(io.StringIO(text), delimiter=";")) == HEADING


def test_sections_in_order():
    order = list(dict.fromkeys(row["section"] for row in rows(kalmar())))
    figures = ["output", "result", "measure", "target", "rule", "part", "money", "distance", "hours"]
    assert order == ["report", *figures]


AS_OF = (
    "Siffror per en dag räknar deltagare efter start och avslut till och med den dagen, med det som var känt när "
    "rapporten gjordes: en senare återkomst tar bort ett tidigare avslut, och ett resultat inom 28 dagar efter "
    "avslutet räknas även om det ligger efter dagen. En rapport som görs senare för samma dag kan därför se annorlunda "
    "ut."
)


OFFICIAL_VALUES = (
    "Siffrorna är projektets egen prognos och kontroll. De officiella värdena för de gemensamma indikatorerna tar "
    "Statistiska centralbyrån (SCB) fram genom att matcha deltagarna mot register."
)
ABOUT_DIGEST = (
    "Kontrollsumman gäller siffrorna i projektets egen version, med alla tal. I finansiärernas version visas inte små "
    "tal, och den har därför en annan kontrollsumma."
)


def test_report_section_says_what_the_figures_are_of():
    document = kalmar()
    found = {row["code"]: row["name"] for row in section(document, "report")}
    assert found == {
        "project": "Samverkansprojekt Kalmar län",
        "framework": "2014-2020",
        "from": "2017-09-01",
        "to": "2020-03-31",
        "status": "utkast",
        "version": "projektets egen version, med alla tal",
        "digest": document.digest,
        "about_digest": ABOUT_DIGEST,
        "owner": "Kommunförbundet Kalmar län",
        "funders": "Svenska ESF-rådet",
        "programme_period": "2014–2020",
        "programme_area": "2 Ökade övergångar till arbete",
        "region": "Småland och Öarna",
        "project_period": "hösten 2017 till november 2020",
        "budget_total": "21\u00a0000\u00a0000\u00a0kr",
        "esf_support": "14\u00a0000\u00a0000\u00a0kr",
        "partners": "Arbetsförmedlingen, Försäkringskassan",
        "municipalities": "Oskarshamn, Västervik",
        "about": AS_OF,
        "kind": "Lägesrapport, utkast",
        "definitions_version": "1",
        "official_values": OFFICIAL_VALUES,
    }


def test_counts_by_sex_since_the_start_and_in_the_period():
    row = only(kalmar(), "output", "CO01")
    assert [row[key] for key in HEADING[2:11]] == ["arbetslösa", "120", "90", "210", "12", "9", "21", "", ""]


def test_entity_indicator_has_a_total_and_no_sexes():
    row = only(kalmar(), "output", "CO20")
    assert [row[key] for key in HEADING[3:9]] == ["", "", "1", "", "", "1"]


def test_target_with_its_value_and_how_much_is_reached():
    row = only(kalmar(), "target", "individuals")
    assert (row["women"], row["men"], row["total"], row["target"], row["rate"]) == (
        "214",
        "168",
        "382",
        "418",
        "91,4",
    )


def test_target_says_what_is_compared_with_what_and_in_which_unit():
    keys = ("target", "comparison", "unit", "rate_of", "base_women", "base_men", "base_total", "state")
    number = [only(kalmar(), "target", "individuals")[key] for key in keys]
    assert number == ["418", "exakt", "personer", "av det planerade antalet", "", "", "", "enligt plan"]
    share = [only(kalmar(), "target", "occupation", "en")[key] for key in keys]
    assert share == ["60", "at least", "per cent", "of those who have left", "168", "132", "300", "reached"]


def test_every_part_and_measure_has_a_row():
    row = next(
        row for row in section(kalmar(), "part") if row["part"] == "Oskarshamn" and row["code"] == "work@0882"
    )
    keys = ("name", "women", "men", "total", "period_total", "part_kind", "part_code")
    assert [row[key] for key in keys] == ["I arbete", "16", "5", "21", "", "Kommun", "0882"]


def test_no_part_has_the_code_of_the_whole_project():
    document = kalmar()
    whole = {line.code for line in (*document.outputs, *document.results, *document.measures)}
    parts = [row["code"] for row in section(document, "part")]
    assert len(parts) == len(set(parts)) > 10
    assert not whole & set(parts)


def test_target_of_a_part_names_the_part():
    assert only(kalmar(), "target", "sokandelots")["name"] == "Deltagare (Sökandelots)"


@pytest.mark.parametrize(("language", "rate", "value"), [("sv", "70,0", "62,5"), ("en", "70.0", "62.5")])
def test_decimal_mark_follows_the_language(language, rate, value):
    document = kalmar()
    target = replace(document.targets[1], value="62.50")
    row = only(replace(document, targets=[target]), "target", "occupation", language)
    assert (row["rate"], row["target"]) == (rate, value)


def test_names_follow_the_language():
    assert only(kalmar(), "measure", "work", "sv")["name"] == "I arbete"
    assert only(kalmar(), "measure", "work", "en")["name"] == "In work"


def test_no_rate_is_an_empty_cell():
    assert only(kalmar(), "measure", "participants")["rate"] == ""
    document = kalmar()
    waiting = replace(document.targets[1], rate="", state="no_data")
    assert only(replace(document, targets=[waiting]), "target", "occupation")["rate"] == ""


def test_broken_rules_with_counts_or_the_numbers_compared():
    record = only(kalmar(), "rule", "V-R04")
    assert (record["women"], record["men"], record["total"]) == ("5", "7", "12")
    figures = only(kalmar(), "rule", "V-A02", "en")
    assert figures["total"] == ""
    assert (
        figures["name"] == "The sum is wrong. (women, since the start: CO01 + CO03 + CO05 = 11, TOTAL = 12)"
    )


def test_a_measure_has_the_people_it_is_a_share_of():
    row = only(kalmar(), "measure", "work")
    keys = ("total", "rate", "rate_of", "base_women", "base_men", "base_total", "counted")
    assert [row[key] for key in keys] == [
        "117", "39,0", "av de avslutade", "168", "132", "300", "personer"
    ]  # fmt: skip
    assert only(kalmar(), "measure", "participants")["base_total"] == ""
    assert only(kalmar(), "output", "CO20")["counted"] == "projekt eller organisationer"


def test_a_part_has_the_share_of_its_leavers_in_occupation():
    row = only(kalmar(), "part", "occupation@0882")
    assert [row[key] for key in ("total", "rate", "base_total")] == ["27", "64,3", "42"]
    assert only(kalmar(), "part", "work@0882")["rate"] == ""
    small = release(kalmar(), rules=PUBLIC).shown
    assert only(small, "part", "occupation@0883")["rate"] == ".."


def test_money_is_a_number_with_the_word_about_where_it_is_approximate():
    about = kalmar(project=replace(KALMAR, budget_is_approximate=True))
    budget, support = (only(about, "report", code) for code in ("budget_total", "esf_support"))
    keys = ("amount", "comparison", "counted")
    assert [budget[key] for key in keys] == ["21000000", "ungefär", "kronor"]
    assert [support[key] for key in keys] == ["14000000", "", "kronor"]


def test_a_target_says_from_where_it_is_on_track():
    assert only(kalmar(), "target", "individuals")["on_track_from"] == "333"
    assert only(kalmar(), "target", "occupation")["on_track_from"] == ""


def test_what_the_project_says_in_words_comes_last():
    text = TextLine("risks", Name("Risker", "Risks"), "- Få deltagare\n- **Hyran**", "text")
    row = only(kalmar(texts=[text]), "text", "risks", "en")
    assert (row["name"], row["note"]) == ("Risks", "– Få deltagare – Hyran")
    assert rows(kalmar(texts=[text]))[-1]["section"] == "text"


def test_a_broken_rule_has_its_severity():
    assert only(kalmar(), "rule", "V-R04")["note"] == "ofullständigt"


def test_prestudy_reports_zeros():
    assert only(prestudy(), "measure", "participants")["total"] == "0"
    assert section(prestudy(), "result") == []
    assert section(prestudy(), "target") == []


def test_same_figures_give_the_same_bytes():
    assert render(kalmar(), "csv", "sv") == render(kalmar(), "csv", "sv")


# Decided here independently of the product's own test.
def is_formula(cell):
    import unicodedata

    seen = "".join(c for c in cell if unicodedata.category(c) not in ("Cf", "Cc", "Zs"))
    return unicodedata.normalize("NFKC", seen)[:1] in tuple("=+-@−")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_becomes_a_formula(payload):
    for row in rows(document_with_text(payload)):
        for cell in row.values():
            assert not is_formula(cell)
            for separator in ';,|"':
                assert not any(is_formula(piece) for piece in cell.split(separator)[1:])


@pytest.mark.parametrize(
    "text", ["Jämställdhet - för alla", "A;B", "O'Hara", "2014-2020", "70 %", 'Kallat "Lotsen"']
)
def test_harmless_text_is_left_alone(text):
    assert neutralise(text) == text


def test_control_characters_leave_and_line_breaks_become_spaces():
    assert clean("a\x00b\r\nc\td\x1f  e\ud800\uffff") == "ab c d e"


@given(st.text())
def test_any_text_comes_back_as_one_cell_and_never_as_a_formula(text):
    document = kalmar(project=replace(KALMAR, name=Name(text, text)))
    found = {row["code"]: row["name"] for row in section(document, "report")}
    assert found["project"] == neutralise(text)
    assert not is_formula(found["project"])
    assert len(rows(document)) == len(rows(kalmar()))


def test_what_is_neither_kind_nor_language_is_refused():
    with pytest.raises(ValueError, match="docx"):
        render(kalmar(), "docx", "sv")
    with pytest.raises(ValueError, match="de"):
        render(kalmar(), "csv", "de")


def test_the_english_file_comes_with_commas_on_request():
    semicolons = render(kalmar(), "csv", "en")
    text = with_commas(semicolons).decode("utf-8-sig")
    assert list(csv.DictReader(io.StringIO(text, newline=""), strict=True)) == rows(kalmar(), "en")
    assert '"70.0"' in text


@given(st.text(st.characters(codec="utf-8")))
def test_commas_change_no_cell(text):
    document = document_with_text(text)
    commas = with_commas(render(document, "csv", "en")).decode("utf-8-sig")
    assert list(csv.DictReader(io.StringIO(commas, newline=""), strict=True)) == rows(document, "en")


TYPES = {"integer": int, "number": float, "string": str, "date": date.fromisoformat}


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("document", [kalmar(), prestudy()], ids=["kalmar", "prestudy"])
def test_every_cell_is_as_its_column_is_described(document, language):
    described = json.loads(csv_columns.render(language))
    fields = described["schema"]["fields"]
    assert [field["name"] for field in fields] == HEADING
    assert described["dialect"]["delimiter"] == ";"
    for row in rows(document, language):
        for field in fields:
            cell = row[field["name"]]
            if cell not in described["schema"]["missingValues"]:
                TYPES[field["type"]](cell.replace(field.get("decimalChar", "."), "."))


def test_the_columns_are_described_in_both_languages():
    swedish, english = (csv_columns.description(language)["schema"]["fields"] for language in ("sv", "en"))
    assert all(sv["description"] != en["description"] for sv, en in zip(swedish, english, strict=True))


def test_distances_say_who_answered_and_of_which_report_they_are():
    own, few, earlier = section(kalmar(), "distance")
    assert (own["code"], own["name"]) == (
        "own.health.participant",
        "Jag klarar av att arbeta trots hur jag mår",
    )
    assert (own["answered_by"], own["total"], own["stepped_up"], own["rate"]) == (
        "Deltagaren",
        "61",
        "38",
        "62,3",
    )
    assert (own["mean_change"], own["missing"], own["until"]) == ("1,2", "84,0", "")
    assert (few["total"], few["mean_change"], few["note"]) == ("", "", "Färre än 5 har svarat två gånger")
    assert (earlier["mean_change"], earlier["until"]) == ("-0,4", "2019-12-31")


def test_money_is_told_by_source_and_purpose():
    found = {row["code"]: row for row in section(kalmar(), "money")}
    assert list(found) == ["esf", "in_kind_time", "total", "purpose-1", "purpose-none"]
    esf = found["esf"]
    assert (esf["name"], esf["amount"]) == ("ESF-stöd, Svenska ESF-rådet", "14000000")
    assert (esf["booked"], esf["period_booked"], esf["hours"]) == ("9800000", "1250000,5", "")
    assert (esf["comparison"], esf["counted"]) == ("ungefär", "kronor")
    assert found["total"]["period_hours"] == "6200,5"
    assert found["purpose-none"]["name"] == "Utan angivet ändamål"
