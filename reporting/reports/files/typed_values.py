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


def share_in_occupation(part, document):
    """Return the share of a part's leavers in occupation: "64.3", "" without leavers, or HIDDEN."""
    left, found = part.measures.get("leavers"), part.measures.get("occupation")
    if not left or not found or not left.total:
        return ""
    smallest_base = document.base_in_parts if document.is_released else 0
    # A released report shows no share of a small denominator.
    if HIDDEN in (left.total, found.total) or left.total < smallest_base:
        return HIDDEN
    return per_cent(found.total, left.total)
