"""Show the page "record locked" (403) for RecordLocked."""

from django.utils.cache import add_never_cache_headers

from participants.register.access import RecordLocked
from participants.register.pages.responses import locked_page


class RecordLockedMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Without this middleware RecordLocked is a plain 403.
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, RecordLocked):
            return None
        response = locked_page(request, exception.participation, may_open=exception.may_open)
        add_never_cache_headers(response)
        return response
