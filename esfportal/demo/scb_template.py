"""A made-up template in the place of SCB's: one version in use, and a draft with a heading that is new."""

import io

import xlsxwriter
from django.core.files.base import ContentFile

from esfportal.demo.data.attachments import MADE_AT
from esfportal.files import uploads
from reporting.statistics.scb_template.access import Owner
from reporting.statistics.scb_template.actions import save, upload, use
from reporting.statistics.scb_template.filling.fields import Field
from reporting.statistics.scb_template.models import ScbTemplate

MADE_UP = "Påhittad mall för demonstrationen. SCB:s egen mall ser annorlunda ut."
HEADINGS = (
    *("Personnummer (12 siffror)", "Förnamn", "Efternamn", "Startdatum", "Slutdatum", "Antal timmar"),
    *("Anställd", "Arbetsgivare", "Organisationsnummer", "Kommunkod", "Delprojekt", "E-post"),
)
NEW_HEADING = "Kommentar till SCB"
UNKNOWN = "okänt"


def build_scb_template(project, *, by):
    """Use a template for the project, and begin the next version; once."""
    owner = Owner(project, project.programme_period)
    if owner.templates.exists():
        return
    draft = upload(owner, _file(HEADINGS), replaced=None, by=by)
    columns = [
        column if column.field else column._replace(field=Field.TEXT.value, text=UNKNOWN)
        for column in draft.columns
    ]
    save(draft, columns=columns, unknown=UNKNOWN, by=by)
    use(ScbTemplate.objects.get(pk=draft.pk), by=by)
    upload(owner, _file((*HEADINGS, NEW_HEADING)), replaced=None, by=by)


def _file(headings):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": MADE_UP, "created": MADE_AT.replace(tzinfo=None)})
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        sheet = book.add_worksheet("Deltagare")
        sheet.set_column(0, len(headings) - 1, 24, text)
        sheet.set_column(5, 5, 14)  # hours are numbers
        sheet.write(0, 0, MADE_UP)
        sheet.write_row(2, 0, headings, bold)
        book.add_worksheet("Instruktion").write(0, 0, MADE_UP)
    return uploads.check(ContentFile(out.getvalue()))
