from django.utils.translation import gettext as _

from esfportal.files.table_files import table_file
from reporting.funders.side_by_side.columns import NAME


def render(kind, rows, columns, language):
    """Return the rows as a CSV or XLSX file with the columns shown, of which one may be several there."""
    shown = [column for each in (NAME, *columns) for column in each.file]
    about = {"title": _("Projects"), "author": "esfportal", "sheet": _("Projects")}
    return table_file(kind, shown, rows, language=language, **about)
