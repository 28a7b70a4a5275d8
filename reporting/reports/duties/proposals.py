"""Proposed reports of a project: its days divided into periods of some months, and the last report."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from participants.register.dates import add_months
from projects.models import REPORT_KINDS, Project, ReportDuty, ReportKind


class Proposal(NamedTuple):
    kind: ReportKind
    starts_on: date
    ends_on: date
    due_on: date

    @property
    def kind_label(self) -> str:
        return str(self.kind.label)


def periods(first: date, last: date, months: int) -> Iterator[tuple[date, date]]:
    """Yield (first day, last day) of periods of `months`; the last one ends with the project."""
    starts_on, number = first, 1
    while starts_on <= last:
        # Counted from the first day each time: a month that is too short shifts no later period.
        next_start = add_months(first, number * months)
        yield starts_on, min(next_start - timedelta(days=1), last)
        starts_on, number = next_start, number + 1


def proposed(
    project: Project, *, months: int | None, days: int, final_days: int, existing: Iterable[ReportDuty] = ()
) -> list[Proposal]:
    """Return regular reports (none without `months`) and the last one, due some days after their last day.

    Left out are those with a day of an existing duty of the same kind. The project has a first and a last day.
    """
    kinds = REPORT_KINDS[project.programme_period]
    first, last = project.starts_on, project.ends_on
    regular = periods(first, last, months) if months else ()
    found = [
        *(Proposal(kinds.regular, *each, each[1] + timedelta(days=days)) for each in regular),
        Proposal(kinds.last(project), first, last, last + timedelta(days=final_days)),
    ]
    taken = [(duty.kind, duty.starts_on, duty.ends_on) for duty in existing]
    return [each for each in found if not any(_overlaps(each, *other) for other in taken)]


def _overlaps(proposal, kind, starts_on, ends_on):
    return proposal.kind == kind and proposal.starts_on <= ends_on and proposal.ends_on >= starts_on
