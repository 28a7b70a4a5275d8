"""Participations as a report counts them, and what the register says of them since an earlier report."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from accounts.audit.row_history import Label
from participants.register.facts import with_facts
from participants.register.models import (
    Merge,
    OutcomeEvent,
    Participation,
    ParticipationHistory,
    PersonHistory,
    Spell,
    SpellHistory,
)
from participants.register.protection.authorisation import value_unless_protected
from projects.models import Project
from reporting.indicators.changes.causes import LATER_CAUSES, Facts, Member, Place
from reporting.indicators.counting import PART_FACTS, PartLookup
from reporting.indicators.document import Json
from reporting.indicators.enums import PartKind


def members(project: Project, ends_on: date) -> dict[int, Member]:
    """Return the participations that a report until a day counts in any figure, by primary key."""
    shown = {f"shown_{fact}": value_unless_protected(fact) for fact in PART_FACTS}
    rows = (
        with_facts(Participation.objects.filter(project=project))
        .filter(first_entry__lte=ends_on)
        .annotate(**shown)
        .order_by()
        .values_list("pk", "sex", "first_entry", "last_exit", *shown)
    )
    places = _Places(project)
    return {
        pk: Member(sex, entry, left, places.place(first_at, first_in), places.place(last_at, last_in))
        for pk, sex, entry, left, first_at, first_in, last_at, last_in in rows
    }


class _Places:
    def __init__(self, project: Project) -> None:
        self._lookup = PartLookup(project)
        self._interventions = dict(project.interventions.values_list("pk", "code"))
        self._sub_projects = dict(project.sub_projects.values_list("pk", "code"))

    def place(self, municipality: str | None, intervention: int | None) -> Place:
        sub_project = self._lookup.key(PartKind.SUB_PROJECT, municipality, intervention)
        return Place(
            self._sub_projects.get(sub_project, ""),
            municipality or "",
            self._interventions.get(intervention, ""),
        )


def members_to_json(found: dict[int, Member]) -> Json:
    def place(each: Place) -> list[str]:
        return [each.sub_project, each.municipality, each.intervention]

    return {
        str(pk): [
            each.sex,
            each.first_entry.isoformat(),
            each.last_exit and each.last_exit.isoformat(),
            place(each.first),
            place(each.last),
        ]
        for pk, each in found.items()
    }


def members_from_json(data: Json) -> dict[int, Member]:
    return {
        int(pk): Member(
            sex,
            date.fromisoformat(entry),
            date.fromisoformat(left) if left else None,
            Place(*first),
            Place(*last),
        )
        for pk, (sex, entry, left, first, last) in data.items()
    }


def common_records(project: Project, keys: Collection[int], since: datetime) -> dict[int, int]:
    """Return {primary key: that of the merged record}, of merges among `keys` and of those undone since."""
    merged = Participation.with_voided.filter(project=project, pk__in=keys, merged_into__isnull=False)
    found = dict(merged.values_list("pk", "merged_into"))
    undone = Merge.objects.filter(merged__project=project, merged__in=keys, undone_at__gt=since)
    for record, first, second in undone.values_list("merged", "first", "second"):
        found |= {first: record, second: record}
    return found


def facts_of(project: Project, keys: Collection[int], since: datetime) -> dict[int, Facts]:
    """Return the facts of participations, in a number of queries that does not depend on theirs."""
    found = Participation.with_voided.filter(project=project, pk__in=keys)
    rows = list(found.values_list("pk", "created_at", "voided_at", "person"))
    spells = _by_key(
        Spell.objects.filter(participation__in=keys).values_list("participation", "entry_date", "exit_date")
    )
    outcomes = _by_key(
        OutcomeEvent.objects.filter(participation__in=keys, recorded_at__gt=since).values_list(
            "participation", "happened_on", "supersedes"
        )
    )
    history = ParticipationHistory.objects.filter(id__in=keys)
    was_voided = {*history.filter(voided_at__isnull=False).values_list("id", flat=True)}
    later = {"pgh_label": Label.UPDATE, "pgh_created_at__gt": since}
    changed = {*history.filter(**later).values_list("id", flat=True)}
    # Such as the work at the end, which is often known later than the end itself.
    of_spells = SpellHistory.objects.filter(participation_id__in=keys, **later)
    changed |= {*of_spells.values_list("participation_id", flat=True)}
    people = {person for _pk, _created, _voided, person in rows}
    changed_people = {*PersonHistory.objects.filter(id__in=people, **later).values_list("id", flat=True)}
    registered = [(each.code, {*each.find(project, keys, since)}) for each in LATER_CAUSES]
    return {
        pk: Facts(
            created_at=created_at,
            **_days(spells[pk]),
            is_voided=voided_at is not None,
            was_voided=pk in was_voided,
            outcomes=tuple(day for day, supersedes in outcomes[pk] if supersedes is None),
            has_corrected_outcome=any(supersedes for _day, supersedes in outcomes[pk]),
            is_changed=pk in changed or person in changed_people,
            registered=tuple(code for code, explained in registered if pk in explained),
        )
        for pk, created_at, voided_at, person in rows
    }


def _days(spells: list[tuple[Any, ...]]) -> dict[str, Any]:
    if not spells:
        return {}
    entries, exits = zip(*spells, strict=True)
    last_exit = None if None in exits else max(exits)
    return {"first_entry": min(entries), "last_entry": max(entries), "last_exit": last_exit}


def _by_key(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    found = defaultdict(list)
    for key, *values in rows:
        found[key].append(tuple(values))
    return found
