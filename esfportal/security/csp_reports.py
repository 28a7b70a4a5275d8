"""Receive the browsers' reports of violations of the content security policy (CSP), and log them."""

# A report comes from anyone and says which page a user viewed. So the log gets only the directive, the
# origin that was blocked and the page's route, never its address: that identifies a project or a person.

import json
import logging
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from esfportal.operations.rate_limit import RateLimit

MAX_BYTES = 32 * 1024  # bytes
MAX_REPORTS = 10  # logged from one request
LINES_PER_MINUTE = 60  # of one process
TYPES = ("application/csp-report", "application/reports+json")
UNKNOWN = "unknown"
DIRECTIVE = re.compile(r"[a-z]{2,15}(-[a-z]{2,9}){0,4}")
HOST = re.compile(r"[a-z0-9.-]{1,100}")
# Browsers send these keywords instead of an address.
KEYWORDS = frozenset(
    {"inline", "eval", "self", "data", "blob", "wasm-eval", "trusted-types-sink", "filesystem"}
)

logger = logging.getLogger(__name__)


limit = RateLimit(LINES_PER_MINUTE, 60)


@csrf_exempt
@login_not_required
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Log what a browser reports. Answer 204 also when the report was not understood."""
    if request.content_type not in TYPES:
        return HttpResponse(status=415)
    body = request.read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        return HttpResponse(status=413)
    for line in log_lines(body):
        if not limit.take():
            return HttpResponse(status=429, headers={"Retry-After": str(limit.seconds)})
        logger.warning("The content security policy stopped %s", line)
    return HttpResponse(status=204)


def log_lines(body: bytes) -> list[str]:
    """Return one log line for each report in the body, in the old or the new format."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):  # bytes that are not text raise ValueError, too
        return []
    reports = content if isinstance(content, list) else [content]
    return [log_line(report) for report in reports[:MAX_REPORTS] if isinstance(report, dict)]


def log_line(report: Mapping[str, Any]) -> str:
    inner = report.get("csp-report", report.get("body"))
    inner = inner if isinstance(inner, dict) else {}

    def first(*names: str) -> str:
        return next((inner[name] for name in names if isinstance(inner.get(name), str)), "")

    directive = first("effective-directive", "effectiveDirective", "violated-directive")
    return (
        f"{_directive(directive)}: {_origin(first('blocked-uri', 'blockedURL'))}"
        f" on {_kind_of_page(first('document-uri', 'documentURL'))}"
    )


def _directive(text: str) -> str:
    word = text.partition(" ")[0]  # older browsers write the directive's values behind it
    return word if DIRECTIVE.fullmatch(word) else UNKNOWN


def _origin(text: str) -> str:
    """Return a keyword, a scheme and host, or a scheme. Never a path."""
    if text in KEYWORDS:
        return text
    parts = _split(text)
    if parts is None or not re.fullmatch(r"[a-z][a-z0-9+-]{0,20}", parts.scheme):
        return UNKNOWN
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https", "ws", "wss"):
        return f"{parts.scheme}:"
    return f"{parts.scheme}://{host}" if HOST.fullmatch(host) else UNKNOWN


def _kind_of_page(text: str) -> str:
    parts = _split(text)
    try:
        return resolve(parts.path).route or "/" if parts else UNKNOWN
    except Resolver404:
        return UNKNOWN


def _split(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text)
        parts.hostname  # noqa: B018  (raises ValueError when it is malformed)
    except ValueError:
        return None
    return parts
