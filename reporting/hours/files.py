"""CSV and XLSX files of the hours: one row for each line of the page's tables."""

from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from esfportal.files.columns import Column
from esfportal.files.table_files import table_file
from reporting.hours.pages import hours_of
from reporting.reports.hours.minutes import BySex, Contact, Hours

CENTS = Decimal("0.01")


class FileRow(NamedTuple):
    table: str
    name: str
    hours: Hours | None = None
    attended: BySex | None = None
    contact: Contact | None = None


def render(kind, context, project, language):
    title, author = f"{_('Hours')}: {project.display_name}", project.display_name
    about = {"title": title, "author": author, "sheet": _("Hours")}
    return table_file(kind, COLUMNS, list(_rows(context)), language=language, **about)


def _rows(context):
    for table in context["tables"]:
        yield from (
            FileRow(table.heading, line.name, line.hours, line.hours.attended) for line in table.lines
        )
    for line in context["states"]:
        yield FileRow(_("By certificate"), line.name, attended=line.minutes)
    for line in context["contacts"]:
        yield FileRow(_("Hours with participants"), line.name or _("without a leader"), contact=line.contact)


def _hours(minutes):
    return hours_of(minutes).quantize(CENTS)


def _by_sex(part, sex):
    def get(row, language):
        found = row.attended if part == "attended" else row.hours and getattr(row.hours, part)
        if found is None or (part == "planned" and not row.hours.sessions):
            return None
        return _hours(getattr(found, sex))

    return get


def _number(name):
    return lambda row, language: getattr(row.hours or row.contact, name, None)


def _mean(row, language):
    mean = row.hours and row.hours.mean_present
    return None if mean is None else mean.quantize(CENTS)


_NAMES = {
    "planned": (gettext_lazy("Planned, women"), gettext_lazy("Planned, men"), gettext_lazy("Planned")),
    "attended": (gettext_lazy("Attended, women"), gettext_lazy("Attended, men"), gettext_lazy("Attended")),
    "confirmed": (
        gettext_lazy("Confirmed, women"),
        gettext_lazy("Confirmed, men"),
        gettext_lazy("Confirmed"),
    ),
}
COLUMNS = [
    Column("table", gettext_lazy("Table"), lambda row, language: row.table, 24),
    Column("name", gettext_lazy("Name"), lambda row, language: row.name, 40),
    Column("sessions", gettext_lazy("Sessions"), _number("sessions"), 12, True),
    Column("sessions_with_attendance", gettext_lazy("With attendance"), _number("held"), 12, True),
    *(
        Column(f"hours_{part}_{sex}", heading, _by_sex(part, sex), 12, True)
        for part, headings in _NAMES.items()
        for sex, heading in zip(("women", "men", "total"), headings, strict=True)
    ),
    Column("mean_present", gettext_lazy("Present on average"), _mean, 12, True),
    Column(
        "hours_of_leader",
        gettext_lazy("Hours of the leader"),
        lambda row, language: row.contact and _hours(row.contact.minutes),
        12,
        True,
    ),
]
