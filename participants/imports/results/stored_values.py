"""Values of a spell as an import has them, by column."""

from typing import Any

from participants.imports.matching.plan import SITUATION_FIELDS, SPELL_FIELDS


def fields_of(column: str) -> tuple[str, ...]:
    return (SPELL_FIELDS[column],) if column in SPELL_FIELDS else SITUATION_FIELDS[column]


def spell_values(spell: Any, column: str) -> Any:
    values = [getattr(spell, name) for name in fields_of(column)]
    return values[0] if len(values) == 1 else tuple(zip(*values, strict=True))
