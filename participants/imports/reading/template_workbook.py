"""Workbook to start from: the headings with notes, lists to choose from, and a sheet that explains each column."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _

from esfportal.ui.safe_cells import clean
from participants.imports.reading import values
from participants.imports.reading.columns import FORMATS, Column
from participants.imports.reading.template_file import NAMES
from participants.imports.reading.workbook import CODES, GUIDES

ROWS = 2000  # rows of the workbook that have formats and lists
NARROWEST = 14  # characters
MADE = datetime(2026, 11, 29)  # noqa: DTZ001  (the same bytes each time)
FORMATS_OF_CELLS = {
    "day": {"num_format": "yyyy-mm-dd"},
    "text": {"num_format": "@"},  # numbers keep their leading zeros and last digits
    "needed": {"bold": True, "num_format": "@", "font_color": "#ffffff", "bg_color": "#083a66"},
    "heading": {"bold": True, "num_format": "@"},
    "wrapped": {"text_wrap": True, "valign": "top", "num_format": "@"},
}
EXAMPLES: dict[str, str] = {
    "personal_identity_number": "19940112-2396",
    "participant": "19940112-2396",
    "given_name": "Åsa",
    "family_name": "Öberg",
    "education_level": "3",
    "organisation_number": "212000-0746",
    "employer": "Hamnkaféet",
    "address": "Kajgatan 1",
    "contact": "Karin Ek",
    "role": "butikschef",
    "email": "karin@example.org",
    "phone": "0491-123 45",
    "amount": "1 250,50",
    "voucher": "A 17",
}

type ProjectCode = tuple[str, str]  # what is written in the cell, and what it means


@dataclass(frozen=True)
class Guide:
    """Explanation of a column: heading, allowed values, whether it is needed, an example."""

    column: Column
    heading: str
    allowed: str
    needed: str
    example: str
    words: list[str]  # to choose from


def empty_workbook(kind: str, language: str, codes: Mapping[str, Sequence[ProjectCode]]) -> tuple[str, bytes]:
    """Return (file name, content). `codes`: the project's own words by the name of their column."""
    with translation.override(language):
        guides = [_guide(column, language, codes.get(column.name, ())) for column in FORMATS[kind].columns]
        name = NAMES[kind, language].removesuffix(".csv")
        content = io.BytesIO()
        with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
            book.set_properties({"created": MADE})
            formats = {key: book.add_format(look) for key, look in FORMATS_OF_CELLS.items()}
            sheet = book.add_worksheet(name)
            _add_guide(book.add_worksheet(GUIDES[language]), guides, formats)
            lists = _add_lists(book.add_worksheet(CODES), guides)
            _add_columns(sheet, guides, lists, formats)
    return f"{name}.xlsx", content.getvalue()


def _guide(column: Column, language: str, codes: Sequence[ProjectCode]) -> Guide:
    words = [code for code, _meaning in codes]
    if isinstance(column.parse, values.WordList):
        words = column.parse.listed().split(", ")
    allowed = "; ".join(f"{code}: {meaning}" if meaning != code else code for code, meaning in codes)
    needed = _("yes") if column.required else str(column.required_when or _("no"))
    example = EXAMPLES.get(column.name) or (words[0] if words else "")
    if column.parse is values.day:
        example = "2020-03-31"
    return Guide(column, column.heading, clean(allowed or str(column.hint)), needed, clean(example), words)


def _add_columns(sheet: Any, guides: list[Guide], lists: dict[str, str], formats: dict[str, Any]) -> None:
    for position, guide in enumerate(guides):
        width = max(NARROWEST, len(guide.heading) + 2)
        kind = "day" if guide.column.parse is values.day else "text"
        sheet.set_column(position, position, width, formats[kind])
        look = formats["needed" if guide.column.required else "heading"]
        sheet.write_string(0, position, guide.heading, look)
        note = f"{guide.allowed}\n{_('Needed')}: {guide.needed}"
        sheet.write_comment(0, position, note, {"author": "", "width": 240, "height": 110})
        if source := lists.get(guide.heading):
            # It suggests, and does not refuse: the import says what is wrong.
            options = {"validate": "list", "source": source, "error_type": "information"}
            sheet.data_validation(1, position, ROWS, position, options)
    sheet.freeze_panes(1, 0)


def _add_guide(sheet: Any, guides: list[Guide], formats: dict[str, Any]) -> None:
    heads = (_("Heading"), _("Needed"), _("Allowed values"), _("Example"))
    for place, (head, width) in enumerate(zip(heads, (32, 34, 70, 22), strict=True)):
        sheet.set_column(place, place, width, formats["wrapped"])
        sheet.write_string(0, place, head, formats["heading"])
    for row, guide in enumerate(guides, start=1):
        for place, text in enumerate((guide.heading, guide.needed, guide.allowed, guide.example)):
            sheet.write_string(row, place, text, formats["wrapped"])
    sheet.freeze_panes(1, 1)


def _add_lists(sheet: Any, guides: list[Guide]) -> dict[str, str]:
    """Write the words of each column below one another. Return where they stand, by heading."""
    found: dict[str, str] = {}
    for guide in guides:
        if guide.words:
            place = len(found)
            sheet.write_column(0, place, [clean(word) for word in guide.words])
            letter = xlsxwriter.utility.xl_col_to_name(place)
            found[guide.heading] = f"={CODES}!${letter}$1:${letter}${len(guide.words)}"
    sheet.very_hidden()
    return found
