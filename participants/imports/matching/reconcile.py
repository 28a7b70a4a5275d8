"""Reconcile one person's rows with what is stored.

stored about the person         user imports into   result
no participation in the project any                 plan_new_participation
several people match            any                 rows refused
protected, user not authorised  the whole project   rows skipped; a higher protection is stored
protected, user not authorised  a part              rows refused
any other participation         any                 ParticipationReconciler
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from esfportal.ui.formats import date_iso
from participants.imports.matching.admission import GROUND
from participants.imports.matching.context import ImportContext
from participants.imports.matching.disclosure import Disclosure, outside_message
from participants.imports.matching.names import OTHER_NAME, differs_altogether
from participants.imports.matching.periods import Period, report_overlaps
from participants.imports.matching.plan import (
    ENTRY_FIELDS,
    NAME_FIELDS,
    SPELL_FIELDS,
    NewParticipation,
    ParticipantRow,
    ParticipantsPlan,
    Result,
    Written,
)
from participants.imports.matching.stored_records import StoredParticipation, StoredSpell
from participants.imports.reading.errors import ProblemKind
from participants.register.identity.person_lookup import StoredPerson
from participants.register.models import Protection
from participants.register.rules.corrections import is_replaced

Context = ImportContext[ParticipantsPlan]

SPELL_COLUMNS = {"entry_date", *SPELL_FIELDS}


def highest_protection(rows: Iterable[ParticipantRow]) -> str:
    return Protection.strongest(row.protection for row in rows)


def plan_new_participation(rows: list[ParticipantRow], person: StoredPerson | None, context: Context) -> None:
    """Plan a participation; `person` is known from another project, or None."""
    report_overlaps([Period(row.entry_date, row.exit_date, row) for row in rows], context)
    for earlier, later in pairwise(rows):
        if differs_altogether(later.names, earlier.names):
            _ask_about_name(later, earlier.names, context, row=earlier.row)
    first = rows[0]
    entry = first.entry
    found, mistake = context.target_groups.check(entry, first)
    if found is not entry:
        first.entry = found
    if mistake:
        context.report(first, "admission_ground", "", mistake, ProblemKind.TARGET_GROUP)
    codes = {code for row in rows for code in context.ask_about(row, None if row is first else SPELL_COLUMNS)}
    level = highest_protection(rows)
    if person and Protection.is_stronger(level, person.protection):
        context.plan.protections[person.pk] = level
    context.plan.new_participations.append(
        # A tuple, because an empty set for each row takes a sixth of the plan's memory.
        NewParticipation(rows, person.pk if person else None, level, tuple(codes))
    )
    for row in rows:
        context.plan.note_row(row.row, Result.CREATED)


class ParticipationReconciler:
    """Compares one person's rows, by entry date, with the stored participation.

    what                  disclosure    result
    start not stored      any           a further spell; refused before the first start or in an overlap
    start stored, in part FULL, MASKED  the spell is updated, or unchanged
    start stored, outside any           refused
    names (last row)      FULL, MASKED  updated, or unchanged
    entry record          FULL, MASKED  updated by the row of the first spell
    protection            any           raised, never lowered
    messages, changes     FULL          show stored values
    messages, changes     MASKED, NONE  show no stored value
    """

    # An empty cell never changes a stored value.

    def __init__(
        self,
        rows: list[ParticipantRow],
        person: StoredPerson,
        participation: StoredParticipation,
        context: Context,
    ) -> None:
        self.rows = rows
        self.person = person
        self.participation = participation
        self.context = context
        self.stored = {spell.entry_date: spell for spell in participation.spells}
        self.visible = [
            spell
            for spell in participation.spells
            if context.scope.includes(spell.municipality, spell.intervention)
        ]
        self.disclosure = Disclosure.of(
            person, is_in_scope=context.scope.includes_participation(participation)
        )
        self.changed: dict[int, set[str]] = {}  # columns by row
        # Also when the file is the first to state the protection.
        is_protected = highest_protection(rows) != str(Protection.NONE)
        self.masks_changes = is_protected or self.disclosure is not Disclosure.FULL

    def run(self) -> None:
        periods = {start: Period(start, spell.exit_date) for start, spell in self.stored.items()}
        for row in self.rows:
            spell = self.stored.get(row.entry_date)
            if spell is None:
                periods[row.entry_date] = Period(row.entry_date, row.exit_date, row)
                self.context.plan.reentries.append((self.participation.pk, row))
            elif spell not in self.visible:
                self.context.report(row, "entry_date", date_iso(row.entry_date), outside_message())
            else:
                periods[row.entry_date] = Period(row.entry_date, row.exit_date or spell.exit_date, row)
                self._update_spell(row, spell)
        self._refuse_earlier_start()
        by_start = sorted(periods.values(), key=lambda period: period.start)
        report_overlaps(by_start, self.context, self.disclosure)
        if self.disclosure is not Disclosure.NONE:
            self._update_participation()
        self._raise_protection()
        self._count()
        for row in self.rows:
            is_new = row.entry_date not in self.stored
            codes = self.context.ask_about(
                row, self.changed.get(row.row, set()) | (SPELL_COLUMNS if is_new else set())
            )
            self.context.plan.note_warnings(self.participation.pk, codes)

    def _update_spell(self, row: ParticipantRow, spell: StoredSpell) -> None:
        values = self._merged(row, self.context.plan.spell_columns, spell.values, row.spell, spell.pk)
        if values != spell.values:
            self.context.plan.spells.append((spell.pk, *values))

    def _update_participation(self) -> None:
        stored, last = self.participation, self.rows[-1]
        self._check_names()
        names = self._merged(last, NAME_FIELDS, stored.names, last.names)
        entry = stored.entry
        row = self.rows[0]
        if not stored.spells or row.entry_date == stored.spells[0].entry_date:
            entry = self._merged_entry(row)
        if (names, entry) != (stored.names, stored.entry):
            self.context.plan.participations.append((stored.pk, *names, *entry))

    def _merged_entry(self, row: ParticipantRow) -> tuple[Any, ...]:
        stored = self.participation.entry
        merged = tuple(old if new is None else new for old, new in zip(stored, row.entry, strict=True))
        if merged != stored:
            checked, mistake = self.context.target_groups.check(merged, row)
            if mistake:
                text = self.disclosure.message(mistake)
                self.context.report(row, "admission_ground", "", text, ProblemKind.TARGET_GROUP)
            if checked != merged and not stored[GROUND]:
                row.entry = (*row.entry[:GROUND], None, *row.entry[GROUND + 1 :])
        return self._merged(row, ENTRY_FIELDS, stored, row.entry)

    def _check_names(self) -> None:
        # The rows' names follow each other: the last one would be stored.
        names, of_row = self.participation.names, 0
        for row in self.rows:
            if differs_altogether(row.names, names):
                # Nor does the command print names.
                is_hidden = not of_row and (self.masks_changes or self.context.by is None)
                _ask_about_name(row, () if is_hidden else names, self.context, row=of_row)
            names, of_row = row.names, row.row

    def _merged(
        self,
        row: ParticipantRow,
        columns: Iterable[str],
        old: tuple[Any, ...],
        new: tuple[Any, ...],
        spell: int | None = None,
    ) -> tuple[Any, ...]:
        """Return the stored values, overwritten by the row's filled cells."""
        merged = list(old)
        for position, (column, before, after) in enumerate(zip(columns, old, new, strict=True)):
            if after is not None and after != before:
                merged[position] = after
                self.changed.setdefault(row.row, set()).add(column)
                if is_replaced(column, before, after):
                    self.context.plan.corrected.add(self.participation.pk)
                self.context.record_change(row, column, before, after, mask=self.masks_changes)
                self.context.plan.written.append(Written(row.row, column, before, after, spell))
        return tuple(merged)

    def _raise_protection(self) -> None:
        level = highest_protection(self.rows)
        if Protection.is_stronger(level, self.person.protection):
            row = next(row for row in self.rows if row.protection == level)
            self.context.plan.protections[self.person.pk] = level
            self.changed.setdefault(row.row, set()).add("protected_identity")
            written = Written(row.row, "protected_identity", self.person.protection, level, None)
            self.context.plan.written.append(written)
            if self.disclosure is not Disclosure.NONE:
                is_masked = self.disclosure is Disclosure.MASKED
                self.context.record_change(
                    row, "protected_identity", self.person.protection, level, mask=is_masked
                )

    def _refuse_earlier_start(self) -> None:
        row, spells = self.rows[0], self.participation.spells
        if not spells or row.entry_date >= spells[0].entry_date:
            return
        message = _(
            "The person's first start here is %(date)s, and what was recorded then is kept. Correct that "
            "date on the person's page if it is wrong, or remove this row."
        ) % {"date": date_iso(spells[0].entry_date)}
        self.context.report(row, "entry_date", date_iso(row.entry_date), self.disclosure.message(message))

    def _count(self) -> None:
        plan, pk = self.context.plan, self.participation.pk
        for row in self.rows:
            if row.entry_date not in self.stored:
                plan.note_row(row.row, Result.CREATED, pk)
                if row.row in self.changed:  # a re-entry under a new name, for example
                    plan.counts[Result.UPDATED] += 1
                    plan.counted_twice += 1
            else:
                result = Result.UPDATED if row.row in self.changed else Result.UNCHANGED
                plan.note_row(row.row, result, pk)


