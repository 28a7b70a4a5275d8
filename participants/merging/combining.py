"""Combine two records: periods without overlap, and outcomes without duplicates."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from participants.register.models import Spell

OPEN = date.max  # of a period that has not ended, for comparing


def end_of(spell):
    return spell.exit_date or OPEN


@dataclass(frozen=True)
class Period:
    """Spells of both records that overlap each other; mostly it is one spell."""

    spells: tuple[Spell, ...]  # by start

    @property
    def starts_on(self):
        return self.spells[0].entry_date

    @cached_property
    def places(self):
        """Return one spell for each municipality and intervention, the earliest first."""
        found = {}
        for spell in self.spells:
            found.setdefault((spell.municipality_id, spell.intervention_id), spell)
        return list(found.values())

    @cached_property
    def ends(self):
        """Return one spell for each possible end, the latest first: that of the union of the days."""
        last_start = self.spells[-1].entry_date
        found = {}
        for spell in sorted(self.spells, key=lambda spell: (end_of(spell), spell.pk), reverse=True):
            if end_of(spell) >= last_start:
                found.setdefault((spell.exit_date, spell.exit_reason), spell)
        return list(found.values())


def periods_of(spells):
    """Return the periods of both records by start. Spells that share a day are one; neighbours stay apart."""
    # One record may hold no two spells that share a day. A start on the day after an end is a re-entry, as it
    # would be in one record.
    groups = []
    for spell in sorted(spells, key=lambda spell: (spell.entry_date, spell.pk)):
        if groups and spell.entry_date <= max(map(end_of, groups[-1])):
            groups[-1].append(spell)
        else:
            groups.append([spell])
    return [Period(tuple(group)) for group in groups]


def kept_outcomes(first, second):
    """Return (outcomes of both records in the order of recording, {key: evidence of the equal one left out})."""
    # Of two equal ones that hold, that recorded last is kept with its earlier versions: on one day the last counts.
    latest = [{_content(event): event for event in _in_force(events)} for events in (first, second)]
    dropped, evidence = set(), {}
    for content in latest[0].keys() & latest[1].keys():
        earlier, later = sorted((found[content] for found in latest), key=lambda event: event.place)
        events = first if earlier in first else second
        for event in _in_force(events):
            if _content(event) == content:
                dropped |= _versions(event, events)
        if earlier.evidence and not later.evidence:
            evidence[later.pk] = earlier.evidence
    kept = [event for event in (*first, *second) if event.pk not in dropped]
    return sorted(kept, key=lambda event: event.pk), evidence


def _in_force(events):
    corrected = {event.supersedes_id for event in events}
    found = [event for event in events if event.pk not in corrected and not event.is_withdrawal]
    return sorted(found, key=lambda event: event.place)


def _content(event):
    return event.happened_on, event.kind, event.improvement


def _versions(event, events):
    by_key = {each.pk: each for each in events}
    keys = set()
    while event:
        keys.add(event.pk)
        event = by_key.get(event.supersedes_id)
    return keys
