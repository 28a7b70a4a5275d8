"""Secret of an authenticator app as text and QR code."""

from io import BytesIO

import qrcode
from allauth.mfa.adapter import get_adapter
from qrcode.image.svg import SvgPathImage

GROUP = 4


def group_characters(secret):
    """Group by four: "ABCD EFGH"."""
    return " ".join(secret[start : start + GROUP] for start in range(0, len(secret), GROUP))


def qr_code_svg(user, secret):
    code = qrcode.QRCode(image_factory=SvgPathImage, box_size=20, border=4)
    code.add_data(get_adapter().build_totp_url(user, secret))
    buffer = BytesIO()
    code.make_image().save(buffer)
    return buffer.getvalue()
