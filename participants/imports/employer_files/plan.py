"""Read a list of employers and try what it would write: a plan, or problems.

The plan writes each row as the forms of employers do, and takes all of it back.
"""

from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from esfportal.ui.formats import number as number_text
from esfportal.ui.plain_text import isolated
from participants.imports.employer_files.recording import Effects, Recorder, RowRefused
from participants.imports.headings.lookup import reader_of
from participants.imports.matching.plan import Plan, Result, Written
from participants.imports.matching.project_codes import ProjectCodes
from participants.imports.reading.errors import Problems
from participants.imports.reading.rows import Values
from participants.register.actions.errors import ActionRefused
from participants.register.rules.entry_rules import Problem

MOST_ROWS = 1000


@dataclass
class EmployersPlan(Plan):
    rows: list[tuple[int, Values]] = field(default_factory=list)  # those with a result


def plan_employers(
    file: BinaryIO,
    *,
    project: Any,
    by: Any,
    problems: Problems,
    lock: bool = False,
    **options: Any,
) -> EmployersPlan:
    """Return the plan; it is valid only without `problems`. `options` as for RowReader. Raises FileError."""
    codes = ProjectCodes(project)
    parsers = {"municipality": codes.municipality}
    options |= {"known_words": codes.municipality_names}
    reader = reader_of(project, "employers", file, problems, parsers, **options)
    plan = EmployersPlan(**reader.about_file)
    with transaction.atomic():
        recorder, writers = Recorder(project, by, lock=lock), _Writers()
        for count, (number, cells, values) in enumerate(reader, start=1):
            if count > MOST_ROWS:
                text = _("A list of employers has at most %(most)s rows. Make two files of it.")
                problems.add(number, "", "", text % {"most": number_text(MOST_ROWS)})
                break
            if len(values) == reader.complete_length:
                _try_row(number, cells, values, reader=reader, recorder=recorder, plan=plan, writers=writers)
        transaction.set_rollback(True)
    reader.check_not_empty()
    if new := sum(
        sort == "contact" and is_new for row in plan.saved_employers for sort, _pk, is_new in row[3]
    ):
        plan.notices.append(_contacts_text(new))
    plan.saved_employers = []
    return plan


def save_employers(plan: EmployersPlan, *, project: Any, by: Any) -> None:
    recorder = Recorder(project, by)
    for number, values in plan.rows:
        try:
            effects = recorder.record(number, values)
        except RowRefused as refused:
            raise ActionRefused([Problem(column, text) for column, text in refused.found]) from None
        _note_saved(plan, number, effects)
        for contact, details in effects.replaced.items():
            plan.replaced_contacts.setdefault(contact, details)  # those from before the file


class _Writers:
    """Rows of the file by what they wrote, for the rows that repeat it."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, int], int] = {}

    def repeated_row(self, effects: Effects) -> int | None:
        return min((self._rows[each] for each in effects.matched if each in self._rows), default=None)

    def note(self, number: int, effects: Effects) -> None:
        if effects.is_new or effects.facts:
            self._rows.setdefault(("employer", effects.employer.pk), number)
        for sort, pk, _is_new in effects.items:
            self._rows.setdefault((sort, pk), number)


def _try_row(
    number: int,
    cells: list[str],
    values: Values,
    *,
    reader: Any,
    recorder: Recorder,
    plan: Any,
    writers: _Writers,
) -> None:
    try:
        effects = recorder.record(number, values)
    except RowRefused as refused:
        for column, text in refused.found:
            reader.add_problem(number, cells, column, text, kind=refused.kind)
        return
    plan.rows.append((number, values))
    plan.said[number] = isolated(effects.employer.name)
    if effects.writes:
        plan.note_row(number, Result.CREATED if effects.is_new else Result.UPDATED)
        writers.note(number, effects)
    else:
        plan.note_row(number, Result.UNCHANGED)
        if row := writers.repeated_row(effects):
            plan.repeats[number] = row
    for code, text in effects.questions:
        plan.questions.ask(code, text, number)
    for column, old, new in effects.changes:
        plan.note_change(
            number, reader.heading(column), lambda old=old: old or "–", lambda new=new: new or "–"
        )
    plan.written += [Written(number, column, old, new, None) for column, old, new in effects.facts]
    _note_saved(plan, number, effects)


def _note_saved(plan: Any, number: int, effects: Effects) -> None:
    plan.saved_employers.append((number, effects.employer.pk, effects.is_new, tuple(effects.items)))


def _contacts_text(count: int) -> str:
    return ngettext(
        "%(count)s contact is new. Record on the employer's page what the person has agreed to.",
        "%(count)s contacts are new. Record on the employers' pages what each has agreed to.",
        count,
    ) % {"count": number_text(count)}
