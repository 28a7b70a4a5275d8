"""The Content-Security-Policy: what a page may load, and where browsers report what they refused."""

from django.utils.csp import CSP


def directives(reports: str, *, with_tls: bool) -> dict[str, list[str] | None]:
    """Return SECURE_CSP; `reports` is the address that browsers report to."""
    return {
        "default-src": [CSP.NONE],
        "script-src": [CSP.SELF],
        "style-src": [CSP.SELF],
        "img-src": [CSP.SELF],
        "font-src": [CSP.SELF],
        "connect-src": [CSP.SELF],
        "manifest-src": [CSP.SELF],
        "object-src": [CSP.NONE],
        "form-action": [CSP.SELF],
        "base-uri": [CSP.NONE],
        "frame-ancestors": [CSP.NONE],
        "report-uri": [reports],
        "report-to": ["policy"] if with_tls else None,  # browsers use it over TLS only, instead of report-uri
    }
