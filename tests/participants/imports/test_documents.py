"""The documentation lists every column and word of the import files."""

from django.conf import settings

from participants.imports.matching.plan import ENTRY_FIELDS, NAME_FIELDS, SITUATION_FIELDS, SPELL_FIELDS
from participants.imports.reading.columns import FORMATS, IDENTITY
from participants.imports.reading.values import WordList


def test_every_column_and_word_is_documented():
    text = (settings.BASE_DIR / "docs" / "import-files.md").read_text()
    for file_format in FORMATS.values():
        for column in file_format.columns:
            assert f"| `{column.name}` | `{column.swedish}` |" in text
            if isinstance(column.parse, WordList):
                assert ", ".join(f"`{entry[0]}` / `{entry[1]}`" for entry in column.parse.entries) in text


def test_every_heading_stands_for_one_column():
    for file_format in FORMATS.values():
        headings = [heading for column in file_format.columns for heading in {column.name, column.swedish}]
        assert len(headings) == len(set(headings)) == len(file_format.by_heading)


def test_every_column_of_participants_is_saved():
    headings = {column.name for column in FORMATS["participants"].columns}
    saved = {*IDENTITY, *NAME_FIELDS, *SPELL_FIELDS, *ENTRY_FIELDS, *SITUATION_FIELDS}
    saved |= {"entry_date", "protected_identity"}
    answers = {"same_person"}
    # "gender" is the heading of the person's sex.
    assert {"sex" if heading == "gender" else heading for heading in headings} == saved | answers
