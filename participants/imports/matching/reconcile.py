"""Reconcile one person's rows with what is stored."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from esfportal.ui.formats import date_iso
from participants.imports.matching.plan import (
    ENTRY_FIELDS,
    NAME_FIELDS,
    SPELL_FIELDS,
    NewParticipation,
    ParticipantsPlan,
)
from participants.imports.matching.wording import value_text
from participants.register.models import Protection

MASKED_VALUE = "•••"


@dataclass
class ImportContext:
    """Input of the reconciliation, and the plan and problems it fills."""

    project: Any
    reader: Any
    codes: Any
    scope: Any
    problems: Any
    plan: ParticipantsPlan = field(default_factory=ParticipantsPlan)

    def refuse(self, row, column, value, message):
        self.problems.add(row.row, self.reader.heading(column), value, message)

    def note(self, row, column, old, new, *, mask=False):
        def text(value):
            return MASKED_VALUE if mask else value_text(column, value, self.codes)

        self.plan.note_change(row.row, self.reader.heading(column), lambda: text(old), lambda: text(new))


def highest_protection(rows):
    return Protection.strongest(row.protection for row in rows)


def plan_new_participation(rows, person, context):
    """Plan a participation; `person` is known from another project, or None."""
    refuse_overlaps([(row.entry_date, row.exit_date, row) for row in rows], context)
    level = highest_protection(rows)
    if person and Protection.is_stronger(level, person.protection):
        context.plan.protections[person.pk] = level
    context.plan.new_participations.append(NewParticipation(rows, person.pk if person else None, level))
    context.plan.counts["created"] += len(rows)


class ParticipationReconciler:
    """Compares one person's rows, by entry date, with the stored participation."""

    # A row whose start is stored updates that spell; any other row adds one. The entry record follows the row
    # of the first spell, the names the last row. An empty cell changes nothing.

    def __init__(self, rows, person, participation, context):
        self.rows = rows
        self.person = person
        self.participation = participation
        self.context = context
        self.stored = {spell.entry_date: spell for spell in participation.spells}
        self.visible = [
            s for s in participation.spells if context.scope.includes(s.municipality, s.intervention)
        ]
        self.changed = set()  # rows
        # Also when the file is the first to state the protection.
        self.masks_values = person.is_protected or highest_protection(rows) != Protection.NONE

    def run(self):
        periods = {
            spell.entry_date: (spell.entry_date, spell.exit_date, None) for spell in self.stored.values()
        }
        for row in self.rows:
            spell = self.stored.get(row.entry_date)
            if spell is None:
                periods[row.entry_date] = (row.entry_date, row.exit_date, row)
                self.context.plan.reentries.append((self.participation.pk, row))
            elif spell not in self.visible:
                self.context.refuse(row, "entry_date", date_iso(row.entry_date), outside_message())
            else:
                periods[row.entry_date] = (row.entry_date, row.exit_date or spell.exit_date, row)
                self._update_spell(row, spell)
        self._refuse_earlier_start()
        refuse_overlaps(
            sorted(periods.values(), key=lambda period: period[0]),
            self.context,
            self._may_show_stored,
            self._message_without_stored(),
        )
        if self.visible:
            self._update_participation()
        self._raise_protection()
        self._count()

    def _update_spell(self, row, spell):
        values = self._merged(row, SPELL_FIELDS, spell.values, row.spell)
        if values != spell.values:
            self.context.plan.spells.append((spell.pk, *values))

    def _update_participation(self):
        stored, last = self.participation, self.rows[-1]
        names = self._merged(last, NAME_FIELDS, stored.names, last.names)
        entry = stored.entry
        row = self.rows[0]
        if stored.spells and row.entry_date == stored.spells[0].entry_date:
            entry = self._merged(row, ENTRY_FIELDS, entry, row.entry)
        if (names, entry) != (stored.names, stored.entry):
            self.context.plan.participations.append((stored.pk, *names, *entry))

    def _merged(self, row, columns, old, new):
        """Return the stored values, overwritten by the row's filled cells."""
        merged = list(old)
        for position, (column, before, after) in enumerate(zip(columns, old, new, strict=True)):
            if after is not None and after != before:
                merged[position] = after
                self.changed.add(row.row)
                self.context.note(row, column, before, after, mask=self.masks_values)
        return tuple(merged)

    def _raise_protection(self):
        level = highest_protection(self.rows)
        if Protection.is_stronger(level, self.person.protection):
            row = next(row for row in self.rows if row.protection == level)
            self.context.plan.protections[self.person.pk] = level
            self.changed.add(row.row)
            if self.visible:
                self.context.note(
                    row, "protected_identity", self.person.protection, level, mask=self.person.is_protected
                )

    @property
    def _may_show_stored(self):
        return bool(self.visible) and not self.person.is_protected

    def _message_without_stored(self):
        return disagreement_message() if self.visible else outside_message()

    def _refuse_earlier_start(self):
        row, spells = self.rows[0], self.participation.spells
        if not spells or row.entry_date >= spells[0].entry_date:
            return
        message = _(
            "The person's first start here is %(date)s, and what held then is kept. "
            "Correct that date on the person's page if it is wrong, or take this row away."
        ) % {"date": date_iso(spells[0].entry_date)}
        self.context.refuse(
            row,
            "entry_date",
            date_iso(row.entry_date),
            message if self._may_show_stored else self._message_without_stored(),
        )

    def _count(self):
        counts = self.context.plan.counts
        for row in self.rows:
            if row.entry_date not in self.stored:
                counts["created"] += 1
            else:
                counts["updated" if row.row in self.changed else "unchanged"] += 1


