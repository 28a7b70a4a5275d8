"""Rows of a saved import in words, as a user may see them."""

from typing import NamedTuple

from django.utils.text import capfirst

from participants.attendance.models import Attendance
from participants.employers.models import Employer
from participants.imports.booking_files.plan import text_of
from participants.imports.employer_files.results import EmployerTexts
from participants.imports.matching.disclosure import MASKED_VALUE
from participants.imports.matching.project_codes import ProjectCodes
from participants.imports.matching.wording import value_text
from participants.imports.models import ImportDraft
from participants.imports.reading.columns import FORMATS
from participants.imports.results.content import Fate
from participants.register.models import Participation
from projects.models import FinancingEntry

ATTENDANCE = {
    "attendance": dict(Attendance.State.choices),
    "reason": dict(Attendance.Reason.choices),
}


class ShownChange(NamedTuple):
    column: str
    old: str
    new: str


class ShownRow(NamedTuple):
    number: int
    fate: str
    participation: Participation | None  # None: not for this user, or removed since
    changes: list[ShownChange]
    employer: Employer | None = None  # of a list of employers
    booking: str = ""  # in words


def shown_rows(rows, content, *, job, by):
    if job.kind == ImportDraft.Kind.EMPLOYERS:
        return list(_rows_of_employers(rows, content, job))
    if job.kind == ImportDraft.Kind.BOOKINGS:
        return _shown_bookings(rows, content, job.project)
    keys = {row.participation for row in rows}
    visible = Participation.objects.visible_to(by).with_opened_by(by)
    found = visible.filter(project=job.project, pk__in=keys).select_related("person", "project").in_bulk()
    changes = content.changes_of({row.number for row in rows if row.participation in found})
    texts = _Texts(job)
    return [_shown(row, found.get(row.participation), changes.get(row.number, ()), texts) for row in rows]


def _rows_of_employers(rows, content, job):
    texts = EmployerTexts(rows, content, job.project)
    changes, headings = content.changes_of({row.number for row in rows}), _Texts(job).headings
    for row in rows:
        found = texts.changes(row, changes.get(row.number, ()), headings)
        shown = [ShownChange(*each) for each in found]
        yield ShownRow(row.number, Fate(row.fate).label, None, shown, texts.employer(row))


def _shown_bookings(rows, content, project):
    entry_of = {each.row: each.entry for each in content.bookings}
    keys = [entry_of[row.number] for row in rows if row.number in entry_of]
    entries = FinancingEntry.objects.in_project(project).filter(pk__in=keys)
    found = entries.select_related("line__organisation", "budget_line").in_bulk()
    texts = {pk: text_of(entry) for pk, entry in found.items()}
    return [
        ShownRow(row.number, Fate(row.fate).label, None, [], booking=texts.get(entry_of.get(row.number), ""))
        for row in rows
    ]


def _shown(row, participation, changes, texts):
    is_masked = participation is not None and participation.is_protected and not participation.is_opened
    shown = [texts.change(each, is_masked=is_masked) for each in changes]
    return ShownRow(row.number, Fate(row.fate).label, participation, shown)


class _Texts:
    def __init__(self, job):
        self.codes = ProjectCodes(job.project)
        self.headings = {each.name: capfirst(each.heading) for each in FORMATS[job.kind].columns}

    def change(self, written, *, is_masked):
        column = written.column
        old, new = (
            MASKED_VALUE if is_masked else self._value(column, each) for each in (written.old, written.new)
        )
        return ShownChange(self.headings.get(column, column).replace("_", " "), old, new)

    def _value(self, column, value):
        if value and column in ATTENDANCE:
            return str(ATTENDANCE[column].get(value, value))
        try:
            return str(value_text(column, value, self.codes))
        except KeyError:  # an intervention that the project no longer has
            return str(value)


def people_in(rows):
    return [row.participation for row in rows if row.participation]
