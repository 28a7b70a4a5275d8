"""The report as PDF."""

from pathlib import Path

from django.utils import translation

from esfportal.pdf.typst_file import compile_pdf
from reporting.reports.files.pdf_content import content
from reporting.reports.files.typed_values import moment_made

TEMPLATE = Path(__file__).resolve().parents[1] / "assets" / "report.typ"


def render(document, language):
    with translation.override(language):
        data = content(document, language)
    return compile_pdf(data, moment_made(document), TEMPLATE)
