"""Frozen content of a certificate: its rows and sums, its checksum, and what differs between versions."""

import hashlib
import json
import secrets
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from participants.attendance.hours import reported_hours

WHOLE = "whole"  # the rounding of certificates that say nothing of it

Content = dict[str, Any]
Row = dict[str, Any]


class Change(NamedTuple):
    """A row that differs between two versions; `before` or `after` is None for one that was added or removed."""

    before: Row | None
    after: Row | None


def content_of(about: dict[str, str], attendances: Iterable[Any], benefits: Iterable[Any] = ()) -> Content:
    """Return what the certificate says: who and where, benefits, one row for each session, and the month's sums."""
    rows = [_row(each) for each in attendances]
    rows.sort(key=lambda row: (row["day"], row["from"], row["activity"]))
    return {
        **about,
        "benefits": [_benefit(each) for each in benefits],
        "rows": rows,
        "minutes": sum(row["minutes"] for row in rows),
        "project_minutes": sum(row["minutes"] for row in rows if row["project_time"]),
        # Without it a reader of the checksum could try names and hours until one fits.
        "salt": secrets.token_hex(16),
    }


def _row(attendance: Any) -> Row:
    session = attendance.session
    return {
        "day": session.held_on.isoformat(),
        "from": f"{session.starts_at:%H:%M}",
        "to": f"{session.ends_at:%H:%M}",
        "activity": session.activity.name,
        "project_time": session.activity.is_project_time,
        "state": attendance.state,  # without the reason for an absence, which may be illness
        "minutes": attendance.minutes,
    }


def _benefit(period: Any) -> Row:
    ends_on = period.ends_on.isoformat() if period.ends_on else ""
    return {"kind": period.kind, "extent": period.extent, "from": period.starts_on.isoformat(), "to": ends_on}


def to_json(content: Content) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(content: Content) -> str:
    return hashlib.sha256(to_json(content).encode()).hexdigest()


def hours_of(content: Content) -> Decimal:
    """Return the hours that are reported of the month."""
    return reported_hours(content["project_minutes"], content.get("rounding", WHOLE))


def changes(before: Content, after: Content) -> list[Change]:
    """Return the rows that differ, by day and time."""
    old, new = ({_key(row): row for row in content["rows"]} for content in (before, after))
    keys = sorted(old.keys() | new.keys())
    return [Change(old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key)]


def _key(row: Row) -> tuple[str, str, str]:
    return row["day"], row["from"], row["activity"]
