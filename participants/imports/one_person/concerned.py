"""The participants whom a list of outcomes concerns, row by row, as the user may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from participants.imports.matching.plan import ConcernedPerson, Result
from participants.register.models import OutcomeEvent, Participation
from projects.models import Project

RESULTS = {
    Result.CREATED: gettext_lazy("new"),
    Result.UPDATED: gettext_lazy("adds to what is stored"),
    Result.UNCHANGED: gettext_lazy("stored already"),
    Result.SKIPPED: gettext_lazy("skipped"),
}
KINDS = dict(OutcomeEvent.Kind.choices)


@dataclass(frozen=True, slots=True)
class ConcernedRow:
    row: int
    name: str
    url: str
    born: str  # "" where it may not be shown
    number: str  # masked, as in the file
    is_old_number: bool
    happened_on: Any
    kind: Any
    result: Any


def described(concerned: Iterable[ConcernedPerson], *, by: User) -> list[ConcernedRow]:
    concerned = list(concerned)
    visible = Participation.objects.visible_to(by).filter(
        pk__in={each.participation_id for each in concerned}
    )
    found = visible.select_related("person", "project").in_bulk()
    # A record that was voided or moved this moment is left out; the import finds it again, or refuses the row.
    return [
        _described(each, found[each.participation_id]) for each in concerned if each.participation_id in found
    ]


def _described(each: ConcernedPerson, participation: Participation) -> ConcernedRow:
    person, is_protected = participation.person, participation.is_protected
    return ConcernedRow(
        row=each.row.row,
        name=participation.shown_name,
        url=participation.get_absolute_url(),
        born="" if is_protected else _("born %(year)s") % {"year": person.birth_date.year},
        number=each.row.masked_number,
        # Before a correction or a merge.
        is_old_number=not is_protected and bytes(person.number_index or b"") != each.row.key,
        happened_on=each.row.happened_on,
        kind=KINDS[each.row.kind],
        result=RESULTS[each.result],
    )


def listed_for_command(concerned: list[ConcernedPerson], project: Project) -> Iterable[str]:
    """Yield a line for each row, with initials, because what a command prints may be kept."""
    participations = Participation.objects.filter(project=project).select_related("person")
    found = participations.in_bulk({each.participation_id for each in concerned})
    for each in concerned:
        participation = found[each.participation_id]
        names = (participation.given_name, participation.family_name)
        yield _("row %(row)s: %(number)s, %(who)s: %(kind)s %(date)s, %(result)s") % {
            "row": each.row.row,
            "number": each.row.masked_number,
            "who": participation.shown_name
            if participation.is_protected
            else " ".join(f"{name[:1]}." for name in names),
            "kind": KINDS[each.row.kind],
            "date": each.row.happened_on.isoformat(),
            "result": RESULTS[each.result],
        }
