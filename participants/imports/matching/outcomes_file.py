"""Compare a list of outcomes with what is stored: a plan, or problems.

A stored outcome stays as it is, also after a correction: an old list does not undo it. Missing evidence
or improvement is added by an event that supersedes the stored one.
"""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from esfportal.ui.formats import date_iso
from participants.imports.matching import stored_records
from participants.imports.matching.plan import ENTRY_FIELDS, OutcomeRow, OutcomesPlan
from participants.imports.matching.project_codes import ImportScope, ProjectCodes
from participants.imports.matching.reconcile import MASKED_VALUE, disagreement_message
from participants.imports.matching.wording import value_text
from participants.imports.reading.masking import mask_numbers
from participants.imports.reading.rows import RowReader
from participants.register.identity import person_lookup
from participants.register.identity.numbers import blind_index
from participants.register.rules.entry_rules import outcome_problems

STATUS = ENTRY_FIELDS.index("labour_market_status")


@dataclass(slots=True)
class StoredOutcome:
    pk: int
    happened_on: object
    kind: str
    improvement: str
    evidence: str
    is_in_force: bool  # not superseded


def plan_outcomes(file, *, project, by, problems, lock=False, progress=None):
    """Return the plan of the file; it is valid only without `problems`. Raises FileError."""
    codes = ProjectCodes(project)
    reader = RowReader(file, "outcomes", problems, {})
    by_key = _read(reader, problems, progress)
    context = OutcomeReconciler(project, reader, codes, ImportScope(project, by, codes), problems)
    for keys in stored_records.batches(by_key):
        context.reconcile_batch({key: by_key[key] for key in keys}, lock)
    context.plan.events.sort(key=lambda event: event[1].row)  # recorded in the order of the file
    return context.plan


def _read(reader, problems, progress):
    """Return {blind index: [OutcomeRow]} of the valid rows."""
    today = timezone.localdate()
    by_key, seen = {}, {}
    for count, (number, cells, values) in enumerate(reader, start=1):
        if progress and count % 1000 == 0:
            progress(count)
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
            reader.add_problem(number, cells, "date", _duplicate(first, number))
        else:
            by_key.setdefault(row.key, []).append(row)
    reader.check_not_empty()
    return by_key


def _problems_alone(values, today):
    # Problems that depend on the person are found when the person is known.
    found = outcome_problems(values, first_entry=None, last_exit=None, status_at_entry="", today=today)
    return [
        problem
        for problem in found
        if problem.field != "improvement" and not (problem.field == "kind" and values.get("kind"))
    ]


def _duplicate(first, second):
    return _("Rows %(first)s and %(second)s say the same. Keep one of them.") % {
        "first": first,
        "second": second,
    }


def _row(number, values):
    return OutcomeRow(
        row=number,
        key=blind_index(values["personal_identity_number"].digits),
        masked_number=mask_numbers(values["personal_identity_number"].digits),
        happened_on=values["date"],
        kind=values["kind"],
        improvement=values["improvement"],
        evidence=values["evidence"],
    )


