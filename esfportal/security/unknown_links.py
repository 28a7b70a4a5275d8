"""The answer to a link without an account that is unknown, ended or withdrawn: the same for all, and limited."""

from django.http import HttpResponse

from esfportal.operations.rate_limit import RateLimit

limit = RateLimit(60, seconds=60)  # of one process, for all pages with links


def refused(page: HttpResponse) -> HttpResponse:
    """Return the page with status 404, or 429 if many unknown links were asked for."""
    page.status_code = 404
    if not limit.take():
        page.status_code = 429
        page["Retry-After"] = str(limit.seconds)
    return page
