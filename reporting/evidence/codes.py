"""What a person is called in a report's evidence: the same in one report, another in every other."""

import base64
import hmac

from django.conf import settings

PURPOSE = b"esfportal: code of a person in a report's evidence, 1"
HALF = 5


def code_of(report, participation_pk):
    """Ten letters and digits, "K7Q2M-XWPD4". Without the key nobody makes a person of them, or finds
    the same person in two reports."""
    key = hmac.digest(settings.INDEX_KEY, PURPOSE, "sha256")  # this purpose's own
    mac = hmac.digest(key, f"{report.public_id}:{participation_pk}".encode(), "sha256")
    letters = base64.b32encode(mac).decode()
    return f"{letters[:HALF]}-{letters[HALF : 2 * HALF]}"


def by_code(report):
    """{code: primary key} of everybody whom the report counts, in the order of the codes: an order by
    registration or name would tell of both."""
    return dict(sorted((code_of(report, pk), pk) for pk in report.counted or []))
