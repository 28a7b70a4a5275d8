"""Pagination of lists."""

from django.core.paginator import Paginator

PAGE_SIZE = 50


def page_of(request, rows, *, size=PAGE_SIZE):
    """Return the page of `rows` that the URL asks for; for an invalid number the nearest page."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
