"""Colleagues who are writing a report just now, each in one section: kept in the cache for two minutes."""

import time
from dataclasses import dataclass

from django.core.cache import cache

from accounts.models import User

KEPT = 120  # seconds since the last sign of writing


@dataclass(frozen=True)
class Writer:
    name: str
    heading: str  # of the section


def note_writer(report, user, key):
    """Note that the user is writing the section with this key."""
    # Two who write at the same moment may overwrite one another's note. The next sign of writing restores it.
    found = _writing(report)
    found[str(user.pk)] = [key, time.time()]
    cache.set(_cache_key(report), found, KEPT)


def other_writers(report, user, texts):
    """Return the colleagues who are writing; `texts` are those of the report."""
    writing = {int(pk): key for pk, (key, _at) in _writing(report).items() if int(pk) != user.pk}
    if not writing:
        return []
    headings = {text.section.key: text.section.heading for text in texts}
    users = User.objects.filter(pk__in=writing).order_by("full_name")
    return [
        Writer(each.full_name, headings[writing[each.pk]]) for each in users if writing[each.pk] in headings
    ]


def _writing(report):
    since = time.time() - KEPT
    found = cache.get(_cache_key(report)) or {}
    return {pk: [key, at] for pk, (key, at) in found.items() if at > since}


def _cache_key(report):
    return f"report-writers-{report.pk}"
