"""Made-up attachments of the demo's reports, without personal data."""

import io
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter
from django.core.files.base import ContentFile

from esfportal.files import uploads
from esfportal.pdf.glyphs import FONTS
from reporting.reports.attachments.actions import add_attachment

SOURCE = Path(__file__).with_name("evaluation.typ")
MADE_AT = datetime(2026, 1, 15, 9, tzinfo=UTC)  # fixed, so that the files always have the same checksums
MEETINGS = (
    ("Vecka", "Kommun", "Aktivitet", "Platser"),
    (2, "Gävle", "Språkspåret, grupp 1", 12),
    (3, "Hofors", "Vägvisaren, informationsträff", 20),
    (5, "Sandviken", "Jobbnära, kursstart", 15),
    (6, "Sandviken", "Kvinnokraft, kursstart", 15),
    (9, "Gävle", "Träff med arbetsgivare", 40),
)


def attach_files(report, *, by):
    """Attach a PDF and a workbook to a draft that was just created."""
    for title, name, content in (
        ("Delrapport från utvärderingen", "delrapport-utvardering.pdf", _evaluation()),
        ("Aktiviteter under kvartalet", "aktiviteter.xlsx", _activities()),
    ):
        file = uploads.check(ContentFile(content))
        add_attachment(report=report, file=file, name=name, kind=file.kind, title=title, by=by)


def _evaluation():
    import typst  # imported late: its threads do not survive a fork

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.compile(SOURCE, font_paths=fonts, ignore_system_fonts=True, format="pdf", timestamp=MADE_AT)


def _activities():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        workbook.set_properties(
            {"title": "Aktiviteter under kvartalet", "created": MADE_AT.replace(tzinfo=None)}
        )
        sheet = workbook.add_worksheet("Aktiviteter")
        bold = workbook.add_format({"bold": True})
        sheet.set_column(0, 3, 24)
        for number, row in enumerate(MEETINGS):
            sheet.write_row(number, 0, row, None if number else bold)
    return out.getvalue()
