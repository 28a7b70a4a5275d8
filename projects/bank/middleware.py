"""Middleware of the public pages: the answer depends on the address alone (docs/adr/0175)."""

from esfportal.languages import language_of_path, other_language, path_in_language

# A test compares them with the addresses of the public pages.
PREFIXES = ("/en/", "/p/", "/project-bank/", "/robots.txt", "/sitemap.xml")


class PublicPagesMiddleware:
    # Before sessions and languages, so that no cookie and no header of the browser reaches them. What one
    # visitor was answered may then be kept for all others.
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(PREFIXES):
            return self.get_response(request)
        language = language_of_path(request.path_info)
        request.META.pop("HTTP_COOKIE", None)
        request.COOKIES = {}
        request.META["HTTP_ACCEPT_LANGUAGE"] = language
        request.other_language = path_in_language(request.get_full_path(), other_language(language))
        response = self.get_response(request)
        if "public" in response.headers.get("Cache-Control", ""):
            # Sessions and languages say that the answer depends on the two headers, which they never saw.
            response.headers.pop("Vary", None)
        return response
