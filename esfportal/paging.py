"""Lists in pages of fifty."""

from django.core.paginator import Paginator

PAGE_SIZE = 50


def page_of(request, rows, *, size=PAGE_SIZE):
    """The page of `rows` that the address asks for; a page that is not there gives the nearest."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
