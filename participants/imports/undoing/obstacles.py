"""Obstacles of undoing an import, row by row (ADR 185)."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.models import AuditEntry
from accounts.audit.row_history import Event
from participants.attendance.models import Attendance
from participants.attendance.presence_rules import LOCKED, locked_months
from participants.attendance.recording import version_of
from participants.evidence.models import ProofItem
from participants.imports.employer_files.undoing import employer_obstacles
from participants.imports.matching.plan import ENTRY_FIELDS, NAME_FIELDS
from participants.imports.results.content import Content
from participants.imports.results.stored_values import spell_values
from participants.imports.undoing.frozen import FROZEN, FROZEN_MONEY
from participants.register.models import (
    ChangeNote,
    OutcomeEvent,
    Participation,
    ParticipationHistory,
    Spell,
    SpellHistory,
)
from projects.models import FinancingEntry

PARTICIPATION = Participation._meta.label_lower
# Written about a participant without changing anything that an import writes.
ONLY_READ = (
    AuditAction.IDENTITY_REVEALED,
    AuditAction.NUMBER_UNREADABLE,
    AuditAction.NUMBER_READABLE,
    AuditAction.EXTRACT_MADE,
    AuditAction.EXTRACT_ASKED,
    AuditAction.EXTRACT_HANDED_OVER,
    AuditAction.OWN_PAGE_OPENED,
)
BY_THE_IMPORT = (AuditAction.IMPORT_PERSON_ANSWERED, AuditAction.PROTECTION_RAISED)


class Obstacle(NamedTuple):
    row: int
    participation: int | None
    text: str
    employer: int | None = None  # of a list of employers


class ObstacleFinder:
    def __init__(self, project: Any, content: Content, saved_at: Any) -> None:
        self.project, self.content, self.saved_at = project, content, saved_at
        self.entered = set(content.entered or ())
        self.row_of: dict[int | None, int] = {}
        for row in content.rows:
            self.row_of.setdefault(row.participation, row.number)
        self.about = {row.number: row.participation for row in content.rows}

    def run(self) -> list[Obstacle]:
        found = {
            *self._removed_records(),
            *self._changed_newcomers(),
            *self._references_to_newcomers(),
            *self._changed_values(),
            *self._changed_spells(),
            *self._outcomes(),
            *self._attendance(),
            *self._numbers(),
            *self._frozen(),
            *self._employers(),
            *self._bookings(),
        }
        return sorted(found, key=lambda each: (each.row, each.text))

    @property
    def touched(self) -> set[int]:
        rows = {
            each.row for each in (*self.content.written, *self.content.outcomes, *self.content.attendance)
        }
        keys = {self.about.get(row) for row in rows} | {pk for _row, pk, _entry in self.content.reentries}
        return {pk for pk in keys | self.entered if pk is not None}

    def _of(self, keys: Iterable[int], text: Any) -> Iterator[Obstacle]:
        for pk in keys:
            yield Obstacle(self.row_of.get(pk, 0), pk, str(text))

    def _removed_records(self) -> Iterator[Obstacle]:
        valid = Participation.objects.filter(pk__in=self.touched).values_list("pk", flat=True)
        yield from self._of(self.touched - set(valid), _("The record has been voided or merged since."))

    def _changed_newcomers(self) -> Iterator[Obstacle]:
        later = {"pgh_created_at__gt": self.saved_at}
        keys = {
            *self._newcomers_of(ParticipationHistory.objects.filter(**later), "id"),
            *self._newcomers_of(SpellHistory.objects.filter(**later), "participation"),
            *self._newcomers_of(ChangeNote.objects.filter(recorded_at__gt=self.saved_at), "participation"),
        }
        yield from self._of(keys, _("The record has been changed since."))

    def _references_to_newcomers(self) -> Iterator[Obstacle]:
        # Of every app, also those that come later: what refers to a participation was built on it.
        for model, name in references_to(Participation, without=(Spell, ChangeNote)):
            keys = self._newcomers_of(model._base_manager, name)
            yield from self._of(keys, capfirst(model._meta.verbose_name))

    def _newcomers_of(self, rows: Any, name: str) -> set[int]:
        # The keys of an import follow each other: a statement that lists 20,000 takes longer to compose than to run.
        if not self.entered:
            return set()
        within = {f"{name}__gte": min(self.entered), f"{name}__lte": max(self.entered)}
        return self.entered.intersection(rows.filter(**within).values_list(name, flat=True))

    def _changed_values(self) -> Iterator[Obstacle]:
        of_record = [each for each in self.content.written if each.column in (*NAME_FIELDS, *ENTRY_FIELDS)]
        of_spell = [each for each in self.content.written if each.spell]
        records = Participation.objects.in_bulk({self.about[each.row] for each in of_record})
        spells = Spell.objects.in_bulk({each.spell for each in of_spell})
        for each in of_record:
            record = records.get(self.about[each.row])
            if record and getattr(record, each.column) != each.new:
                yield self._changed(each.row)
        for each in of_spell:
            if each.spell not in spells or spell_values(spells[each.spell], each.column) != each.new:
                yield self._changed(each.row)

    def _changed(self, row: int) -> Obstacle:
        return Obstacle(row, self.about.get(row), _("A value that the import wrote has been changed since."))

    def _changed_spells(self) -> Iterator[Obstacle]:
        # Attendance, outcomes and certificates are checked against the periods of their time.
        spells = {self.about[each.row] for each in self.content.written if each.spell}
        keys = (spells | {pk for _row, pk, _entry in self.content.reentries}) - {None}
        entries = AuditEntry.objects.filter(object_type=PARTICIPATION, object_id__in=map(str, keys))
        later = entries.filter(transaction_at__gt=self.saved_at).exclude(action__in=ONLY_READ)
        yield from self._of(_keys(later), _("Something has been recorded about the participant since."))
        own = entries.filter(transaction_at=self.saved_at).exclude(action__in=BY_THE_IMPORT)
        yield from self._of(_keys(own), _("The end that was imported ended activities or placements, too."))
        recorded = OutcomeEvent.objects.filter(participation__in=keys, recorded_at__gt=self.saved_at)
        recorded = recorded.exclude(pk__in=[each.outcome for each in self.content.outcomes])
        outcomes = set(recorded.values_list("participation_id", flat=True))
        yield from self._of(outcomes, _("An outcome has been recorded since."))
        known = {entry for _row, _pk, entry in self.content.reentries}
        present = Spell.objects.filter(participation__in=keys, entry_date__in=known)
        found = set(present.values_list("participation_id", "entry_date"))
        for row, pk, entry in self.content.reentries:
            if (pk, entry) not in found:
                yield self._changed(row)

    def _outcomes(self) -> Iterator[Obstacle]:
        rows = {each.outcome: each.row for each in self.content.outcomes}
        later = OutcomeEvent.objects.filter(supersedes__in=rows).values_list("supersedes_id", flat=True)
        for pk in later:
            yield self._obstacle(rows[pk], _("The outcome has been corrected or withdrawn since."))
        for model, name in references_to(OutcomeEvent, without=(OutcomeEvent,)):
            for pk in model._base_manager.filter(**{f"{name}__in": rows}).values_list(
                f"{name}_id", flat=True
            ):
                yield self._obstacle(rows[pk], capfirst(model._meta.verbose_name))
        events = OutcomeEvent.objects.filter(pk__in=rows)
        people = {event.participation_id for event in events}
        proven = set(
            ProofItem.objects.filter(participation__in=people, added_at__gt=self.saved_at).values_list(
                "participation_id", "outcome_kind", "happened_on"
            )
        )
        for event in events:
            if (event.participation_id, event.kind, event.happened_on) in proven:
                yield self._obstacle(rows[event.pk], _("The outcome has been proven since."))

    def _obstacle(self, row: int, text: Any) -> Obstacle:
        return Obstacle(row, self.about.get(row), str(text))

    def _attendance(self) -> Iterator[Obstacle]:
        saved = self.content.attendance
        found = Attendance.objects.filter(session__in={each.session for each in saved})
        now = {(each.session_id, each.participation_id): each for each in found.select_related("session")}
        days = [each.session.held_on for each in now.values()]
        people = Participation.objects.filter(pk__in={each.participation for each in saved})
        locked = locked_months([*people], min(days).replace(day=1), max(days)) if days else ()
        for each in saved:
            attendance = now.get((each.session, each.participation))
            if version_of(attendance) != each.version:
                yield self._obstacle(each.row, _("The attendance has been changed since."))
            elif attendance and (each.participation, attendance.session.held_on.replace(day=1)) in locked:
                yield self._obstacle(each.row, LOCKED)

    def _numbers(self) -> Iterator[Obstacle]:
        for row in self.content.numbered:
            yield self._obstacle(
                row, _("The row gave the person a number. Correct it on the participant's page.")
            )

    def _employers(self) -> Iterator[Obstacle]:
        for row, employer, text in employer_obstacles(self.content, self.saved_at):
            yield Obstacle(row, None, str(text), employer)

    def _frozen(self) -> Iterator[Obstacle]:
        for texts in FROZEN:
            for pk, text in texts(self.project, self.touched, self.saved_at).items():
                yield from self._of([pk], text)

    def _bookings(self) -> Iterator[Obstacle]:
        rows = {each.entry: each.row for each in self.content.bookings}
        entries = FinancingEntry.objects.in_project(self.project).filter(pk__in=rows)
        for pk in rows.keys() - set(entries.values_list("pk", flat=True)):
            yield Obstacle(rows[pk], None, _("The booking has been removed since."))
        for model, name in references_to(FinancingEntry, without=()):
            found = model._base_manager.filter(**{f"{name}__in": rows})
            for pk in found.values_list(f"{name}_id", flat=True):
                yield Obstacle(rows[pk], None, capfirst(model._meta.verbose_name))
        for texts in FROZEN_MONEY:
            for pk, text in texts(self.project, entries, self.saved_at).items():
                yield Obstacle(rows[pk], None, text)


def references_to(model: Any, *, without: tuple[Any, ...]) -> Iterator[tuple[Any, str]]:
    """Yield (model, name of its key to `model`), except histories."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete:
            other = relation.related_model
            if not issubclass(other, (Event, *without)):
                yield other, relation.field.name


def _keys(entries: Any) -> set[int]:
    return {int(pk) for pk in entries.values_list("object_id", flat=True)}
