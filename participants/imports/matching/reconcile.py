"""The rows of one person beside what is stored about them.

Rows come by entry date. A row whose start is stored is that spell, unchanged or updated; any other
is a further spell. The entry record follows the row of the first spell, the names the last row, and
an empty cell never takes anything away.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from esfportal.ui.formats import date_iso
from participants.imports.matching.plan import (
    ENTRY_FIELDS,
    NAME_FIELDS,
    SPELL_FIELDS,
    Arrival,
    ParticipantsPlan,
)
from participants.imports.matching.wording import in_words
from participants.register.models import Protection

HIDDEN = "•••"


@dataclass
class Desk:
    """What settling needs at hand, and where its results go."""

    project: Any
    reader: Any
    places: Any
    scope: Any
    problems: Any
    plan: ParticipantsPlan = field(default_factory=ParticipantsPlan)

    def refuse(self, row, column, value, message):
        self.problems.add(row.row, self.reader.heading(column), value, message)

    def note(self, row, column, old, new, *, hide=False):
        """Remember a change for the review page, without telling who a protected person is."""

        def words(value):
            return HIDDEN if hide else in_words(column, value, self.places)

        self.plan.note_change(row.row, self.reader.heading(column), lambda: words(old), lambda: words(new))


def strongest(rows):
    """The highest level of protection that the rows state."""
    return Protection.strongest(row.protection for row in rows)


def arrive(rows, person, desk):
    """Somebody new in the project; `person` when the portal knows the number from another one."""
    refuse_overlaps([(row.entry_date, row.exit_date, row) for row in rows], desk)
    level = strongest(rows)
    if person and Protection.is_stronger(level, person.protection):
        desk.plan.protections[person.pk] = level
    desk.plan.arrivals.append(Arrival(rows, person.pk if person else None, level))
    desk.plan.counts["created"] += len(rows)


class Settlement:
    """Sets one person's rows beside their stored participation."""

    def __init__(self, rows, person, participation, desk):
        self.rows = rows
        self.person = person
        self.participation = participation
        self.desk = desk
        self.stored = {spell.entry_date: spell for spell in participation.spells}
        self.visible = [s for s in participation.spells if desk.scope.covers(s.municipality, s.intervention)]
        self.changed = set()  # rows
        self.is_hidden = person.is_protected or strongest(rows) != Protection.NONE

    def settle(self):
        periods = {
            spell.entry_date: (spell.entry_date, spell.exit_date, None) for spell in self.stored.values()
        }
        for row in self.rows:
            spell = self.stored.get(row.entry_date)
            if spell is None:
                periods[row.entry_date] = (row.entry_date, row.exit_date, row)
                self.desk.plan.reentries.append((self.participation.pk, row))
            elif spell not in self.visible:
                self.desk.refuse(row, "entry_date", date_iso(row.entry_date), outside())
            else:
                periods[row.entry_date] = (row.entry_date, row.exit_date or spell.exit_date, row)
                self._update_spell(row, spell)
        self._refuse_earlier_start()
        refuse_overlaps(
            sorted(periods.values(), key=lambda period: period[0]), self.desk, self._tells, self._untold()
        )
        if self.visible:
            self._update_participation()
        self._raise_protection()
        self._count()

    def _update_spell(self, row, spell):
        values = self._merged(row, SPELL_FIELDS, spell.values, row.spell)
        if values != spell.values:
            self.desk.plan.spells.append((spell.pk, *values))

    def _update_participation(self):
        stored, last = self.participation, self.rows[-1]
        names = self._merged(last, NAME_FIELDS, stored.names, last.names)
        entry = stored.entry
        row = self.rows[0]
        if stored.spells and row.entry_date == stored.spells[0].entry_date:
            entry = self._merged(row, ENTRY_FIELDS, entry, row.entry)
        if (names, entry) != (stored.names, stored.entry):
            self.desk.plan.participations.append((stored.pk, *names, *entry))

    def _merged(self, row, columns, old, new):
        """The stored values with those of the row that are not empty; differences are noted."""
        merged = list(old)
        for position, (column, before, after) in enumerate(zip(columns, old, new, strict=True)):
            if after is not None and after != before:
                merged[position] = after
                self.changed.add(row.row)
                self.desk.note(row, column, before, after, hide=self.is_hidden)
        return tuple(merged)

    def _raise_protection(self):
        level = strongest(self.rows)
        if Protection.is_stronger(level, self.person.protection):
            row = next(row for row in self.rows if row.protection == level)
            self.desk.plan.protections[self.person.pk] = level
            self.changed.add(row.row)
            if self.visible:
                self.desk.note(
                    row, "protected_identity", self.person.protection, level, hide=self.person.is_protected
                )

    @property
    def _tells(self):
        """Whether what is stored may be told to whoever imports."""
        return bool(self.visible) and not self.person.is_protected

    def _untold(self):
        return disagrees() if self.visible else outside()

    def _refuse_earlier_start(self):
        row, spells = self.rows[0], self.participation.spells
        if not spells or row.entry_date >= spells[0].entry_date:
            return
        message = _(
            "The person's first start here is %(date)s, and what held then is kept. "
            "Correct that date on the person's page if it is wrong, or take this row away."
        ) % {"date": date_iso(spells[0].entry_date)}
        self.desk.refuse(
            row, "entry_date", date_iso(row.entry_date), message if self._tells else self._untold()
        )

    def _count(self):
        counts = self.desk.plan.counts
        for row in self.rows:
            if row.entry_date not in self.stored:
                counts["created"] += 1
            else:
                counts["updated" if row.row in self.changed else "unchanged"] += 1


def refuse_overlaps(periods, desk, tells=True, untold=""):
    """Report periods, by start, that begin before the one before has ended. Each is (start, end, row);
    the row is None for one that is stored only. Both days of a period belong to it. `untold` is said
    where a stored period must not be told of."""
    for earlier, later in pairwise(periods):
        if earlier[1] is not None and earlier[1] < later[0]:
            continue
        if later[2] is not None:
            row, column, value, other = later[2], "entry_date", later[0], earlier
        else:
            row, column, value, other = earlier[2], "exit_date", earlier[1], later
        message = _overlap(earlier, later, other) if tells or other[2] else untold
        desk.refuse(row, column, date_iso(value), message)


def _overlap(earlier, later, other):
    """What to do about two periods of which `other` is the one that the row does not stand for."""
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


def leave_closed(rows, person, desk):
    """Somebody whose record is closed to whoever imports: the answer is one, whatever the rows say.

    A part's list is refused. A whole project's may come again, so that the rows are left alone, and not
    compared with what is stored: a place or a day that somebody tries would be confirmed. A stronger
    protection is taken from them all the same.
    """
    if not desk.scope.is_whole:
        for row in rows:
            desk.refuse(row, "entry_date", date_iso(row.entry_date), outside())
        return
    level = strongest(rows)
    is_raised = Protection.is_stronger(level, person.protection)
    if is_raised:
        desk.plan.protections[person.pk] = level
    desk.plan.counts["updated" if is_raised else "left"] += len(rows)


def disagrees():
    """About a protected identity, whose stored dates are shown to nobody here."""
    return _(
        "This does not agree with what is stored about the person, who has a protected identity. "
        "A case worker named for the person can see what, and record it."
    )


def outside():
    """About what somebody with a part of the project may not see."""
    return _("The person takes part in the project, outside your part of it. Ask the project leader.")
