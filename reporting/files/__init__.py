"""Report files in PDF, CSV and XLSX."""

from importlib import import_module

KINDS = {
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LANGUAGES = ("sv", "en")


def render(document, kind, language="sv"):
    """Return the file as bytes; ValueError for another kind or language."""
    if kind not in KINDS or language not in LANGUAGES:
        raise ValueError(f"No report as {kind!r} in {language!r}.")
    return import_module(f"reporting.files.{kind}_file").render(document, language)
