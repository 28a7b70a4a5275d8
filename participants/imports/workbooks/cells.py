"""Cells as text. A cell that can't be read becomes a mark, which no text of a file can equal."""

import re
from datetime import date, datetime, time, timedelta

# XML and the accepted CSV encodings hold no NUL.
MARK = "\x00"
ERROR, NO_RESULT, MERGED, INVISIBLE = "e", "f", "m", "i"

BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]')
DATE_LETTERS = re.compile(r"[ymdhs]", re.IGNORECASE)
EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001
EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
FALSE_LEAP_DAY = 60  # Excel takes 1900 for a leap year
EXACT = 1e15
LARGEST_SERIAL = 2_958_466  # the day after 9999-12-31


def mark(kind: str, shown: str = "") -> str:
    return f"{MARK}{kind}{shown}"


def is_marked(cell: str) -> bool:
    return cell[:1] == MARK


def is_date_format(number: int, code: str) -> bool:
    if code:
        return bool(DATE_LETTERS.search(LITERALS.sub("", code.split(";")[0])))
    return number in BUILT_IN_DATES


def number_text(text: str, *, is_date: bool, epoch: datetime = EPOCH_1900) -> str:
    """Return a stored number as text: a day, a moment, a whole number or a decimal number."""
    if not is_date and text.isascii() and text.isdigit():
        return text
    try:
        number = float(text)
    except ValueError:
        return mark(ERROR, text[:20])
    if is_date and 0 <= number < LARGEST_SERIAL:
        return _moment(number, epoch)
    if number.is_integer() and abs(number) < EXACT:
        return str(int(number))
    return repr(number)


def _moment(serial: float, epoch: datetime) -> str:
    if serial < 1:
        return (epoch + timedelta(seconds=round(serial * 86_400))).time().isoformat()
    if serial < FALSE_LEAP_DAY and epoch == EPOCH_1900:
        serial += 1
    try:
        return moment_text(epoch + timedelta(seconds=round(serial * 86_400)))
    except OverflowError:
        return repr(serial)


def moment_text(moment: datetime) -> str:
    return moment.date().isoformat() if moment.time() == time() else moment.isoformat(" ")


def day_text(text: str) -> str:
    """Return an ISO day or moment of the file in the same form as a date cell's."""
    try:
        if len(text) <= len("2020-03-31"):
            return date.fromisoformat(text).isoformat()
        return moment_text(datetime.fromisoformat(text).replace(tzinfo=None))
    except ValueError:
        return text


def truth_text(text: str) -> str:
    return "yes" if text.strip().casefold() in ("1", "true") else "no"
