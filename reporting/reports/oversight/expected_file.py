"""The CSV file of the reports received and expected."""

from django.utils.translation import gettext as _

from esfportal.files.csv_table import as_text, encode
from esfportal.languages import active_language
from esfportal.ui.formats import date_iso


def expected_csv(rows):
    """Return the rows as a CSV file in the reader's language."""
    language = active_language()
    heads = [
        _("Project"),
        _("Kind of report"),
        _("From"),
        _("To"),
        _("Due day"),
        _("Status"),
        _("Submitted"),
        _("Days of waiting"),
        _("Responsible officer"),
    ]
    lines = ([as_text(cell, language) for cell in _cells(row)] for row in rows)
    return encode([heads, *lines])


def _cells(row):
    return [
        row.project.display_name,
        row.kind_label,
        date_iso(row.starts_on),
        date_iso(row.ends_on),
        date_iso(row.due_on),
        row.state_label,
        date_iso(row.submitted_at),
        row.days_waited,
        ", ".join(str(officer) for officer in row.officers or ()),
    ]
