"""CSV file of the list of employers: what the page shows, and nothing about contacts or participants."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from esfportal.files.csv_table import as_text, encode
from esfportal.languages import active_language


def employers_csv(rows):
    """Return the rows of the list as a file in the reader's language."""
    language = active_language()
    heads = [
        _("Employer"),
        _("Branch"),
        _("Municipality"),
        _("Organisation number"),
        _("Places"),
        _("Placements"),
    ]
    return encode([heads, *([as_text(cell, language) for cell in _cells(row)] for row in rows)])


def _cells(row):
    employer = row.employer
    return [
        employer.name,
        capfirst(str(employer.get_branch_display())),
        ", ".join(row.municipalities),
        _("Sole trader") if employer.is_sole_trader else employer.shown_number,
        row.places,
        row.placements,
    ]
