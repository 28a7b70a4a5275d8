"""Compare a list of outcomes with what is stored: a plan, or problems.

stored about the person         user imports into  result
protected, user not authorised  the whole project  rows skipped
other, Disclosure.NONE          any                rows refused
other                           any                OutcomeReconciler
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, BinaryIO

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from esfportal.ui.formats import date_iso
from participants.imports.headings.lookup import reader_of
from participants.imports.matching import stored_records
from participants.imports.matching.context import ImportContext
from participants.imports.matching.disclosure import Disclosure
from participants.imports.matching.plan import (
    ENTRY_FIELDS,
    OutcomeRow,
    OutcomesPlan,
    PlannedOutcome,
    Result,
    Written,
)
from participants.imports.matching.project_codes import ImportScope, ProjectCodes
from participants.imports.matching.stated_person import ask_about_person
from participants.imports.matching.stored_records import StoredOutcome, StoredParticipation
from participants.imports.reading.errors import ProblemKind, Problems
from participants.imports.reading.masking import mask_numbers
from participants.imports.reading.rows import RowReader, Values
from participants.register.identity import person_lookup
from participants.register.identity.numbers import blind_index
from participants.register.rules.entry_rules import Problem, number_disagreements, outcome_problems
from participants.register.rules.warnings import outcome_warnings, same_outcome_warnings
from projects.models import Project

Context = ImportContext[OutcomesPlan]
RowsByKey = dict[bytes, list[OutcomeRow]]

STATUS = ENTRY_FIELDS.index("labour_market_status")


def plan_outcomes(
    file: BinaryIO,
    *,
    project: Project,
    by: User | None,
    problems: Problems,
    lock: bool = False,
    **options: Any,
) -> OutcomesPlan:
    """Return the plan; it is valid only without `problems`. `options` as for RowReader. Raises FileError."""
    codes = ProjectCodes(project)
    reader = reader_of(project, "outcomes", file, problems, {}, **options)
    by_key = _read(reader, problems)
    plan = OutcomesPlan(**reader.about_file)
    context = ImportContext(project, reader, codes, ImportScope(project, by, codes), problems, plan, by)
    for keys in stored_records.batches(by_key):
        _reconcile_batch({key: by_key[key] for key in keys}, context, lock)
    context.plan.events.sort(key=lambda event: event.row.row)  # recorded in the order of the file
    context.plan.concerned.sort(key=lambda each: each.row.row)
    return context.plan


def _read(reader: RowReader, problems: Problems) -> RowsByKey:
    """Return the valid rows by blind index."""
    today = timezone.localdate()
    by_key: RowsByKey = {}
    seen: dict[tuple[Any, ...], int] = {}
    for number, cells, values in reader:
        before = problems.count
        if values.get("personal_identity_number", "unread") is None:
            reader.add_problem(
                number, cells, "personal_identity_number", _("Write the personal identity number.")
            )
        for problem in _problems_alone(values, today):
            reader.add_problem(number, cells, problem.field, problem.message)
        if problems.count > before or len(values) < reader.complete_length:
            continue
        row = _row(number, values)
        first = seen.setdefault((row.key, row.happened_on, row.kind, row.improvement, row.evidence), number)
        if first != number:
            text = _duplicate(first, number)
            reader.add_problem(number, cells, "date", text, kind=ProblemKind.DOUBLE)
        else:
            by_key.setdefault(row.key, []).append(row)
    reader.check_not_empty()
    return by_key


def _problems_alone(values: Values, today: date) -> list[Problem]:
    # Problems that depend on the person are found when the person is known.
    found = outcome_problems(values, first_entry=None, last_exit=None, status_at_entry="", today=today)
    number = values.get("personal_identity_number")
    return [
        *(number_disagreements(number, values) if number else ()),
        *(
            problem
            for problem in found
            if problem.field != "improvement" and not (problem.field == "kind" and values.get("kind"))
        ),
    ]


def _duplicate(first: int, second: int) -> str:
    return _("Rows %(first)s and %(second)s say the same. Keep one of them.") % {
        "first": first,
        "second": second,
    }


def _row(number: int, values: Values) -> OutcomeRow:
    return OutcomeRow(
        row=number,
        key=blind_index(values["personal_identity_number"].digits),
        masked_number=mask_numbers(values["personal_identity_number"].digits),
        happened_on=values["date"],
        kind=values["kind"],
        improvement=values["improvement"],
        evidence=values["evidence"],
        given_name=values["given_name"],
        family_name=values["family_name"],
        birth_date=values["birth_date"],
        sex=values["sex"],
    )


def _reconcile_batch(rows_by_key: RowsByKey, context: Context, lock: bool) -> None:
    people = person_lookup.people_by_number(list(rows_by_key), context.project)
    known = [person.pk for person in people.values()]
    participations = stored_records.participations(context.project, known, lock=lock) if known else {}
    keys = [participation.pk for participation in participations.values()]
    context.plan.matched_participations.update(keys)
    locked = context.scope.locked_participations(people.values(), participations)
    events = stored_records.outcomes(context.project, keys)
    for key, rows in rows_by_key.items():
        person = people.get(key)
        participation = participations.get(person.pk) if person else None
        is_locked = participation is not None and participation.pk in locked
        if participation and is_locked and context.scope.is_whole_project:
            # Neither compared nor written, so that a guess is not confirmed.
            for row in rows:
                context.plan.note_result(row, participation.pk, Result.SKIPPED)
            continue
        is_in_scope = (
            participation is not None
            and not is_locked
            and context.scope.includes_participation(participation)
        )
        disclosure = Disclosure.of(person, is_in_scope=is_in_scope)
        if participation is None or disclosure is Disclosure.NONE:
            _refuse_unknown(rows, context)
        else:
            stored = events.get(participation.pk, [])
            OutcomeReconciler(rows, participation, stored, disclosure, context).run()


def _refuse_unknown(rows: Iterable[OutcomeRow], context: Context) -> None:
    if context.scope.is_whole_project:
        message = _("The person does not take part in this project. Register the participant first.")
    else:
        message = _("The person does not take part in your part of this project.")
    for row in rows:
        context.report(row, "personal_identity_number", row.masked_number, message)


class OutcomeReconciler:
    """Compares one person's rows with the stored outcome events.

    row                                               result
    an event has all its values, even if superseded   unchanged
    adds evidence or improvement to an event          an event that supersedes it
    any other                                         a new event
    """

    def __init__(
        self,
        rows: list[OutcomeRow],
        participation: StoredParticipation,
        events: list[StoredOutcome],
        disclosure: Disclosure,
        context: Context,
    ) -> None:
        self.rows = rows
        self.participation = participation
        self.events = events
        self.disclosure = disclosure
        self.context = context
        self.plan = context.plan
        self.created: list[OutcomeRow] = []

    def run(self) -> None:
        rows = [row for row in self.rows if self._is_valid(row)]
        differing = [row for row in rows if not any(_contains(event, row) for event in self.events)]
        kept = {row.row for row in differing}
        for row in rows:
            if row.row not in kept:
                self._note(row, Result.UNCHANGED)
        # An event that has a row of its own is not completed by another row.
        repeated = {id(event) for event in self.events for row in rows if _equals(event, row)}
        completable = [event for event in self.events if event.is_in_force and id(event) not in repeated]
        for row in differing:
            ask_about_person(row, self.participation, self.disclosure, self.context)
            event = next((event for event in completable if _can_be_completed(event, row)), None)
            if event is None:
                self._create(row)
            else:
                completable.remove(event)
                self._complete(row, event)

    def _is_valid(self, row: OutcomeRow) -> bool:
        spells = self.participation.spells
        values: Values = {
            "date": row.happened_on,
            "kind": row.kind,
            "improvement": row.improvement,
            "evidence": row.evidence,
        }
        found = outcome_problems(
            values,
            first_entry=spells[0].entry_date if spells else None,
            last_exit=spells[-1].exit_date if spells else None,
            status_at_entry=self.participation.entry[STATUS],
            today=self.context.today,
        )
        for problem in found:
            value = values[problem.field]
            shown = date_iso(value) if problem.field == "date" else value
            self.context.report(row, problem.field, shown, self.disclosure.message(problem.message))
            self.plan.participation_of[row.row] = self.participation.pk
        return not found

    def _note(self, row: OutcomeRow, result: Result) -> None:
        self.plan.note_result(row, self.participation.pk, result)

    def _create(self, row: OutcomeRow) -> None:
        self._note(row, Result.CREATED)
        spells = self.participation.spells
        values = {"date": row.happened_on, "kind": row.kind}
        warnings = [
            *outcome_warnings(values, last_exit=spells[-1].exit_date if spells else None),
            *same_outcome_warnings(values, [*filter(_in_force, self.events), *self.created]),
        ]
        self.created.append(row)
        for warning in warnings:
            self.plan.questions.ask(warning.code, self.disclosure.message(warning.message), row.row)
            self.plan.note_warnings(self.participation.pk, [warning.code])
        improvement, evidence = row.improvement or "", row.evidence or ""
        self.plan.events.append(PlannedOutcome(self.participation.pk, row, improvement, evidence))

    def _complete(self, row: OutcomeRow, event: StoredOutcome) -> None:
        self._note(row, Result.UPDATED)
        is_masked = self.disclosure is Disclosure.MASKED
        for column in ("improvement", "evidence"):
            before, after = getattr(event, column), getattr(row, column)
            if after and not before:
                self.context.record_change(row, column, before, after, mask=is_masked)
                self.plan.written.append(Written(row.row, column, before, after, None))
        improvement, evidence = row.improvement or event.improvement, row.evidence or event.evidence
        self.plan.events.append(
            PlannedOutcome(self.participation.pk, row, improvement, evidence, supersedes_id=event.pk)
        )


def _in_force(event: StoredOutcome) -> bool:
    return event.is_in_force


def _equals(event: StoredOutcome, row: OutcomeRow) -> bool:
    # Empty cells included.
    return (event.happened_on, event.kind, event.improvement, event.evidence) == (
        row.happened_on,
        row.kind,
        row.improvement or "",
        row.evidence or "",
    )


def _contains(event: StoredOutcome, row: OutcomeRow) -> bool:
    # Empty cells excluded: None is a cell without a value.
    return (
        (event.happened_on, event.kind) == (row.happened_on, row.kind)
        and row.improvement in (None, event.improvement)
        and row.evidence in (None, event.evidence)
    )


def _can_be_completed(event: StoredOutcome, row: OutcomeRow) -> bool:
    # The row adds to the event without contradicting it.
    return (
        (event.happened_on, event.kind) == (row.happened_on, row.kind)
        and (not event.improvement or row.improvement in (None, event.improvement))
        and (not event.evidence or row.evidence in (None, event.evidence))
    )
