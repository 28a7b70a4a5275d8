"""A page of the portal on paper: its title and project, who printed it, and sections of texts, charts and tables."""

from functools import cache

from django.http import HttpResponse
from django.template.loader import get_template
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from esfportal.languages import active_language
from esfportal.pdf.typst_file import clean_texts, compile_pdf
from esfportal.ui.formats import date_text
from esfportal.ui.safe_cells import clean


def page_pdf(title, sections, *, project, author, facts, day, by):
    """Return the PDF as bytes, in the language in force. `facts`: [(label, text)] below the title."""
    content = {
        "language": active_language(),
        "title": title,
        "project": project,
        "author": author,
        "made": _("Printed %(day)s by %(name)s") % {"day": date_text(day), "name": str(by)},
        "facts": [{"label": label, "text": text} for label, text in facts],
        "sections": sections,
        "labels": {"page": _("Page"), "of": pgettext("page", "of")},
    }
    return compile_pdf(clean_texts(content), timezone.now().replace(microsecond=0))


def pdf_response(content, name):
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def section(heading, *blocks, intro=""):
    return {"heading": heading, "intro": intro, "blocks": [*blocks]}


def paragraph(text):
    return {"kind": "text", "text": text}


def chart(drawn, mm):
    """Return the block of a picture, so many millimetres high and as wide as the text."""
    return {"kind": "picture", "mm": mm, "drawn": drawn}


def table(columns, rows, title=""):
    """Return the block of a table. `columns`: [(title, width in millimetres or None, whether of numbers)]."""
    described = [{"title": name, "mm": mm, "number": is_number} for name, mm, is_number in columns]
    return {"kind": "table", "title": title, "columns": described, "groups": [], "rows": rows}


def picture(template, alt, **context):
    """Return a picture drawn by the SVG template that the page includes, with its text for those who can't see it."""
    return {"svg": _template(template).render(context), "alt": clean(alt)}


@cache  # a document has several pictures
def _template(name):
    return get_template(name)
