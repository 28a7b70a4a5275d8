"""Typed values of a frozen document's texts."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from esfportal.files.columns import Percent
from reporting.indicators.document import HIDDEN
from reporting.indicators.measures import per_cent


def decimal(text):
    return Decimal(text) if text else None


def percent(text):
    if text == HIDDEN:
        return HIDDEN
    return Percent(Decimal(text)) if text else None


def percent_as_entered(text):
    """Return a goal's share with the decimals it was entered with: 60, 62.5, 66.67."""
    value = Decimal(text).normalize()
    return Percent(value, max(0, -int(value.as_tuple().exponent)))


def moment_made(document):
    """Return when a document got its content, in UTC: its submission, or when its figures were made."""
    if at := document.submission.at if document.submission else document.made_at:
        return datetime.fromisoformat(at).astimezone(UTC)
    # A draft of an earlier version.
    return datetime.combine(date.fromisoformat(document.ends_on), time(), UTC)


# Measures of a part that are printed with their share, and of what.
SHARES_IN_PARTS = {"occupation": "leavers", "began_or_increased": "compared", "compared": "leavers"}


def share_in_part(part, document, measure="occupation"):
    """Return the share of a measure's people in a part: "64.3", "" without any in the base, or HIDDEN."""
    base, found = (part.measures.get(code) for code in (SHARES_IN_PARTS[measure], measure))
    if not base or not found or not base.total:
        return ""
    smallest_base = document.base_in_parts if document.is_released else 0
    # A released report shows no share of a small denominator.
    if HIDDEN in (base.total, found.total) or base.total < smallest_base:
        return HIDDEN
    return per_cent(found.total, base.total)
