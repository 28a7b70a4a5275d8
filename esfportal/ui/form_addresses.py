"""Lead a browser from an address that only takes forms to the page above it."""

from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import Resolver404, resolve


class FormAddressMiddleware:
    # A button's page has such an address: it is opened again after a change of language or a
    # sign-in, and a browser would show an empty page.
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and _shows_a_page(request):
            return redirect(_page_above(request.path))
        return response


def _shows_a_page(request):
    is_navigation = "text/html" in request.headers.get("Accept", "") and not request.htmx
    return request.method in ("GET", "HEAD") and is_navigation


def _page_above(path):
    while path != "/":
        path = path.rstrip("/").rpartition("/")[0] + "/"
        try:
            resolve(path)
        except Resolver404:
            continue
        return path
    return path
