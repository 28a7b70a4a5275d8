"""Report files in PDF, CSV and XLSX."""

from reporting.reports.files import csv_file, pdf_file, xlsx_file

KINDS = {
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LANGUAGES = ("sv", "en")
RENDERERS = {"pdf": pdf_file.render, "csv": csv_file.render, "xlsx": xlsx_file.render}


def render(document, kind, language="sv"):
    """Return the file as bytes; ValueError for another kind or language."""
    if kind not in RENDERERS or language not in LANGUAGES:
        raise ValueError(f"No report as {kind!r} in {language!r}.")
    # Call this in the process that does the work: the PDF's threads do not survive a fork.
    return RENDERERS[kind](document, language)
