"""Causes of a figure that is lower than in an earlier report, for V-A62."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from esfportal.security.free_text_masking import mask_personal_data
from participants.register.choices import Protection
from participants.register.models import (
    ChangeNote,
    Merge,
    OutcomeEvent,
    Participation,
    ParticipationHistory,
    Spell,
    SpellHistory,
)
from projects.models import Project
from reporting.indicators.names import Name

REASONS_NAMED = 5

type Find = Callable[[Project, datetime], Any]  # a queryset; its rows are the changes since a moment

CAUSES: tuple[tuple[Name, Find], ...] = (
    (
        Name("rättade eller återkallade händelser", "outcomes corrected or withdrawn"),
        lambda project, since: OutcomeEvent.objects.filter(
            project=project,
            participation__voided_at__isnull=True,  # a merged record has copies of its sources' outcomes
            supersedes__isnull=False,
            recorded_at__gt=since,
        ),
    ),
    (
        Name("deltagare som har kommit tillbaka", "participants who have come back"),
        lambda project, since: Spell.objects.filter(
            Exists(
                Spell.objects.filter(
                    participation=OuterRef("participation"), entry_date__lt=OuterRef("entry_date")
                )
            ),
            project=project,
            participation__voided_at__isnull=True,
            recorded_at__gt=since,
        ),
    ),
    (
        Name("ändrade eller borttagna perioder", "periods changed or removed"),
        lambda project, since: SpellHistory.objects.filter(
            participation__in=project.participations.values("pk"), pgh_created_at__gt=since
        ).exclude(pgh_label="insert"),
    ),
    (
        Name("rättade uppgifter om deltagare", "records of participants corrected"),
        lambda project, since: (
            ParticipationHistory.objects.filter(project=project.pk, pgh_created_at__gt=since)
            .exclude(pgh_label="insert")
            .exclude(id__in=Participation.with_voided.filter(merged_into__isnull=False).values("pk"))
        ),
    ),
    (
        Name("sammanslagna dubbletter", "duplicates merged"),
        Merge.objects.in_force,
    ),
)


def causes_since(project: Project, since: datetime | None, versions: tuple[str, str]) -> list[Name]:
    """Return the changes since `since` in words, that of the definitions, and the reasons that were given."""
    found = []
    if versions[0] != versions[1]:
        found.append(
            Name(
                f"andra definitioner ({versions[0]}, nu {versions[1]})",
                f"other definitions ({versions[0]}, now {versions[1]})",
            )
        )
    if since is None:
        return found
    for name, find in CAUSES:
        if number := find(project, since).count():
            found.append(Name(f"{name.sv}: {number}", f"{name.en}: {number}"))
    return [*found, *_reasons_since(project, since)]


def _reasons_since(project: Project, since: datetime) -> Iterator[Name]:
    """Yield the reasons in one line, each with the number of people, those of most people first."""
    # A reason may say where a person lives: none about a protected person leaves the record.
    open_to_all = Q(participation__person__protection=Protection.NONE) & (
        Q(participation__merged_into__isnull=True)
        | Q(participation__merged_into__person__protection=Protection.NONE)
    )
    notes = ChangeNote.objects.filter(open_to_all, participation__project=project, recorded_at__gt=since)
    outcomes = OutcomeEvent.objects.filter(
        open_to_all, project=project, participation__voided_at__isnull=True, recorded_at__gt=since
    )
    names = ("participation__given_name", "participation__family_name")
    # A set: the reason for a corrected outcome stands in both tables.
    given = {
        *notes.exclude(reason="").values_list("participation", "reason", *names),
        *outcomes.exclude(correction_reason="").values_list("participation", "correction_reason", *names),
    }
    # A report is frozen and read by auditors: nothing in it may name the person.
    people = Counter(mask_personal_data(reason, *names) for _participation, reason, *names in given)
    by_number = sorted(people.items(), key=lambda item: (-item[1], item[0]))
    if not by_number:
        return
    more = len(by_number) - REASONS_NAMED
    sv = ", ".join(f"”{reason}” ({number})" for reason, number in by_number[:REASONS_NAMED])
    en = ", ".join(f"“{reason}” ({number})" for reason, number in by_number[:REASONS_NAMED])
    yield Name(
        f"angivna skäl: {sv}" + (f" och {more} till" if more > 0 else ""),
        f"reasons given: {en}" + (f" and {more} more" if more > 0 else ""),
    )
