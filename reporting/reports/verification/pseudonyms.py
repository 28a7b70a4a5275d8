"""Pseudonyms: constant within one report, different between reports."""

import base64
import hmac

from django.conf import settings

PURPOSE = b"esfportal: code of a person in a report's evidence, 1"
HALF = 5


def pseudonym(report, participation_pk):
    """Return the pseudonym: ten letters and digits, "K7Q2M-XWPD4"."""
    key = hmac.digest(settings.INDEX_KEY, PURPOSE, "sha256")  # a derived key for this purpose only
    # A keyed hash: without the key a code leads to no person and links no two reports.
    mac = hmac.digest(key, f"{report.public_id}:{participation_pk}".encode(), "sha256")
    letters = base64.b32encode(mac).decode()
    return f"{letters[:HALF]}-{letters[HALF : 2 * HALF]}"


def keys_by_pseudonym(report):
    """Return {code: primary key} in the order of the codes."""
    # An order by registration or name would reveal something about both.
    return dict(sorted((pseudonym(report, pk), pk) for pk in report.counted_participations or []))
