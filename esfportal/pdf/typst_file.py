"""PDF writer: archivable (PDF/A-2a), accessible (PDF/UA-1), the same bytes for the same content."""

import json
from pathlib import Path

from django.conf import settings

from esfportal.pdf.glyphs import FONTS, replace_missing_glyphs
from esfportal.ui.safe_cells import clean

ASSETS = Path(__file__).resolve().parent / "assets"
DOCUMENT = ASSETS / "document.typ"  # facts, sections with tables and texts, places for signatures
STANDARDS = ["a-2a", "ua-1"]


def compile_pdf(content, made_at, template=DOCUMENT):
    """Return the PDF as bytes; TypstError when the standards cannot be met."""
    import typst  # imported late: its threads do not survive a fork

    return typst.compile(
        template,
        root=settings.BASE_DIR,  # templates of apps use the common ones
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]),
        ignore_system_fonts=True,
        format="pdf",
        # Data is passed as JSON and never as source, so that a name cannot be read as markup.
        sys_inputs={"report": json.dumps(content)},
        pdf_standards=STANDARDS,
        # When the content was made, and not now, so that the bytes are reproducible.
        timestamp=made_at,
    )


def clean_texts(value):
    """Clean every text and replace missing glyphs."""
    match value:
        case str():
            return replace_missing_glyphs(clean(value)).replace("\N{NO-BREAK SPACE}", " ")
        case dict():
            # SVG pictures are passed on unchanged.
            cleaned = {key: item if key == "svg" else clean_texts(item) for key, item in value.items()}
            return cleaned | _spaces_kept(value) if "bold" in value else cleaned
        case list() | tuple():
            return [clean_texts(item) for item in value]
    return value


def _spaces_kept(run):
    # A run is a part of a line: the space between it and the next one is its own.
    text, words = run["text"], clean_texts(run["text"])
    return {"text": " " * text.startswith(" ") + words + " " * (words != "" and text.endswith(" "))}
