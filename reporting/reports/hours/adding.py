"""Hours of the period, added to a project's report, and by participant to what is kept for its releases."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.utils.translation import override

from participants.attendance.models import Activity
from reporting.disclosure.hours.sums_together import PARTS_OF, SEXES, Entry
from reporting.indicators.hours.hours_line import TOTAL, HoursLine, Minutes
from reporting.indicators.names import Name
from reporting.reports.hours.hour_facts import facts_between
from reporting.reports.hours.minutes import entries_of

DAY = timedelta(days=1)


def with_hours(computed, project):
    """Return the computed report with its hours; without any it has no lines of them."""
    # Not a part of figures.compute, because pages ask for figures alone.
    document = computed.document
    first, last = map(date.fromisoformat, (document.starts_on, document.ends_on))
    kinds = dict(Activity.objects.in_project(project).values_list("pk", "kind"))
    if not kinds:
        return computed
    entries = entries_of(facts_between(project, first, last), kinds)
    if not entries:
        return computed
    outside = [
        entry
        for days in _other_days(first, last)
        for entry in entries_of(facts_between(project, *days), kinds)
    ]
    people = {**computed.people, "hours": {"entries": entries, "outside": outside}}
    return replace(computed, document=replace(document, hours=lines_of(entries)), people=people)


def _other_days(first, last):
    """Yield the days of the first and the last month that are not in the period."""
    if first.day > 1:
        yield first.replace(day=1), first - DAY
    month_ends_on = last.replace(day=monthrange(last.year, last.month)[1])
    if last < month_ends_on:
        yield last + DAY, month_ends_on


def lines_of(entries: Sequence[Entry]) -> list[HoursLine]:
    """Return a line for each kind of activity in the entries, and the sum where there are several."""
    found = [
        (kind, _name(kind), [each for each in entries if each.kind == kind]) for kind in Activity.Kind.values
    ]
    found = [each for each in found if each[2]]
    rows = [*found, (TOTAL, None, entries)] if len(found) > 1 else found
    return [
        HoursLine(kind, name, **{figure: _minutes(some, figure) for figure in PARTS_OF})
        for kind, name, some in rows
    ]


def _minutes(entries, figure):
    by_sex = [sum(getattr(each, figure) for each in entries if each.sex == sex) for sex in SEXES]
    return Minutes(*by_sex, sum(by_sex))


def _name(kind):
    texts = []
    for language in ("sv", "en"):
        with override(language):
            texts.append(str(Activity.Kind(kind).label).capitalize())
    return Name(*texts)
