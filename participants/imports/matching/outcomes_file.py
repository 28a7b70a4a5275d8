"""A list of outcomes, beside what is stored: a plan, or problems.

An outcome that is stored is unchanged, also when somebody has corrected or taken it back since: an
old list does not undo that. Evidence or an improvement that was left open is filled in by an event
that supersedes the one without; nothing is overwritten.
"""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from esfportal.ui.formats import date_iso
from participants.imports.matching import stored_records
from participants.imports.matching.plan import ENTRY_FIELDS, OutcomeRow, OutcomesPlan
from participants.imports.matching.project_codes import Places, Scope
from participants.imports.matching.reconcile import HIDDEN, disagrees
from participants.imports.matching.wording import in_words
from participants.imports.reading.masking import hide_numbers
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
    holds: bool  # neither corrected nor taken back since


def plan_outcomes(file, *, project, by, problems, lock=False, progress=None):
    """What importing the file would do. Problems leave the plan worthless. Raises FileError."""
    places = Places(project)
    reader = RowReader(file, "outcomes", problems, {})
    by_key = _read(reader, problems, progress)
    desk = OutcomesDesk(project, reader, places, Scope(project, by, places), problems)
    for keys in stored_records.batches(by_key):
        desk.add_batch({key: by_key[key] for key in keys}, lock)
    desk.plan.events.sort(key=lambda event: event[1].row)  # recorded in the order of the file
    return desk.plan


def _read(reader, problems, progress):
    """{blind index: [OutcomeRow]} of the rows that are right in themselves."""
    today = timezone.localdate()
    by_key, seen = {}, {}
    for count, (number, cells, values) in enumerate(reader, start=1):
        if progress and count % 1000 == 0:
            progress(count)
        before = problems.count
        if values.get("personal_identity_number", "unread") is None:
            reader.add(number, cells, "personal_identity_number", _("Write the personal identity number."))
        for problem in _problems_alone(values, today):
            reader.add(number, cells, problem.field, problem.message)
        if problems.count > before or len(values) < reader.complete_length:
            continue
        row = _row(number, values)
        first = seen.setdefault((row.key, row.happened_on, row.kind, row.improvement, row.evidence), number)
        if first != number:
            reader.add(number, cells, "date", _duplicate(first, number))
        else:
            by_key.setdefault(row.key, []).append(row)
    reader.demand_rows()
    return by_key


def _problems_alone(values, today):
    """What is wrong with a row by itself; what depends on the person comes when they are known."""
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
        masked=hide_numbers(values["personal_identity_number"].digits),
        happened_on=values["date"],
        kind=values["kind"],
        improvement=values["improvement"],
        evidence=values["evidence"],
    )


class OutcomesDesk:
    """Sets the outcomes of each person beside those that are stored."""

    def __init__(self, project, reader, places, scope, problems):
        self.project = project
        self.reader = reader
        self.places = places
        self.scope = scope
        self.problems = problems
        self.today = timezone.localdate()
        self.plan = OutcomesPlan()
        self._hides = False  # whether the person at hand is protected

    def add_batch(self, rows_by_key, lock):
        people = person_lookup.people_by_number(list(rows_by_key))
        known = [person.pk for person in people.values()]
        participations = stored_records.participations(self.project, known, lock=lock) if known else {}
        self.plan.met.update(participation.pk for participation in participations.values())
        closed = self.scope.closed_among(people.values(), participations)
        events = stored_records.outcomes([participation.pk for participation in participations.values()])
        for key, rows in rows_by_key.items():
            person = people.get(key)
            participation = participations.get(person.pk) if person else None
            if participation and participation.pk in closed and self.scope.is_whole:
                self.plan.counts["left"] += len(rows)  # not compared with what is stored, and not written
                continue
            if participation is None or participation.pk in closed or not self._reaches(participation):
                self._refuse_unknown(rows)
                continue
            self._hides = person.is_protected
            right = [row for row in rows if self._is_right(row, participation)]
            self._settle(
                right, participation.pk, [StoredOutcome(*e) for e in events.get(participation.pk, ())]
            )

    def _reaches(self, participation):
        """Whether the person has or has had a spell in one's part of the project."""
        return self.scope.is_whole or any(
            self.scope.covers(spell.municipality, spell.intervention) for spell in participation.spells
        )

    def _refuse_unknown(self, rows):
        if self.scope.is_whole:
            message = _("The person does not take part in this project. Register the participant first.")
        else:
            message = _("The person does not take part in your part of this project.")
        for row in rows:
            self._refuse(row, "personal_identity_number", row.masked, message)

    def _refuse(self, row, column, value, message):
        self.problems.add(row.row, self.reader.heading(column), value, message)

    def _is_right(self, row, participation):
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
            self._refuse(row, problem.field, shown, disagrees() if self._hides else problem.message)
        return not found

    def _settle(self, rows, participation, events):
        """Unchanged where an event says the same; otherwise filled in, or new."""
        left = [row for row in rows if not any(_says_all(event, row) for event in events)]
        self.plan.counts["unchanged"] += len(rows) - len(left)
        said = {id(e) for e in events for row in rows if _is_same(e, row)}
        fillable = [event for event in events if event.holds and id(event) not in said]
        for row in left:
            event = next((event for event in fillable if _can_be_filled(event, row)), None)
            if event is None:
                self.plan.counts["created"] += 1
                self.plan.events.append((participation, row, row.improvement or "", row.evidence or "", None))
            else:
                fillable.remove(event)
                self._fill_in(row, participation, event)

    def _fill_in(self, row, participation, event):
        self.plan.counts["updated"] += 1
        for column in ("improvement", "evidence"):
            before, after = getattr(event, column), getattr(row, column)
            if after and not before:
                self.plan.note_change(
                    row.row,
                    self.reader.heading(column),
                    lambda: self._words("", None),
                    lambda column=column, after=after: self._words(column, after),
                )
        improvement, evidence = row.improvement or event.improvement, row.evidence or event.evidence
        self.plan.events.append((participation, row, improvement, evidence, event.pk))

    def _words(self, column, value):
        return HIDDEN if self._hides else in_words(column, value, self.places)


def _is_same(event, row):
    """Whether the event is what the row says, empty cells included."""
    return (event.happened_on, event.kind, event.improvement, event.evidence) == (
        row.happened_on,
        row.kind,
        row.improvement or "",
        row.evidence or "",
    )


def _says_all(event, row):
    """Whether the event says all that the row says: an empty cell says nothing."""
    return (
        (event.happened_on, event.kind) == (row.happened_on, row.kind)
        and row.improvement in (None, event.improvement)
        and row.evidence in (None, event.evidence)
    )


def _can_be_filled(event, row):
    """Whether the row adds to the event without contradicting it."""
    return (
        (event.happened_on, event.kind) == (row.happened_on, row.kind)
        and (not event.improvement or row.improvement in (None, event.improvement))
        and (not event.evidence or row.evidence in (None, event.evidence))
    )
