"""Find out whether a row is about a person who is registered already, without a number or under another one.

answer                           result
none, on the page                a question; the row waits
none, at the command line        an error
another person                   a new participation
the same as a participant        the row is compared with that participation, which gets the row's number
the same as another row          one participation with the periods of both
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from esfportal.ui.formats import date_iso
from participants.imports.matching import stored_records
from participants.imports.matching.disclosure import outside_message
from participants.imports.matching.plan import (
    ANOTHER,
    Candidate,
    ParticipantRow,
    PersonAnswer,
    PersonQuestion,
    Result,
    adds_nothing,
)
from participants.imports.matching.reconcile import Context, ParticipationReconciler
from participants.imports.matching.stored_records import StoredParticipation
from participants.imports.reading.errors import ProblemKind
from participants.register.identity.comparison import may_be_one_person
from participants.register.identity.likeness import sound_alike, sounds
from participants.register.identity.person_lookup import StoredPerson
from participants.register.models import Person, Protection

# The number that a person keeps, when rows of one person have several.
BY_WEIGHT = (
    str(Person.NumberKind.NONE),
    str(Person.NumberKind.SAMORDNINGSNUMMER),
    str(Person.NumberKind.PERSONNUMMER),
)


@dataclass(slots=True)
class Match:
    """A stored participation, with the rows about it."""

    person: StoredPerson
    participation: StoredParticipation
    rows: list[ParticipantRow]


@dataclass(slots=True, eq=False)
class Newcomer:
    rows: list[ParticipantRow]
    person: StoredPerson | None  # known by the number, from another project
    alike: Sequence[Match] = ()  # may be the same person
    place: int = 0  # among the new people
    _heard: list[str] | None = None

    @property
    def first(self) -> ParticipantRow:
        return self.rows[0]

    @property
    def kind(self) -> str:
        return self.first.number_kind  # all rows have the same

    @property
    def heard(self) -> list[str]:
        # Most rows are compared with none.
        if self._heard is None:
            self._heard = sounds(" ".join(self.first.names))
        return self._heard


def key_of(row: ParticipantRow) -> tuple[date, str]:
    return row.birth_date, str(row.sex)


class AlikePeople:
    """The people of the project who are like some newcomers, and whom the user may be asked about."""

    def __init__(self, context: Context, birth_dates: Collection[date], *, lock: bool) -> None:
        self._found = stored_records.people_alike(context.project, birth_dates)
        people = [person for found in self._found.values() for _sounds, person, _kind in found]
        self._participations: dict[UUID, StoredParticipation] = stored_records.participations(
            context.project,
            [each.pk for each in people],
            lock=lock,
            situation=context.plan.situation_columns,
        )
        # A guess about a protected person is not confirmed.
        self._locked = context.scope.locked_participations(people, self._participations)

    def matches(self, newcomer: Newcomer) -> Sequence[Match]:
        stored = self._found.get(key_of(newcomer.first))
        if not stored:
            return ()
        found = [
            Match(person, self._participations[person.pk], [])
            for heard, person, kind in stored
            if may_be_one_person(newcomer.kind, kind) and sound_alike(newcomer.heard, heard)
        ]
        return [each for each in found if each.participation.pk not in self._locked]


class NewcomerResolver:
    """Sorts newcomers, in the order of the file, into new people and participants."""

    def __init__(self, context: Context, matches: dict[int, Match]) -> None:
        self.context = context
        self.matches = matches  # by participation
        self.new: list[Newcomer] = []
        # By birth date and sex, then by kind of number: most rows have a number, and none of those is asked about.
        self._by_key: dict[tuple[date, str], dict[str, list[Newcomer]]] = {}

    def run(self, newcomers: list[Newcomer]) -> list[Newcomer]:
        """Return the new people; reconcile the rows about participants."""
        for each in sorted(newcomers, key=lambda new: new.first.row):
            self._resolve(each)
        for match in self.matches.values():
            _reconcile(match, self.context)
        return self.new

    def _resolve(self, newcomer: Newcomer) -> None:
        row = newcomer.first
        others = self._rows_alike(newcomer)
        candidates = [
            *(Candidate(f"p{each.participation.pk}", each.participation.pk) for each in newcomer.alike),
            *(Candidate(f"r{each.first.row}", row=each.first) for each in others),
        ]
        self.context.plan.matched_participations.update(each.participation.pk for each in newcomer.alike)
        chosen = self._answer(newcomer, candidates) if candidates else ANOTHER
        if not chosen:
            return
        if candidates:
            self._note_answer(row, candidates, chosen)
        if chosen == ANOTHER:
            newcomer.place = len(self.new)
            self.new.append(newcomer)
            self._of_kind(newcomer).append(newcomer)
            return
        for match in newcomer.alike:
            if chosen == f"p{match.participation.pk}":
                self._match(newcomer, match)
        for other in others:
            if chosen == f"r{other.first.row}":
                self._join(newcomer, other)

    def _of_kind(self, newcomer: Newcomer) -> list[Newcomer]:
        return self._by_key.setdefault(key_of(newcomer.first), {}).setdefault(newcomer.kind, [])

    def _rows_alike(self, newcomer: Newcomer) -> list[Newcomer]:
        found = [
            each
            for kind, people in self._by_key.get(key_of(newcomer.first), {}).items()
            if may_be_one_person(newcomer.kind, kind)
            for each in people
            if each.first.is_same_person is not False and sound_alike(newcomer.heard, each.heard)
        ]
        return sorted(found, key=lambda each: each.place)

    def _answer(self, newcomer: Newcomer, candidates: list[Candidate]) -> str:
        """Return the value of the chosen candidate, ANOTHER, or "" where the row waits or is refused."""
        row, context = newcomer.first, self.context
        if row.is_same_person is not None:
            if not row.is_same_person:
                return ANOTHER
            if len(candidates) == 1:
                return candidates[0].value
            _report(row, context, _several(), ProblemKind.SEVERAL)
            return ""
        if context.by is None:
            other = candidates[0].row
            _report(
                row,
                context,
                _question() if other is None else _question_about_rows(other),
                ProblemKind.PERSON,
            )
            return ""
        question = PersonQuestion(newcomer.rows, tuple(candidates))
        question.answer = question.valid_answer(context.answers)
        context.plan.people.append(question)
        if not question.answer:
            for each in newcomer.rows:
                context.plan.note_row(each.row, Result.WAITING)
        return question.answer

    def _note_answer(self, row: ParticipantRow, candidates: list[Candidate], chosen: str) -> None:
        for each in candidates:
            if chosen in (ANOTHER, each.value):
                answer = PersonAnswer(row.row, each.participation_id, is_same=chosen != ANOTHER)
                self.context.plan.people_answers.append(answer)

    def _match(self, newcomer: Newcomer, match: Match) -> None:
        row, plan = newcomer.first, self.context.plan
        if row.digits:
            if not self.context.scope.includes_participation(match.participation):
                self.context.report(row, "personal_identity_number", "", outside_message())
                return
            other = plan.identities.setdefault(match.person.pk, row)
            if other.digits != row.digits:
                _report(row, self.context, _other_number(other))
                return
        known = self.matches.setdefault(match.participation.pk, match)
        known.rows += newcomer.rows

    def _join(self, newcomer: Newcomer, other: Newcomer) -> None:
        if newcomer.person and other.person:
            _report(newcomer.first, self.context, _several(), ProblemKind.SEVERAL)
            return
        other.person = other.person or newcomer.person
        self._of_kind(other).remove(other)
        rows = [*other.rows, *newcomer.rows]
        # Of all rows: one that repeats another may be the one with the number.
        numbered = max(rows, key=lambda row: BY_WEIGHT.index(row.number_kind))
        other.rows = without_repetitions(rows, self.context)
        for row in other.rows:
            row.digits, row.key, row.number_kind = numbered.digits, numbered.key, numbered.number_kind
        self._of_kind(other).append(other)


def _reconcile(match: Match, context: Context) -> None:
    rows = without_repetitions(match.rows, context)
    ParticipationReconciler(rows, match.person, match.participation, context).run()


def without_repetitions(rows: list[ParticipantRow], context: Context) -> list[ParticipantRow]:
    """Return the rows by start; report those that say something else about the same start."""
    kept: dict[date, ParticipantRow] = {}
    for row in sorted(rows, key=lambda each: each.row):
        first = kept.setdefault(row.entry_date, row)
        if first is row:
            continue
        if adds_nothing(row, first):
            first.protection = Protection.strongest((first.protection, row.protection))
            context.plan.note_row(row.row, Result.UNCHANGED)
            context.plan.repeats[row.row] = first.row
        else:
            text = same_start(first.row, row.row)
            context.report(row, "entry_date", date_iso(row.entry_date), text, ProblemKind.DOUBLE)
    return sorted(kept.values(), key=lambda row: row.entry_date)


def same_start(first: int, second: int) -> str:
    return _("Rows %(first)s and %(second)s are the same person with the same start. Keep one of them.") % {
        "first": first,
        "second": second,
    }


def _question() -> str:
    return _(
        "Somebody with similar names, and the same birth date and gender takes part already, without a number or "
        "under another one. Write “yes” in the column “same_person” if it is the same person, otherwise “no”."
    )


def _question_about_rows(other: ParticipantRow) -> str:
    return _(
        "Row %(row)s has similar names, and the same birth date and gender. Write “yes” in the column “same_person” "
        "if it is the same person, otherwise “no”."
    ) % {"row": other.row}


def _several() -> str:
    return _("Several records may be the same person. Correct it on the person's page.")


def _other_number(other: ParticipantRow) -> str:
    return _("Row %(row)s gives the same person another number. Correct one of the rows.") % {
        "row": other.row
    }


def _report(
    row: ParticipantRow, context: Context, message: str, kind: ProblemKind = ProblemKind.MISTAKE
) -> None:
    context.report(row, "same_person", "", message, kind)
