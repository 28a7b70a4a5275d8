"""PDF writer: archivable (PDF/A-2a), accessible (PDF/UA-1), the same bytes for the same figures."""

import json
from pathlib import Path

from django.utils import translation

from reporting.reports.files.glyphs import FONTS
from reporting.reports.files.pdf_content import content
from reporting.reports.files.typed_values import moment_made

ASSETS = Path(__file__).resolve().parents[1] / "assets"
STANDARDS = ["a-2a", "ua-1"]


def render(document, language):
    with translation.override(language):
        data = content(document, language)
    return compile_pdf(json.dumps(data), moment_made(document))


def compile_pdf(data, made_at, template="report.typ"):
    """Return the PDF as bytes; TypstError when the standards cannot be met."""
    import typst  # imported late: its threads do not survive a fork

    return typst.compile(
        ASSETS / template,
        root=ASSETS,
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]),
        ignore_system_fonts=True,
        format="pdf",
        # Data is passed as JSON and never as source, so that a name cannot be read as markup.
        sys_inputs={"report": data},
        pdf_standards=STANDARDS,
        # When the content was made, and not now, so that the bytes are reproducible.
        timestamp=made_at,
    )
