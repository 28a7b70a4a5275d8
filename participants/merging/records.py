"""Two records of one person: where they differ, and what can be chosen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from esfportal.ui.formats import date_iso
from participants.merging.combining import kept_outcomes, periods_of
from participants.register.forms.entry import RecordForm
from participants.register.identity import numbers
from participants.register.labels import EDUCATION_LEVELS
from participants.register.models import Participation, Person

FIRST, SECOND = "first", "second"
RECORD_FIELDS = ("given_name", "family_name", *Participation.ENTRY_RECORD_FIELDS)
DESCRIPTION = ("birth_date", "sex")


@dataclass(frozen=True)
class Choice:
    """A value that differs; `options` are (value of the form, text)."""

    name: str
    label: str
    options: list[tuple[str, str]]
    default: str


class RecordPair:
    """Two participations of a project that are taken for one person's."""

    def __init__(self, first: Participation, second: Participation) -> None:
        self.records = {FIRST: first, SECOND: second}
        self.spells = [spell for each in (first, second) for spell in spells_of(each)]
        self.periods = periods_of(self.spells)
        self.outcomes, self.evidence = kept_outcomes(*(list(outcomes_of(each)) for each in (first, second)))

    @cached_property
    def earlier(self) -> str:
        """The record that starts first: the entry record is that of the first day."""
        starts = [
            (min(spell.entry_date for spell in self.spells if spell.participation_id == each.pk), name)
            for name, each in self.records.items()
        ]
        return min(starts, key=lambda start: start[0])[1]

    @property
    def rows(self) -> tuple[Any, ...]:
        """All rows that are merged, for the form's version: the user decides about what was shown."""
        records = list(self.records.values())
        outcomes = [event for each in records for event in outcomes_of(each)]
        return records, [each.person for each in records], self.spells, outcomes

    @cached_property
    def numbered(self) -> list[str]:
        kinds = Person.NumberKind
        return [name for name, each in self.records.items() if each.person.number_kind != kinds.NONE]

    def choices(self, *, number_text: Callable[[Participation], str]) -> list[Choice]:
        """Return what differs; `number_text` returns a record's number as it is shown."""
        return [
            *self._of_person(number_text),
            *(self._of_field(name) for name in RECORD_FIELDS if self._differs(name)),
            *self._of_periods(),
        ]

    def _of_person(self, number_text: Callable[[Participation], str]) -> list[Choice]:
        if len(self.numbered) == len(self.records):
            options = [(name, number_text(each)) for name, each in self.records.items()]
            return [Choice("number", _("Personal identity number"), options, self.earlier)]
        if self.numbered:  # its birth date and sex belong to it
            return []
        people = {name: each.person for name, each in self.records.items()}
        return [
            Choice(
                name,
                label_of(Person, name),
                [(which, value_text(person, name)) for which, person in people.items()],
                self.earlier,
            )
            for name in DESCRIPTION
            if len({getattr(person, name) for person in people.values()}) > 1
        ]

    def _differs(self, name: str) -> bool:
        first, second = (getattr(each, name) for each in self.records.values())
        return first != second

    def _of_field(self, name: str) -> Choice:
        options = [(which, value_text(each, name)) for which, each in self.records.items()]
        known = [which for which, each in self.records.items() if getattr(each, name) not in (None, "")]
        return Choice(
            name,
            label_of(Participation, name),
            options,
            self.earlier if self.earlier in known or not known else known[0],
        )

    def _of_periods(self) -> list[Choice]:
        found = []
        for number, period in enumerate(self.periods):
            day = {"day": date_iso(period.starts_on)}
            if len(period.places) > 1:
                options = [(str(spell.pk), place_text(spell)) for spell in period.places]
                label = _("Municipality and intervention of the period from %(day)s") % day
                found.append(Choice(f"place_{number}", label, options, options[0][0]))
            if len(period.ends) > 1:
                options = [(str(spell.pk), end_text(spell)) for spell in period.ends]
                label = _("End of the period from %(day)s") % day
                found.append(Choice(f"end_{number}", label, options, options[0][0]))
        return found


def spells_of(participation):
    spells = participation.spells.select_related("municipality", "intervention", "case_worker")
    return spells.order_by("entry_date")


def outcomes_of(participation):
    return participation.outcomes.order_by("pk")


def label_of(model, name):
    if name in RecordForm.base_fields:
        return str(RecordForm.base_fields[name].label)
    return str(capfirst(model._meta.get_field(name).verbose_name))


def value_text(row, name):
    value = getattr(row, name)
    if value is None or value == "":
        return _("not stated")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return date_iso(value)
    if name == "education_level":
        return str(EDUCATION_LEVELS[value])
    return str(dict(row._meta.get_field(name).flatchoices).get(value, value))


def place_text(spell):
    intervention = spell.intervention.display_name if spell.intervention else ""
    return ", ".join(filter(None, [spell.municipality.name, intervention]))


def end_text(spell):
    if spell.exit_date is None:
        return _("has not left")
    return f"{date_iso(spell.exit_date)}, {spell.get_exit_reason_display()}"


def number_text(participation):
    return numbers.masked_number(participation.person) or _("no number")
