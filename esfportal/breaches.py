"""Where browsers report that a page broke the content security policy.

A report comes from anybody, and tells of pages that somebody looked at. The log gets one line of what
helps to find the fault and of nothing else: the directive, the origin of what was stopped, and which
kind of page it was. Never an address: that names a project, and behind it a person.
"""

import json
import logging
import re
import threading
import time
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

LARGEST = 32 * 1024  # bytes
MOST_IN_ONE = 10  # reports that one request may carry to the log
A_MINUTE = 60  # lines a process writes at most in as many seconds
TYPES = ("application/csp-report", "application/reports+json")
UNKNOWN = "unknown"
DIRECTIVE = re.compile(r"[a-z]{2,15}(-[a-z]{2,9}){0,4}")
HOST = re.compile(r"[a-z0-9.-]{1,100}")
# What browsers write instead of an address.
WORDS = frozenset({"inline", "eval", "self", "data", "blob", "wasm-eval", "trusted-types-sink", "filesystem"})

logger = logging.getLogger(__name__)


class Limit:
    """At most so many in so many seconds, in this process; `take()` says whether there is one left."""

    def __init__(self, most, seconds):
        self.most, self.seconds = most, seconds
        self.lock = threading.Lock()
        self.begun, self.taken = 0.0, 0

    def take(self):
        with self.lock:
            now = time.monotonic()
            if now - self.begun >= self.seconds:
                self.begun, self.taken = now, 0
            self.taken += 1
            return self.taken <= self.most


limit = Limit(A_MINUTE, 60)


@csrf_exempt
@login_not_required
@require_POST
def receive(request):
    """Log what a browser reports; 204 whether or not it was understood, 413 and 415 for what is no report."""
    if request.content_type not in TYPES:
        return HttpResponse(status=415)
    body = request.read(LARGEST + 1)
    if len(body) > LARGEST:
        return HttpResponse(status=413)
    for line in lines_of(body):
        if not limit.take():
            return HttpResponse(status=429, headers={"Retry-After": str(limit.seconds)})
        logger.warning("The content security policy stopped %s", line)
    return HttpResponse(status=204)


def lines_of(body):
    """What a body of either format tells, one line a report; none for what is not understood."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):  # bytes that are no text are a ValueError, too
        return []
    reports = told if isinstance(told, list) else [told]
    return [line_of(report) for report in reports[:MOST_IN_ONE] if isinstance(report, dict)]


def line_of(report):
    inner = report.get("csp-report", report.get("body"))
    inner = inner if isinstance(inner, dict) else {}

    def first(*names):
        return next((inner[name] for name in names if isinstance(inner.get(name), str)), "")

    directive = first("effective-directive", "effectiveDirective", "violated-directive")
    return (
        f"{_directive(directive)}: {_origin(first('blocked-uri', 'blockedURL'))}"
        f" on {_kind_of_page(first('document-uri', 'documentURL'))}"
    )


def _directive(text):
    word = text.partition(" ")[0]  # older browsers write the directive's values behind it
    return word if DIRECTIVE.fullmatch(word) else UNKNOWN


def _origin(text):
    """`inline`, `https://host`, `chrome-extension:`; never a path."""
    if text in WORDS:
        return text
    parts = _split(text)
    if parts is None or not re.fullmatch(r"[a-z][a-z0-9+-]{0,20}", parts.scheme):
        return UNKNOWN
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https", "ws", "wss"):
        return f"{parts.scheme}:"
    return f"{parts.scheme}://{host}" if HOST.fullmatch(host) else UNKNOWN


def _kind_of_page(text):
    """The route of a page's address, as in `projects/<slug:slug>/money/`."""
    parts = _split(text)
    try:
        return resolve(parts.path).route or "/" if parts else UNKNOWN
    except Resolver404:
        return UNKNOWN


def _split(text):
    try:
        parts = urlsplit(text)
        parts.hostname  # noqa: B018  (reading it tells whether it is one)
    except ValueError:
        return None
    return parts
