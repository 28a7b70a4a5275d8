"""Forms kept over a lost session: what was typed, encrypted in the session for its user alone (ADR 98)."""

from base64 import b64decode, b64encode
from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django import forms
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from esfportal.security.encryption import Unreadable, decrypt, encrypt

OWNER = "form-owner"  # the hidden field of each form
SESSION_KEY = "kept_form"
PURPOSE = "kept form"
LIFETIME = timedelta(minutes=30)
MAX_SIZE = 100_000  # bytes
NEVER_KEPT = (OWNER, "csrfmiddlewaretoken")

_signer = Signer(salt="esfportal.kept_forms")


class Owner(NamedTuple):
    """A form's user, class, language and page."""

    user: str
    form: str
    language: str
    page: str  # a path with its query


def owner_token(request: HttpRequest, form: forms.BaseForm) -> str:
    """Return the signed owner for the hidden field, or ""."""
    match = request.resolver_match
    # Forms about signing in have no namespace, and what they ask for is never kept.
    if not request.user.is_authenticated or match is None or not match.app_names:
        return ""
    if any(_is_secret(field.widget) for field in form.fields.values()):
        return ""
    owner = Owner(str(request.user.pk), type(form).__name__, get_language() or "", _page_of(request))
    return _signer.sign_object(list(owner))


def keep(request: HttpRequest, *, path: str = "") -> Owner | None:
    """Keep what a form has sent, for its page or the one at `path`; return its owner, None if it can't be kept."""
    owner = _owner(request)
    if owner is None or request.FILES or not _is_sent_from_a_page(request):
        return None
    if request.user.is_authenticated and str(request.user.pk) != owner.user:
        return None
    data = request.POST.copy()
    for name in NEVER_KEPT:
        data.pop(name, None)
    content = data.urlencode().encode()
    if len(content) > MAX_SIZE:
        return None
    path = path or urlsplit(owner.page).path
    encrypted, version = encrypt(PURPOSE, _bound_to(owner.user, owner.form, path), content)
    request.session[SESSION_KEY] = {
        "user": owner.user,
        "form": owner.form,
        "path": path,
        "content": b64encode(encrypted).decode(),
        "version": version,
        "until": (timezone.now() + LIFETIME).timestamp(),
    }
    return owner


def page_of_form(request: HttpRequest) -> str:
    """Return the address of the page of a sent form, or ""."""
    owner = _owner(request)
    return owner.page if owner and _is_sent_from_a_page(request) else ""


def restore(request: HttpRequest, form: forms.BaseForm) -> bool:
    """Fill the form in with what is kept for it; return whether anything is."""
    kept = request.session.get(SESSION_KEY)
    if not kept or request.method != "GET" or request.htmx or not request.user.is_authenticated:
        return False
    if kept["user"] != str(request.user.pk) or kept["until"] < timezone.now().timestamp():
        del request.session[SESSION_KEY]
        return False
    if form.is_bound or (kept["form"], kept["path"]) != (type(form).__name__, request.path):
        return False
    # Shown once: it is on the page from now on, and need not be stored.
    del request.session[SESSION_KEY]
    bound_to = _bound_to(kept["user"], kept["form"], kept["path"])
    try:
        content = decrypt(PURPOSE, bound_to, b64decode(kept["content"]), kept["version"])
    except Unreadable:  # the key was rotated out
        return False
    _bind(form, QueryDict(content))
    return True


def _bind(form: Any, data: QueryDict) -> None:
    # The view has decided already, so a form that is filled in here is shown and never saved.
    form.data, form.is_bound, form._errors = data, True, None
    # Of a form with a version, which may have compared already.
    for name in ("differences", "_changed", "outdated_rows"):
        form.__dict__.pop(name, None)


def _owner(request: HttpRequest) -> Owner | None:
    try:
        return Owner(*_signer.unsign_object(request.POST.get(OWNER, "")))
    except BadSignature:
        return None


def _is_sent_from_a_page(request: HttpRequest) -> bool:
    if getattr(request, "htmx", False):  # a part of a page, whose form is still open in the browser
        return False
    return url_has_allowed_host_and_scheme(
        request.headers.get("referer", ""),
        allowed_hosts={request.get_host()},
        require_https=request.is_secure(),
    )


def _page_of(request: HttpRequest) -> str:
    # A form that was not valid is shown again at the address that it was sent to, which may have no page.
    owner = _owner(request) if request.method == "POST" else None
    return owner.page if owner else request.get_full_path()


def _is_secret(widget: forms.Widget) -> bool:
    return (
        isinstance(widget, forms.PasswordInput)
        or widget.attrs.get("autocomplete") == "one-time-code"
        or widget.needs_multipart_form
    )


def _bound_to(user: str, form: str, path: str) -> str:
    return f"{user}:{form}:{path}"
