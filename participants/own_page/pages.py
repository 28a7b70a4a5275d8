"""Context of an own page, and the QR code of its link."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

import qrcode
from django.utils import timezone

from participants.attendance.models import Session
from participants.own_page.access import coming_sessions

DAYS_AHEAD = 14


@dataclass(frozen=True)
class Day:
    day: date
    sessions: list[Session]


def home_context(participation):
    today = timezone.localdate()
    sessions = coming_sessions(participation, today, today + timedelta(days=DAYS_AHEAD - 1))
    days = [Day(day, list(rows)) for day, rows in groupby(sessions, key=lambda each: each.held_on)]
    return {"days": days, "project": participation.project}


def qr_path(address):
    """Return the QR code as an SVG path, and the length of its side."""
    code = qrcode.QRCode(border=4)
    code.add_data(address)
    rows = code.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark
    )
    return path, len(rows)
