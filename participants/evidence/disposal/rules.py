"""The earliest day until which a project's proof may be said to be kept."""

from datetime import date

# After the year in which the project ended. Accounts are kept so long, and no programme period asks for less.
YEARS = 7


def earliest_day(project_ends_on):
    return date(project_ends_on.year + YEARS, 12, 31)
