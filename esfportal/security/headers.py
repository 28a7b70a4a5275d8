"""Middleware that sets the security headers of every response (docs/adr/0087)."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.csp import CSP, build_policy

# Browser features. The portal needs passkeys only.
FEATURES = (
    "accelerometer",
    "autoplay",
    "bluetooth",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "clipboard-write",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)
PASSKEYS = ("publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS_POLICY = ", ".join(f"{feature}=({'self' if feature in PASSKEYS else ''})" for feature in FEATURES)

# A URL with a secret must not be sent as referrer, not even to another page of the portal.
# (With `no-referrer` the browser sends `Origin: null` with the page's form, and the CSRF check fails.)
SECRETS_IN_ADDRESSES = frozenset({"key", "token", "secret", "uidb36", "uidb64"})
SECRET_REFERRER_POLICY = "strict-origin"  # noqa: S105  (a policy)

CLEAR_SITE_DATA = '"cache", "storage"'


class HeadersMiddleware:
    # The first middleware, so that redirects, errors and health checks get the headers, too.
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.everywhere = {
            str(CSP.HEADER_ENFORCE): build_policy(settings.SECURE_CSP),
            "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": PERMISSIONS_POLICY,
            "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
            "Reporting-Endpoints": f'policy="{settings.POLICY_REPORTS}"',
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": settings.X_FRAME_OPTIONS,
        }

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if has_secret_address(request):
            response.headers["Referrer-Policy"] = SECRET_REFERRER_POLICY
        for name, value in self.everywhere.items():
            response.headers.setdefault(name, value)  # a view may set a stricter policy
        # A response that may be cached says `public` itself, as static files do.
        if "public" not in response.headers.get("Cache-Control", ""):
            patch_cache_control(response, private=True, no_store=True)
        if ends_session(response):
            response.headers["Clear-Site-Data"] = CLEAR_SITE_DATA
        return response


def has_secret_address(request: HttpRequest) -> bool:
    match = getattr(request, "resolver_match", None)
    return match is not None and not SECRETS_IN_ADDRESSES.isdisjoint(match.kwargs)


def ends_session(response: HttpResponse) -> bool:
    cookie = response.cookies.get(settings.SESSION_COOKIE_NAME)
    return cookie is not None and cookie["max-age"] == 0
