"""Target groups and places: what the form asks about a newcomer, asked about a file."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from esfportal.ui.formats import number
from participants.imports.matching.plan import ENTRY_FIELDS, EntryValues, ParticipantRow
from participants.imports.reading.errors import ProblemKind
from participants.register.rules.capacity import capacity_of, may_exceed_places
from participants.register.rules.eligibility import assess
from projects.models import Project, TargetGroup

GROUND = ENTRY_FIELDS.index("admission_ground")
PLACES = "places"


class TargetGroups:
    """The project's target groups."""

    def __init__(self, project: Project) -> None:
        self._groups: list[TargetGroup] = list(project.target_groups.all())

    def check(self, entry: EntryValues, row: ParticipantRow) -> tuple[EntryValues, str]:
        """Return the entry record, without a ground that is not needed, and a mistake or an empty text."""
        if not self._groups:
            return _without_ground(entry), ""
        result = assess(self._groups, self._record(entry, row))
        if result is None or not result.is_outside:
            return _without_ground(entry), ""
        if entry[GROUND]:
            return entry, ""
        return entry, _(
            "The person is outside the project's target groups (%(reasons)s). Write the ground for admission in "
            "this column, or correct the answers."
        ) % {"reasons": "; ".join(result.reasons)}

    def _record(self, entry: EntryValues, row: ParticipantRow) -> Mapping[str, Any]:
        record = dict(zip(ENTRY_FIELDS, entry, strict=True))
        return record | {"entry_date": row.entry_date, "birth_date": row.birth_date, "sex": row.sex}


def _without_ground(entry: EntryValues) -> EntryValues:
    return (*entry[:GROUND], None, *entry[GROUND + 1 :]) if entry[GROUND] else entry


def check_places(context: Any) -> None:
    """Ask about newcomers beyond the project's places, or report them to those who don't lead the project."""
    newcomers = sorted(new.rows[0].row for new in context.plan.new_participations)
    if not newcomers:
        return
    capacity = capacity_of(context.project)
    if not capacity.is_ceiling:
        return
    beyond = min(capacity.taken + len(newcomers) - capacity.planned, len(newcomers))
    if beyond <= 0:
        return
    message = ngettext(
        "%(taken)s of %(planned)s places are taken, and the file adds %(new)s: %(beyond)s person too many.",
        "%(taken)s of %(planned)s places are taken, and the file adds %(new)s: %(beyond)s people too many.",
        beyond,
    ) % {
        "taken": number(capacity.taken),
        "planned": number(capacity.planned),
        "new": number(len(newcomers)),
        "beyond": number(beyond),
    }
    rows = context.plan.beyond_places = newcomers[-beyond:]
    # None is the command line, where --confirm answers.
    if context.by is None or may_exceed_places(context.by, context.project):
        if context.by is not None:
            message += " " + _("You may confirm this because you may change the project.")
        context.plan.questions.ask_once(PLACES, message, rows)
    else:
        message += " " + _(
            "Only a leader of the whole project may confirm that. Ask one to import the file, or import fewer people."
        )
        context.problems.add(rows[0], "", "", message, ProblemKind.PLACES)
