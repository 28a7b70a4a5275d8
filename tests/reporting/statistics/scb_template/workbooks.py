"""Templates for tests, made by another library than the one under test."""

import io

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

SWEDISH = ("Personnummer (12 siffror)", "Förnamn", "Efternamn", "Startdatum", "Slutdatum", "Antal timmar")
SIX = ("number", "given_name", "family_name", "starts_on", "ends_on", "hours")
CONTROL = "Kontroll"  # a formula of the template's own


def template(
    headings=SWEDISH, *, above=("Europeiska socialfonden", "Rapport"), day="General", rows=(), **cells
):
    """Return an XLSX with headings under some lines, a formula beside, a list, a note, and another sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Deltagare"
    for line in above:
        sheet.append([line])
    sheet.append([*headings, CONTROL])
    first = len(above) + 2
    sheet.cell(first - 1, 1).font = Font(bold=True)
    sheet.cell(first - 1, 1).comment = Comment("Tolv siffror & inget streck", "SCB")
    for row in rows:
        sheet.append(row)
    for number in range(first, first + 5):
        sheet.cell(number, len(headings) + 1, f'=IF(A{number}="","","ifylld")')
        sheet.cell(number, 2).fill = PatternFill("solid", fgColor="FFFF00")
        for column in (4, 5):
            sheet.cell(number, column).number_format = day
    chosen = DataValidation(type="list", formula1="=Listor!$A$1:$A$2")
    chosen.add("G5:G900")
    sheet.add_data_validation(chosen)
    other = book.create_sheet("Listor")
    other["A1"], other["A2"], other["B1"] = "Ja", "Nej", "=COUNTA(Deltagare!A5:A900)"
    for place, value in cells.items():
        sheet[place] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
