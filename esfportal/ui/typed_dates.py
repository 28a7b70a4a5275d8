"""Read dates as people write them in Swedish and English."""

import re
import unicodedata
from datetime import date

from django.utils import timezone

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb febr",
            "mars march mar",
            "april apr",
            "maj may",
            "juni june jun",
            "juli july jul",
            "augusti august aug",
            "september sep sept",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th|:a|:e)\b")
SEPARATOR = r"\s*[-./\s]\s*"
SHAPES = tuple(
    re.compile(shape.replace("~", SEPARATOR))
    for shape in (
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
        r"(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)",
        r"(?P<year>\d{4})~(?P<month>\d{1,2})~(?P<day>\d{1,2})",
        r"(?P<year>\d\d)-(?P<month>\d\d)-(?P<day>\d\d)",
        r"(?P<day>\d{1,2})~(?P<month>\d{1,2})~(?P<year>\d{4})",
        r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})~(?P<year>\d\d)",
        r"(?:den )?(?P<day>\d{1,2})~(?P<name>[a-z]+)\.?,?~(?P<year>\d{4})",
        r"(?P<name>[a-z]+)\.?~(?P<day>\d{1,2}),?~(?P<year>\d{4})",
        r"(?P<year>\d{4})~(?P<name>[a-z]+)\.?~(?P<day>\d{1,2})",
    )
)


class NoSuchDay(ValueError):
    """A date that the calendar does not have."""


def parse_date(text, *, today=None):
    """Return the date, or None for a text that has no shape of a date. Raises NoSuchDay."""
    # 2020-01-31, 20200131, 200131, 31/1 2020, 31.1.2020, 31 januari 2020, January 31, 2020. The day is before
    # the month, in English too.
    text = ORDINAL.sub("", unicodedata.normalize("NFKC", text).translate(DASHES).strip().lower())
    for shape in SHAPES:
        match = shape.fullmatch(text)
        if match is None:
            continue
        found = match.groupdict()
        month = MONTHS.get(found["name"]) if "name" in found else int(found["month"])
        if month is None:
            return None
        try:
            return date(_year(found["year"], today or timezone.localdate()), month, int(found["day"]))
        except ValueError:
            raise NoSuchDay(text) from None
    return None


def _year(digits, today):
    """Return the year; two digits are at most ten years ahead."""
    if len(digits) == 4:
        return int(digits)
    latest = today.year + 10
    return latest - (latest - int(digits)) % 100
