"""A calendar in the format iCalendar (RFC 5545), of planned sessions and nothing about participants."""

import hashlib
from dataclasses import astuple, dataclass
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from icalendar import Calendar, Event

READ_EVERY = timedelta(hours=4)  # what calendar programs are asked for
PRODUCT = "-//esfportal//sessions//SV"


@dataclass(frozen=True)
class Entry:
    """A session as calendars have it. The reason of a cancellation is left out: it may be about a person."""

    key: int
    name: str
    place: str
    starts: datetime
    ends: datetime
    is_cancelled: bool
    version: int  # grows with each change, also of the activity
    changed: datetime
    page: str

    @classmethod
    def of(cls, session, moved, described):
        def at(time):
            return timezone.make_aware(datetime.combine(session.held_on, time)).astimezone(UTC)

        return cls(
            key=session.pk,
            name=session.activity.name,
            place=session.shown_place,
            starts=at(session.starts_at),
            ends=at(session.ends_at),
            is_cancelled=session.is_cancelled,
            version=moved[0] + described[0],
            changed=max(moved[1], described[1]).astimezone(UTC),
            page=session.activity.get_absolute_url(),
        )


def etag_of(entries, domain):
    """Return the ETag of the calendar with these entries, before it is written."""
    rows = repr([domain, *(astuple(entry) for entry in entries)])
    return f'"{hashlib.sha256(rows.encode()).hexdigest()}"'


def calendar_file(entries, *, domain, address):
    """Return the calendar as bytes. `domain`: of the identifiers; `address(path)`: the full address of a page."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "esfportal")
    calendar.add("refresh-interval", READ_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    for entry in entries:
        calendar.add_component(_event(entry, domain, address))
    return calendar.to_ical()


def _event(entry, domain, address):
    event = Event()
    event.add("uid", f"session-{entry.key}@{domain}")
    event.add("sequence", entry.version)
    event.add("dtstamp", entry.changed)
    # In UTC, so that no rules of summer time are needed.
    event.add("dtstart", entry.starts)
    event.add("dtend", entry.ends)
    event.add("summary", entry.name)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    if entry.place:
        event.add("location", entry.place)
    if page := address(entry.page):
        event.add("url", page)
    return event