def refuse_overlaps(periods, context, may_show_stored=True, message_without_stored=""):
    """Report overlapping periods: (start, end, row) sorted by start; the row is None for a stored one."""
    for earlier, later in pairwise(periods):
        # Both days belong to a period.
        if earlier[1] is not None and earlier[1] < later[0]:
            continue
        if later[2] is not None:
            row, column, value, other = later[2], "entry_date", later[0], earlier
        else:
            row, column, value, other = earlier[2], "exit_date", earlier[1], later
        message = _overlap(earlier, later, other) if may_show_stored or other[2] else message_without_stored
        context.refuse(row, column, date_iso(value), message)


def _overlap(earlier, later, other):
    # `other` is the period that the reported row did not state.
    details = {
        "start": date_iso(other[0]),
        "end": date_iso(other[1]),
        "row": other[2].row if other[2] else "",
    }
    if other is later:
        return (
            _(
                "The person starts anew %(start)s, as is registered already. Give this row an end before that day."
            )
            % details
        )
    if earlier[1] is None and other[2]:
        return (
            _(
                "The person has started in row %(row)s (%(start)s) and has not left. "
                "Give that row an end, or take one of the two away."
            )
            % details
        )
    if earlier[1] is None:
        return (
            _(
                "The person is registered since %(start)s and has not left. "
                "Record that end first: on the person's page, or with a row that has that start and an end."
            )
            % details
        )
    if other[2]:
        return (
            _("The dates overlap row %(row)s (%(start)s to %(end)s). Correct the dates of one of the rows.")
            % details
        )
    return (
        _("The dates overlap a period that is registered already (%(start)s to %(end)s). Correct the dates.")
        % details
    )


def skip_restricted_record(rows, person, context):
    """Skip rows about a protected person whom the user may not open."""
    # The answer is the same whatever the rows say, so that a guessed date or municipality is not confirmed.
    if not context.scope.is_whole_project:
        for row in rows:
            context.refuse(row, "entry_date", date_iso(row.entry_date), outside_message())
        return
    # The lists of a whole project are imported again and again: they are not refused, and may raise protection.
    level = highest_protection(rows)
    is_raised = Protection.is_stronger(level, person.protection)
    if is_raised:
        context.plan.protections[person.pk] = level
    context.plan.counts["updated" if is_raised else "skipped"] += len(rows)


def disagreement_message():
    return _(
        "This does not agree with what is stored about the person, who has a protected identity. "
        "A case worker named for the person can see what, and record it."
    )


def outside_message():
    return _("The person takes part in the project, outside your part of it. Ask the project leader.")
