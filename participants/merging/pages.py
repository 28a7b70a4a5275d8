"""Pages of merging: the two records side by side, and what a person's page says of merges."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.access import may
from accounts.permissions import Permission
from esfportal.ui.formats import date_iso
from participants.merging import candidates
from participants.merging.records import (
    RECORD_FIELDS,
    end_text,
    label_of,
    number_text,
    place_text,
    spells_of,
    value_text,
)
from participants.register.identity import numbers
from participants.register.identity.merged_records import other_people
from participants.register.models import Merge, Participation, Person
from participants.register.protection.authorisation import authorised_case_workers


@dataclass(frozen=True)
class Row:
    """One line of the two records; each cell is a list of texts."""

    label: str
    first: list[str]
    second: list[str]

    @property
    def differs(self):
        return self.first != self.second


def side_by_side(first, second):
    """Return the rows of both records, without answers that neither has."""
    records = first, second
    rows = [
        Row(_("Name"), *([each.full_name] for each in records)),
        Row(_("Personal identity number"), *([number_text(each)] for each in records)),
        *(
            Row(label_of(Person, name), *([value_text(each.person, name)] for each in records))
            for name in ("birth_date", "sex", "protection")
        ),
        Row(_("Periods"), *(_spells(each) for each in records)),
        Row(_("Outcomes"), *(_outcomes(each) for each in records)),
        *(
            Row(label_of(Participation, name), *([value_text(each, name)] for each in records))
            for name in RECORD_FIELDS[2:]
            if any(getattr(each, name) not in (None, "") for each in records)
        ),
        Row(_("Registered"), *(_registered(each) for each in records)),
    ]
    if any(each.person.is_protected for each in records):
        rows.append(Row(_("Authorised case workers"), *(_authorised(each) for each in records)))
    return rows


def _spells(participation):
    return [
        f"{date_iso(spell.entry_date)} – {end_text(spell)}. {place_text(spell)}"
        for spell in spells_of(participation)
    ]


def _outcomes(participation):
    found = participation.outcomes.in_force().order_by("happened_on", "place")
    return [f"{date_iso(each.happened_on)} {each.get_kind_display()}" for each in found] or [_("none")]


def _registered(participation):
    return [date_iso(participation.created_at), str(participation.created_by or "")]


def _authorised(participation):
    return [str(each.user) for each in authorised_case_workers(participation)] or [_("none")]


def person_context(request, participation):
    """Return what the person's page shows about merges and possible duplicates."""
    if not may(request.user, Permission.PARTICIPANT_CORRECT, participation.project):
        return {}
    merge = None
    if participation.merged_sources:
        merge = Merge.objects.filter(merged=participation).select_related("merged_by").first()
    return {
        "merge": merge,
        "other_numbers": _numbers(other_people(participation)),
        "duplicates": candidates.alike(participation, request.user),
    }


def _numbers(people):
    return [number for person in people if (number := numbers.masked_number(person))]