class OutcomeReconciler:
    """Compares the outcomes of each person with those stored."""

    def __init__(self, project, reader, codes, scope, problems):
        self.project = project
        self.reader = reader
        self.codes = codes
        self.scope = scope
        self.problems = problems
        self.today = timezone.localdate()
        self.plan = OutcomesPlan()
        self._masks_values = False  # the current person is protected

    def reconcile_batch(self, rows_by_key, lock):
        people = person_lookup.people_by_number(list(rows_by_key))
        known = [person.pk for person in people.values()]
        participations = stored_records.participations(self.project, known, lock=lock) if known else {}
        self.plan.matched_participations.update(participation.pk for participation in participations.values())
        locked = self.scope.locked_participations(people.values(), participations)
        events = stored_records.outcomes([participation.pk for participation in participations.values()])
        for key, rows in rows_by_key.items():
            person = people.get(key)
            participation = participations.get(person.pk) if person else None
            if participation and participation.pk in locked and self.scope.is_whole_project:
                # Neither compared nor written, so that a guess is not confirmed.
                self.plan.counts["skipped"] += len(rows)
                continue
            if participation is None or participation.pk in locked or not self._reaches(participation):
                self._refuse_unknown(rows)
                continue
            self._masks_values = person.is_protected
            valid = [row for row in rows if self._is_valid(row, participation)]
            self._reconcile(
                valid, participation.pk, [StoredOutcome(*e) for e in events.get(participation.pk, ())]
            )

    def _reaches(self, participation):
        # A present or past spell in the user's part of the project is enough.
        return self.scope.is_whole_project or any(
            self.scope.includes(spell.municipality, spell.intervention) for spell in participation.spells
        )

    def _refuse_unknown(self, rows):
        if self.scope.is_whole_project:
            message = _("The person does not take part in this project. Register the participant first.")
        else:
            message = _("The person does not take part in your part of this project.")
        for row in rows:
            self._refuse(row, "personal_identity_number", row.masked_number, message)

    def _refuse(self, row, column, value, message):
        self.problems.add(row.row, self.reader.heading(column), value, message)

    def _is_valid(self, row, participation):
        spells = participation.spells
        values = {
            "date": row.happened_on,
            "kind": row.kind,
            "improvement": row.improvement,
            "evidence": row.evidence,
        }
        found = outcome_problems(
            values,
            first_entry=spells[0].entry_date if spells else None,
            last_exit=spells[-1].exit_date if spells else None,
            status_at_entry=participation.entry[STATUS],
            today=self.today,
        )
        for problem in found:
            value = values[problem.field]
            shown = date_iso(value) if problem.field == "date" else value
            self._refuse(
                row, problem.field, shown, disagreement_message() if self._masks_values else problem.message
            )
        return not found

    def _reconcile(self, rows, participation, events):
        differing = [row for row in rows if not any(_contains(event, row) for event in events)]
        self.plan.counts["unchanged"] += len(rows) - len(differing)
        # An event that has a row of its own is not completed by another row.
        repeated = {id(e) for e in events for row in rows if _equals(e, row)}
        completable = [event for event in events if event.is_in_force and id(event) not in repeated]
        for row in differing:
            event = next((event for event in completable if _can_be_completed(event, row)), None)
            if event is None:
                self.plan.counts["created"] += 1
                self.plan.events.append((participation, row, row.improvement or "", row.evidence or "", None))
            else:
                completable.remove(event)
                self._complete(row, participation, event)

    def _complete(self, row, participation, event):
        self.plan.counts["updated"] += 1
        for column in ("improvement", "evidence"):
            before, after = getattr(event, column), getattr(row, column)
            if after and not before:
                self.plan.note_change(
                    row.row,
                    self.reader.heading(column),
                    lambda: self._value_text("", None),
                    lambda column=column, after=after: self._value_text(column, after),
                )
        improvement, evidence = row.improvement or event.improvement, row.evidence or event.evidence
        self.plan.events.append((participation, row, improvement, evidence, event.pk))

    def _value_text(self, column, value):
        return MASKED_VALUE if self._masks_values else value_text(column, value, self.codes)


def _equals(event, row):
    # Empty cells included.
    return (event.happened_on, event.kind, event.improvement, event.evidence) == (
        row.happened_on,
        row.kind,
        row.improvement or "",
        row.evidence or "",
    )


def _contains(event, row):
    # Empty cells excluded: None is a cell without a value.
    return (
        (event.happened_on, event.kind) == (row.happened_on, row.kind)
        and row.improvement in (None, event.improvement)
        and row.evidence in (None, event.evidence)
    )


def _can_be_completed(event, row):
    # The row adds to the event without contradicting it.
    return (
        (event.happened_on, event.kind) == (row.happened_on, row.kind)
        and (not event.improvement or row.improvement in (None, event.improvement))
        and (not event.evidence or row.evidence in (None, event.evidence))
    )
