"""Pagination of lists."""

from django.core.paginator import Paginator

PAGE_SIZE = 50


def page_of(request, rows, *, size=PAGE_SIZE, parameter="page"):
    """Return the page of `rows` that the URL asks for; for an invalid number the nearest page.

    `parameter`: its name in the URL, for the second list of a page.
    """
    page = Paginator(rows, size).get_page(request.GET.get(parameter))
    page.parameter = parameter
    return page
