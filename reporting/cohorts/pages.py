"""The way from entry to outcome, as texts and bars for the page."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from esfportal.ui.charts import Bar, Segment, bar
from esfportal.ui.formats import number, share
from participants.register.models import Spell
from reporting.cohorts.counting import added_up, cohorts_of
from reporting.indicators import measures


@dataclass(frozen=True)
class StepRow:
    """A count with its share of the step before."""

    name: str
    count: str
    share: str
    bar: Bar


@dataclass(frozen=True)
class CohortRow:
    """A quarter in the table."""

    name: str
    entered: str
    still_in: str
    left: str
    occupied: str
    in_work: str
    in_work_later: str


def cohorts_context(project, *, today, user):
    """Return the steps from entry to outcome, and a row for each quarter of entry."""
    cohorts = cohorts_of(project, today=today, user=user)
    if not cohorts:
        return {"steps": [], "rows": []}
    return {
        "steps": _steps(cohorts),
        "rows": [
            _row(quarter, added_up(group)) for quarter, group in groupby(cohorts, key=lambda c: c.quarter)
        ],
    }


def _steps(cohorts):
    """Return [(heading, rows)], each row a count with a bar of those before it."""
    total = added_up(cohorts)
    entered, left, due = total["entered"], total["left"], total["due"]
    reasons = [
        (label, added_up(c for c in cohorts if c.reason == reason)["left"])
        for reason, label in [*Spell.ExitReason.choices, ("", _("no reason recorded"))]
    ]
    occupied = total[measures.OCCUPATION]
    outcomes = [
        (_("In work"), total[measures.WORK]),
        (_("of which self-employed"), total["self_employment"]),
        (_("In studies, not in work"), total["studies"]),
        (_("In an internship, neither in work nor in studies"), total["internship"]),
        (_("Closer to the labour market, and none of these"), total["progression"] - occupied),
        (_("None of these is recorded"), left - total["progression"]),
    ]
    later = [
        (_("In work or self-employed"), total["in_work_later"]),
        (_("Not in work"), total["followed_up"] - total["in_work_later"]),
        (_("Not followed up yet"), due - total["followed_up"]),
    ]
    steps = [
        (
            _("Now"),
            [(_("Entered"), entered), (_("Still in"), entered - left), (_("Have left"), left)],
            entered,
        ),
        (
            _("Why they left"),
            sorted(((str(capfirst(label)), n) for label, n in reasons if n), key=lambda r: -r[1]),
            left,
        ),
        (_("What came of it"), outcomes, left),
        (_("Six months later"), later, due),
    ]
    return [(heading, _bars(rows, whole)) for heading, rows, whole in steps if whole]


def _bars(rows, whole):
    return [
        StepRow(
            name=name,
            count=number(count),
            share=share(count, whole),
            bar=bar([Segment(name, count)], title=name, description=number(count), maximum=whole),
        )
        for name, count in rows
    ]


def _row(quarter, counts):
    left = counts["left"]
    return CohortRow(
        name=_("quarter %(quarter)s of %(year)s")
        % {"quarter": (quarter.month + 2) // 3, "year": quarter.year},
        entered=number(counts["entered"]),
        still_in=number(counts["entered"] - left),
        left=number(left),
        occupied=_part(counts[measures.OCCUPATION], left),
        in_work=_part(counts[measures.WORK], left),
        in_work_later=_part(counts["in_work_later"], counts["due"]),
    )


def _part(count, whole):
    if not whole:
        return pgettext("no figure", "–")
    return _("%(part)s of %(whole)s (%(share)s)") % {
        "part": number(count),
        "whole": number(whole),
        "share": share(count, whole),
    }
