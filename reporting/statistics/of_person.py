"""Rows of monthly files that are about a person, for the extract (GDPR article 15)."""

from accounts.database_access import system_scope
from reporting.statistics.models import MonthlyFile


@system_scope()  # the files are read by leaders only; what is returned is about one person
def rows_about(project, keys):
    """Return [(file, row)] of the participations with these keys, the oldest month first. Raises Unreadable."""
    files = MonthlyFile.objects.filter(project=project).order_by("month", "version")
    return [(file, row) for file in files for row in file.rows if row.key in keys]
