"""Read ESFPORTAL_FILES_URL and ESFPORTAL_CLAMD_URL.

s3://KEY:SECRET@HOST[:PORT]/BUCKET[/PREFIX][?region=NAME][&tls=0][&addressing=virtual]
tcp://HOST[:PORT] or unix:///PATH
"""

from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

FORM = "Write s3://KEY:SECRET@HOST/BUCKET, key and secret percent-encoded (docs/operations.md)."
# tls=0 is for a store on the same machine or a closed network.
OPTIONS = {"region": None, "tls": ("0", "1"), "addressing": ("path", "virtual")}


def storage(url, *, timeout):
    """Return an entry of STORAGES: files lie in a folder if there is no URL."""
    if not url:
        return {"BACKEND": "esfportal.files.folder.FolderStorage"}
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        raise _wrong("is not an address") from None
    # The value is never quoted in a message: the secret is part of it.
    if parts.scheme != "s3":
        raise _wrong("does not begin with s3://")
    if not parts.username or not parts.password:
        raise _wrong("has no key and secret")
    bucket, _slash, prefix = unquote(parts.path).strip("/").partition("/")
    if not parts.hostname or not bucket:
        raise _wrong("names no host and bucket")
    given = _options(parts.query)
    scheme = "http" if given.get("tls") == "0" else "https"
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return {
        "BACKEND": "esfportal.files.object_store.ObjectStore",
        "OPTIONS": {
            "endpoint_url": f"{scheme}://{host}{port}",
            "access_key": unquote(parts.username),
            "secret_key": unquote(parts.password),
            "bucket_name": bucket,
            "location": prefix,
            "region_name": given.get("region", "us-east-1"),  # most stores of one's own ignore it
            "addressing": given.get("addressing", "path"),
            "timeout": timeout,  # seconds for one answer
        },
    }


def _options(query):
    given = dict(parse_qsl(query, keep_blank_values=True))
    for name, value in given.items():
        if name not in OPTIONS or (OPTIONS[name] and value not in OPTIONS[name]):
            raise _wrong(f"has an option that is not known ({name})")
    return given


def _wrong(fault):
    return ImproperlyConfigured(f"ESFPORTAL_FILES_URL {fault}. {FORM}")


def clamd_address(url):
    """Return (host, port) or the path of the socket of the antivirus service, None without a URL."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or 3310
    except ValueError:
        parts = None
    if parts and parts.scheme == "tcp" and host and not parts.path.strip("/"):
        return host, port
    if parts and parts.scheme == "unix" and not host and parts.path:
        return parts.path
    raise ImproperlyConfigured("ESFPORTAL_CLAMD_URL is neither tcp://HOST:PORT nor unix:///PATH.")
