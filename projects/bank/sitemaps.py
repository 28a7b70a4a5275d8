"""Sitemap of the public pages, each in both languages."""

from types import SimpleNamespace
from urllib.parse import urlsplit

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from esfportal.languages import path_in_language
from projects.bank import querysets
from projects.bank.public_pages import LANGUAGES, absolute


class PublicPages(Sitemap):
    i18n = alternates = True
    languages = LANGUAGES

    def items(self):
        slugs = querysets.slugs()
        return [reverse("bank:list"), *(reverse("bank:project", args=[slug]) for slug in slugs)]

    def location(self, item):
        return path_in_language(item)


def addresses_of_pages():
    portal = urlsplit(absolute("/"))
    if not portal.netloc:  # a sitemap has whole addresses only
        return []
    return PublicPages().get_urls(site=SimpleNamespace(domain=portal.netloc), protocol=portal.scheme)
