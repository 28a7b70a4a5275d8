"""Report files in PDF, CSV and XLSX."""

from esfportal.files.kinds import MEDIA_TYPES
from esfportal.files.table_files import CONTENT_TYPES
from reporting.reports.files import csv_file, pdf_file, xlsx_file

KINDS = {"pdf": MEDIA_TYPES["pdf"], **CONTENT_TYPES}
LANGUAGES = ("sv", "en")
RENDERERS = {"pdf": pdf_file.render, "csv": csv_file.render, "xlsx": xlsx_file.render}


def render(document, kind, language="sv"):
    """Return the file as bytes; ValueError for another kind or language."""
    if kind not in RENDERERS or language not in LANGUAGES:
        raise ValueError(f"No report as {kind!r} in {language!r}.")
    # Call this in the process that does the work: the PDF's threads do not survive a fork.
    return RENDERERS[kind](document, language)
