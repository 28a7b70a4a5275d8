"""The rows of a saved import as a CSV or XLSX file."""

from django.utils.translation import gettext as _

from esfportal.files.columns import Column
from esfportal.files.table_files import table_file
from participants.imports.models import ImportDraft


def rows_file(kind, rows, *, job, language):
    project = job.project
    about = {"title": _("Rows of an import"), "author": project.display_name, "sheet": _("Rows")}
    return table_file(kind, _columns(job.kind), rows, language=language, **about)


def _columns(kind):
    first = [
        Column("row", _("Row"), lambda row, language: row.number, 8, has_numbers=True),
        Column("result", _("Result"), lambda row, language: str(row.fate), 14),
    ]
    if kind == ImportDraft.Kind.BOOKINGS:
        return [*first, Column("booking", _("Booking"), lambda row, language: row.booking, 60)]
    about = (
        Column("employer", _("Employer"), lambda row, language: row.employer.name if row.employer else "", 30)
        if kind == ImportDraft.Kind.EMPLOYERS
        else Column("participant", _("Participant"), _name, 30)
    )
    return [*first, about, Column("changes", _("Changes"), _changes, 60)]


def _name(row, language):
    return str(row.participation.shown_name) if row.participation else ""


def _changes(row, language):
    return "; ".join(f"{each.column}: {each.old} → {each.new}" for each in row.changes)
