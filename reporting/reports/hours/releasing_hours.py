"""Hours as funders and the public read them (docs/adr/0173)."""

from dataclasses import fields, replace

from django.conf import settings

from esfportal.ui.formats import HIDDEN
from reporting.disclosure.hours.sums_together import PARTS_OF, SEXES, EarlierHours, Entry, Sum, shown_sums
from reporting.indicators.hours.hours_line import TOTAL, Minutes
from reporting.reports.models import ReportPeople

COLUMNS = dict(zip(("women", "men", "total"), (*SEXES, TOTAL), strict=True))


def released_hours(computed, earlier):
    """Return {audience: lines}; `earlier`: {audience: [(report, released document)]}, the widest view first."""
    kept = computed.people["hours"]
    before = _entries_of_reports(earlier)
    found, wider = {}, None
    for audience, releases in earlier.items():
        wider = shown_sums(
            kept["entries"],
            smallest=settings.SMALLEST_NUMBERS.get(audience, settings.SMALL_CELL_THRESHOLD),
            outside=kept["outside"],
            earlier=[
                EarlierHours(before[report.pk], _sums_of(shown)) for report, shown in releases if shown.hours
            ],
            among=wider,
        )
        found[audience] = [_released(line, wider) for line in computed.document.hours]
    return found


def _entries_of_reports(earlier):
    reports = {report.pk for releases in earlier.values() for report, shown in releases if shown.hours}
    kept = ReportPeople.objects.filter(report__in=reports).order_by() if reports else []
    return {each.report_id: [Entry(*row) for row in each.hours["entries"]] for each in kept}


def _sums_of(document):
    """Return the sums that a released document shows."""
    return frozenset(
        Sum(line.kind, figure, sex)
        for line in document.hours
        for figure in PARTS_OF
        for column, sex in COLUMNS.items()
        if getattr(getattr(line, figure), column) != HIDDEN
    )


def _released(line, shown):
    return replace(line, **{figure: _minutes(line, figure, shown) for figure in PARTS_OF})


def _minutes(line, figure, shown):
    minutes = getattr(line, figure)
    return Minutes(
        **{
            each.name: getattr(minutes, each.name)
            if Sum(line.kind, figure, COLUMNS[each.name]) in shown
            else HIDDEN
            for each in fields(Minutes)
        }
    )
