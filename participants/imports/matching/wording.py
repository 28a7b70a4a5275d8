"""Texts for the review page: values and counts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from esfportal.ui.formats import date_iso, number
from participants.imports.matching.plan import SITUATION_FIELDS
from participants.imports.matching.project_codes import ProjectCodes
from participants.register.models import OutcomeEvent, Participation, Protection, Spell
from participants.register.pages.situation_text import incomes_text


def _choices(model: type[Model], name: str) -> dict[str, str]:
    return {str(value): label for value, label in model._meta.get_field(name).flatchoices}


LABELS = {
    "labour_market_status": _choices(Participation, "labour_market_status"),
    "exit_reason": _choices(Spell, "exit_reason"),
    "protected_identity": dict(Protection.choices),
    "improvement": _choices(OutcomeEvent, "improvement"),
    **{name: _choices(Spell, name) for name in SITUATION_FIELDS if not name.startswith("incomes")},
    **{name: _choices(Participation, name) for name in (*Participation.BACKGROUND_FIELDS, "refugee")},
}


def value_text(column: str, value: Any, codes: ProjectCodes) -> str:
    if value is None or value in ("", ()):
        return _("unknown")
    if isinstance(value, tuple):
        return incomes_text(value)
    if isinstance(value, date):
        return date_iso(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if column == "municipality":
        return codes.municipalities[value].name
    if column == "intervention":
        return codes.interventions[value].code
    return LABELS.get(column, {}).get(str(value), str(value))


def summary_text(counts: Mapping[str, int]) -> str:
    created, updated, unchanged = (counts[name] for name in ("created", "updated", "unchanged"))
    parts = (
        ngettext("%(count)s created", "%(count)s created", created) % {"count": number(created)},
        ngettext("%(count)s updated", "%(count)s updated", updated) % {"count": number(updated)},
        ngettext("%(count)s unchanged", "%(count)s unchanged", unchanged) % {"count": number(unchanged)},
    )
    return _("The file has been imported: %(counts)s.") % {"counts": ", ".join(parts)}


def reason_text(count: int) -> str:
    """Say that the file needs a reason, for so many people."""
    return ngettext(
        "The file replaces answers, dates or places that count in the figures, for %(count)s person. Say why.",
        "The file replaces answers, dates or places that count in the figures, for %(count)s people. Say why.",
        count,
    ) % {"count": number(count)}