def _ask_about_name(
    file_row: ParticipantRow, other: tuple[str, ...], context: Context, *, row: int = 0
) -> None:
    """Ask whether a row under another name is about the same person; `row`: the other row, 0 if stored."""
    if file_row.is_same_person:
        return
    if file_row.is_same_person is False:
        text = _("The number belongs to a person of another name. Correct the number.")
        context.report(file_row, "personal_identity_number", "", text)
        return
    if not other:
        text = _("The name differs altogether from the stored one. Is it the same person under a new name?")
    elif row:
        text = _(
            "The name differs altogether from that of the same person in row %(row)s. Is it the same person?"
        )
    else:
        text = _("The stored name %(old)s becomes %(new)s. Is it the same person under a new name?")
    details = {"old": " ".join(other), "new": " ".join(file_row.names), "row": row}
    context.plan.questions.ask(OTHER_NAME, text % details, file_row.row)


def skip_restricted_record(rows: list[ParticipantRow], person: StoredPerson, context: Context) -> None:
    """Skip rows about a protected person whom the user may not open."""
    # The answer is the same whatever the rows say, so that a guessed date or municipality is not confirmed.
    if not context.scope.is_whole_project:
        for row in rows:
            context.report(row, "entry_date", date_iso(row.entry_date), outside_message())
        return
    # The lists of a whole project are imported again and again: they are not refused, and may raise protection.
    level = highest_protection(rows)
    is_raised = Protection.is_stronger(level, person.protection)
    if is_raised:
        context.plan.protections[person.pk] = level
    for row in rows:
        context.plan.note_row(row.row, Result.UPDATED if is_raised else Result.SKIPPED)
