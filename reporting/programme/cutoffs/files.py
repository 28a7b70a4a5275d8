"""The CSV file of an export by cut-off date."""

from reporting.indicators.frameworks import for_period
from reporting.programme.cutoffs.content import rows_of
from reporting.programme.files import written

HEADS = (
    *("period", "programme CCI", "priority", "specific objective", "category of region"),
    *("indicator", "gender", "value"),
)


def cutoff_file(export):
    rows = rows_of(export.content, for_period(export.programme_period))
    return written("csv", HEADS, ((export.code, *row.place, *row[1:]) for row in rows))
