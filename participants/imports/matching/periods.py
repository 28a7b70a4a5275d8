"""Periods of one person and their overlaps."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from esfportal.ui.formats import date_iso
from participants.imports.matching.context import ImportContext
from participants.imports.matching.disclosure import Disclosure
from participants.imports.matching.plan import ParticipantRow, ParticipantsPlan


class Period(NamedTuple):
    start: date
    end: date | None  # None: has not left
    row: ParticipantRow | None = None  # None: stored only

    def overlaps(self, later: "Period") -> bool:
        # The first and the last day belong to a period.
        return self.end is None or self.end >= later.start


def report_overlaps(
    periods: Iterable[Period],
    context: ImportContext[ParticipantsPlan],
    disclosure: Disclosure = Disclosure.FULL,
) -> None:
    """Report each period, sorted by start, that begins before the previous one has ended."""
    for earlier, later in pairwise(periods):
        if not earlier.overlaps(later):
            continue
        row: Any  # never None: at least one of the two is of the file
        value: date | None
        if later.row is not None:
            row, column, value, other = later.row, "entry_date", later.start, earlier
        else:
            row, column, value, other = earlier.row, "exit_date", earlier.end, later
        message = _overlap_message(earlier, later, other)
        # The user has stated the rows of the file; only stored periods may be secret.
        context.report(row, column, date_iso(value), message if other.row else disclosure.message(message))


def _overlap_message(earlier: Period, later: Period, other: Period) -> str:
    # `other` is the period that the reported row did not state.
    details = {
        "start": date_iso(other.start),
        "end": date_iso(other.end),
        "row": other.row.row if other.row else "",
    }
    if other is later:
        return (
            _(
                "The person starts again %(start)s, as is registered already. Give this row an end before that day."
            )
            % details
        )
    if earlier.end is None and other.row:
        return (
            _(
                "The person has started in row %(row)s (%(start)s) and has not left. Give that row an end, "
                "or remove one of the two."
            )
            % details
        )
    if earlier.end is None:
        return (
            _(
                "The person is registered since %(start)s and has not left. "
                "Record that end first: on the person's page, or with a row that has that start and an end."
            )
            % details
        )
    if other.row:
        return (
            _("The dates overlap row %(row)s (%(start)s to %(end)s). Correct the dates of one of the rows.")
            % details
        )
    return (
        _("The dates overlap a period that is registered already (%(start)s to %(end)s). Correct the dates.")
        % details
    )
