"""Load what is stored about the people of a file."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from participants.imports.matching.plan import (
    ENTRY_FIELDS,
    NAME_FIELDS,
    SITUATION_FIELDS,
    SPELL_FIELDS,
    EntryValues,
    PersonKey,
    SpellValues,
)
from participants.imports.models import UndoneImport
from participants.register.identity.likeness import sounds
from participants.register.identity.person_lookup import StoredPerson
from participants.register.models import OutcomeEvent, Participation, Person, Spell
from projects.models import Project

BATCH = 5000


@dataclass(slots=True)
class StoredSpell:
    pk: int
    entry_date: date
    values: SpellValues

    @property
    def exit_date(self) -> date | None:
        return self.values[0]

    @property
    def municipality(self) -> str:
        return self.values[2]

    @property
    def intervention(self) -> int | None:
        return self.values[3]


@dataclass(slots=True)
class StoredParticipation:
    pk: int
    names: tuple[str, str]
    birth_date: date
    sex: str
    entry: EntryValues
    spells: list[StoredSpell]


@dataclass(slots=True)
class StoredOutcome:
    pk: int
    happened_on: date
    kind: str
    improvement: str
    evidence: str
    is_in_force: bool  # not superseded


def batches[Item](items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    listed = list(items)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]


def people_by_description(
    project: Project, birth_dates: Collection[date]
) -> dict[PersonKey, list[StoredPerson]]:
    """Return people without a number by description."""
    found: dict[PersonKey, list[StoredPerson]] = {}
    rows = Participation.objects.filter(
        project=project, person__number_kind=Person.NumberKind.NONE, person__birth_date__in=birth_dates
    ).values_list(
        "given_name", "family_name", "person__birth_date", "person__sex", "person_id", "person__protection"
    )
    for given, family, born, sex, pk, protection in rows:
        found.setdefault(description_key(given, family, born, sex), []).append(StoredPerson(pk, protection))
    return found


def people_alike(
    project: Project, birth_dates: Collection[date]
) -> dict[tuple[date, str], list[tuple[list[str], StoredPerson, str]]]:
    """Return people of the project, each with the sounds of the names and the kind of number, by birth date and sex."""
    found: dict[tuple[date, str], list[tuple[list[str], StoredPerson, str]]] = {}
    rows = Participation.objects.filter(project=project, person__birth_date__in=birth_dates).values_list(
        "given_name",
        "family_name",
        "person__birth_date",
        "person__sex",
        "person_id",
        "person__protection",
        "person__number_kind",
    )
    for given, family, born, sex, pk, protection, kind in rows:
        found.setdefault((born, str(sex)), []).append(
            (sounds(f"{given} {family}"), StoredPerson(pk, protection), kind)
        )
    return found


def description_key(
    given_name: str, family_name: str, birth_date: date, sex: str
) -> tuple[str, str, date, str]:
    # Identifies a person without a number within one project.
    return given_name.casefold(), family_name.casefold(), birth_date, str(sex)


def participations(
    project: Project, people: Collection[UUID], *, lock: bool, situation: Sequence[str] = ()
) -> dict[UUID, StoredParticipation]:
    """Return participations by person id, with spells by entry date and these columns of the situation."""
    locking = {"of": ("self",)}
    rows = Participation.objects.filter(project=project, person__in=people)
    rows = rows.select_for_update(**locking) if lock else rows
    names = len(NAME_FIELDS)
    found: dict[UUID, StoredParticipation] = {}
    by_pk: dict[int, StoredParticipation] = {}
    about_person = ("person_id", "person__birth_date", "person__sex")
    for person, born, sex, pk, *values in rows.values_list(*about_person, "pk", *NAME_FIELDS, *ENTRY_FIELDS):
        found[person] = by_pk[pk] = StoredParticipation(
            pk, (values[0], values[1]), born, sex, tuple(values[names:]), []
        )
    spells = Spell.objects.filter(participation__in=list(by_pk)).order_by("entry_date")
    spells = spells.select_for_update(**locking) if lock else spells
    more = [name for column in situation for name in SITUATION_FIELDS[column]]
    columns = ("participation_id", "pk", "entry_date", *SPELL_FIELDS.values(), *more)
    for participation, pk, entry_date, *values in spells.values_list(*columns):
        stored = _with_pairs(values, situation) if situation else tuple(values)
        by_pk[participation].spells.append(StoredSpell(pk, entry_date, stored))
    return found


def _with_pairs(values: Sequence[Any], situation: Sequence[str]) -> SpellValues:
    """Return the values with each list of incomes and that of their extents as pairs, as a row has them."""
    rest = iter(values[len(SPELL_FIELDS) :])
    found = (
        next(rest) if len(SITUATION_FIELDS[column]) == 1 else tuple(zip(next(rest), next(rest), strict=True))
        for column in situation
    )
    return *values[: len(SPELL_FIELDS)], *found


def outcomes(project: Project, participation_ids: Collection[int]) -> dict[int, list[StoredOutcome]]:
    """Return outcomes by participation id, oldest first, without those of imports that were undone."""
    found: dict[int, list[StoredOutcome]] = {}
    undone = UndoneImport.objects.filter(project=project).values("created_at")
    rows = (
        OutcomeEvent.objects.filter(participation__in=participation_ids, is_withdrawal=False)
        .exclude(superseded_by__recorded_at__in=undone)
        .order_by("pk")
        .values_list(
            "participation_id", "pk", "happened_on", "kind", "improvement", "evidence", "superseded_by__pk"
        )
    )
    for participation, pk, happened_on, kind, improvement, evidence, superseded_by in rows:
        event = StoredOutcome(pk, happened_on, kind, improvement, evidence, superseded_by is None)
        found.setdefault(participation, []).append(event)
    return found
