"""Reading of files: CSV dialects, encodings, spreadsheets, and files that hold no table."""

import io
from contextlib import suppress
from datetime import date, datetime

import pytest

from participants.imports.reading.columns import HEADINGS
from participants.imports.reading.errors import FileError
from participants.imports.reading.table_reader import open_table
from tests.participants.imports.files import person, text_file, xlsx_file


def read(file):
    table = open_table(file, HEADINGS)
    return table.header, list(table.rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_dialect_reads_the_same(encoding, separator, line_end):
    text = line_end.join(["förnamn;kommun", "Åsa;Växjö", '"Bo ""B"" Ek";Malå']).replace(";", separator)
    header, rows = read(text_file(text, encoding))
    assert header == ["förnamn", "kommun"]
    assert rows == [(2, ["Åsa", "Växjö"]), (3, ['Bo "B" Ek', "Malå"])]


def test_the_separator_is_the_one_that_finds_the_headings():
    header, rows = read(text_file("förnamn;efternamn, flicknamn, annat, mer\nÅsa;Öberg"))
    assert header == ["förnamn", "efternamn, flicknamn, annat, mer"]
    assert rows == [(2, ["Åsa", "Öberg"])]


def test_separators_and_line_breaks_inside_quotation_marks_belong_to_the_text():
    assert read(text_file('förnamn;efternamn\n"a;b";"c\nd"\ne;f'))[1] == [
        (2, ["a;b", "c\nd"]),
        (3, ["e", "f"]),
    ]


def test_rows_keep_the_numbers_of_the_file_when_some_are_empty():
    assert [row for row, _cells in read(text_file("förnamn;kommun\n\na;b\n;\nc;d\n\n"))[1]] == [3, 5]


def test_spaces_and_decomposed_letters_are_normalised():
    assert read(text_file("förnamn;kommun\n Åsa ;\u00a0Ö\n"))[1] == [(2, ["Åsa", "Ö"])]


def test_cells_of_a_spreadsheet_become_text():
    row = {
        "given_name": 880.0,
        "family_name": 199401122396,
        "entry_date": date(2020, 3, 31),
        "municipality": True,
    }
    row |= {"exit_date": datetime(2020, 3, 31, 14, 30), "education_level": 2.5}  # noqa: DTZ001
    header, rows = read(xlsx_file([row]))
    cells = dict(zip(header, rows[0][1], strict=True))
    assert rows[0][0] == 2
    assert cells == {
        "given_name": "880",
        "family_name": "199401122396",
        "entry_date": "2020-03-31",
        "municipality": "yes",
        "exit_date": "2020-03-31 14:30:00",
        "education_level": "2.5",
    }


@pytest.mark.parametrize("cut", range(0, 100, 7))
def test_a_damaged_spreadsheet_is_refused_or_read_but_never_breaks(cut):
    content = xlsx_file([person()]).getvalue()
    position = len(content) * cut // 100
    for damaged in (content[: position + 4], content[:position] + b"\xff\x00\xff" + content[position + 3 :]):
        with suppress(FileError):
            assert read(io.BytesIO(damaged))[0]
