"""Stored values in words, for the review before an import."""

from datetime import date

from django.utils.translation import gettext as _

from esfportal.ui.formats import date_iso, number
from participants.register.models import OutcomeEvent, Participation, Protection, Spell


def _choices(model, name):
    return {str(value): label for value, label in model._meta.get_field(name).flatchoices}


LABELS = {
    "labour_market_status": _choices(Participation, "labour_market_status"),
    "exit_reason": _choices(Spell, "exit_reason"),
    "protected_identity": dict(Protection.choices),
    "improvement": _choices(OutcomeEvent, "improvement"),
    **{name: _choices(Participation, name) for name in Participation.BACKGROUND_FIELDS},
}


def in_words(column, value, places):
    """A value of a column as people read it: dates, yes and no, names of places; "unknown" for none."""
    if value is None or value == "":
        return _("unknown")
    if isinstance(value, date):
        return date_iso(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if column == "municipality":
        return places.municipalities[value].name
    if column == "intervention":
        return places.interventions[value].code
    return LABELS.get(column, {}).get(str(value), str(value))


def done_in_words(counts):
    """What an import has done, in a sentence."""
    return _(
        "The file has been imported: %(created)s created, %(updated)s updated, %(unchanged)s unchanged."
    ) % {name: number(counts[name]) for name in ("created", "updated", "unchanged")}
