"""Causes of a figure that is lower than in an earlier report, for V-A62."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from participants.register.models import OutcomeEvent, ParticipationHistory, Spell, SpellHistory
from projects.models import Project
from reporting.indicators.document import Name

type Find = Callable[[Project, datetime], Any]  # a queryset; its rows are the changes since a moment

CAUSES: tuple[tuple[Name, Find], ...] = (
    (
        Name("rättade eller återkallade händelser", "outcomes corrected or withdrawn"),
        lambda project, since: OutcomeEvent.objects.filter(
            project=project, supersedes__isnull=False, recorded_at__gt=since
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
        lambda project, since: ParticipationHistory.objects.filter(
            project=project.pk, pgh_created_at__gt=since
        ).exclude(pgh_label="insert"),
    ),
)


def causes_since(project: Project, since: datetime | None, versions: tuple[str, str]) -> Name:
    """Return the changes since `since` in words, and that of the definitions; "" if none is known."""
    sv, en = [], []
    if versions[0] != versions[1]:
        sv.append(f"andra definitioner ({versions[0]}, nu {versions[1]})")
        en.append(f"other definitions ({versions[0]}, now {versions[1]})")
    for name, find in CAUSES:
        number = find(project, since).count() if since else 0
        if number:
            sv.append(f"{name.sv}: {number}")
            en.append(f"{name.en}: {number}")
    return Name("; ".join(sv), "; ".join(en))
