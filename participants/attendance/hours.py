"""Hours of sessions."""

from datetime import time


def minutes_between(starts_at: time, ends_at: time) -> int:
    """Return the minutes from one time of a day to a later one; seconds are left out."""
    return (ends_at.hour - starts_at.hour) * 60 + ends_at.minute - starts_at.minute
