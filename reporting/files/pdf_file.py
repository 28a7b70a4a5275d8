"""The report as PDF: archivable (PDF/A-2a), accessible (PDF/UA-1), the same bytes every time.

What the report says is put together in `pdf_content`; how it looks stands in `assets/report.typ`.
The data reach Typst as one JSON text, never as source, so that no name can be taken for markup.
"""

import json
from datetime import UTC, date, datetime, time
from pathlib import Path

from django.utils import translation

from reporting.files.glyphs import FONTS
from reporting.files.pdf_content import content

ASSETS = Path(__file__).resolve().parents[1] / "assets"
STANDARDS = ["a-2a", "ua-1"]


def render(document, language):
    with translation.override(language):
        data = content(document, language)
    return compile_pdf(json.dumps(data), document.ends_on)


def compile_pdf(data, ends_on, template="report.typ"):
    """Set the PDF. data: the content as JSON; ends_on: the day that stands in the file for when
    it was made; template: a file of ASSETS. TypstError when the standards cannot be met."""
    import typst  # loaded only where a PDF is made: its threads do not survive a fork

    return typst.compile(
        ASSETS / template,
        root=ASSETS,
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"report": data},
        pdf_standards=STANDARDS,
        timestamp=datetime.combine(date.fromisoformat(ends_on), time(), UTC),
    )
