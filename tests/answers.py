import io
import re

from pypdf import PdfReader


def content_of(response):
    """Return the body of an answer, also of one that is streamed, as often as it is asked for."""
    if not response.streaming:
        return response.content
    if not hasattr(response, "content_read"):
        response.content_read = response.getvalue()
    return response.content_read


def compact_html(response):
    """Return the page without line breaks, and without spaces next to tags."""
    return re.sub(r"\s*(<[^>]+>)\s*", r"\1", " ".join(content_of(response).decode().split()))


def outside_tags(html):
    """Return the text of a page without its tags: the keys and tokens in them have any digits, by chance."""
    return re.sub(r"<[^>]+>", " ", html)


def pdf_text(response):
    """Return the text of a PDF, with a space where the file has any white space."""
    assert response["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(content_of(response))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
