"""QR codes as SVG paths: a page draws them without a script or an image of another address."""

from typing import NamedTuple

import qrcode


class QrCode(NamedTuple):
    path: str  # in SVG
    side: int


def qr_path(text: str) -> QrCode:
    # Readers take each of the eight masks; comparing them takes six times as long as drawing one.
    code = qrcode.QRCode(border=4, mask_pattern=2)
    code.add_data(text)
    rows = code.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark
    )
    return QrCode(path, len(rows))
