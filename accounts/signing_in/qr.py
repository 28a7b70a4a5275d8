"""The secret of an app as people and telephones read it."""

from io import BytesIO

import qrcode
from allauth.mfa.adapter import get_adapter
from qrcode.image.svg import SvgPathImage

GROUP = 4


def group_characters(secret):
    """Letters in fours, as one types them: "ABCD EFGH"."""
    return " ".join(secret[start : start + GROUP] for start in range(0, len(secret), GROUP))


def qr_code_svg(user, secret):
    """The QR code as SVG, for an app to read."""
    code = qrcode.QRCode(image_factory=SvgPathImage, box_size=20, border=4)
    code.add_data(get_adapter().build_totp_url(user, secret))
    buffer = BytesIO()
    code.make_image().save(buffer)
    return buffer.getvalue()
