"""How many places of a project are taken."""

from dataclasses import dataclass

from accounts.scope import admitted_to
from participants.models import Participation
from projects.models import Measure, Target


@dataclass(frozen=True)
class Capacity:
    """Participants registered (persons) beside the planned number, None where no number is planned."""

    taken: int
    planned: int | None = None
    is_ceiling: bool = False

    @property
    def is_full(self):
        """Whether a number that must not be passed has been reached."""
        return self.is_ceiling and self.taken >= self.planned


def capacity_of(project):
    """The whole project's places: persons of every part, complete records or not, whoever asks."""
    with admitted_to(project):
        taken = Participation.objects.in_project(project).count()
    target = project.targets.filter(
        measure=Measure.PARTICIPANTS,
        unit=Target.Unit.NUMBER,
        sub_project__isnull=True,
        municipality__isnull=True,
        intervention__isnull=True,
    ).first()
    if target is None:
        return Capacity(taken)
    return Capacity(taken, int(target.value), target.comparison != Target.Comparison.AT_LEAST)
