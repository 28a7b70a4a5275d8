"""Capacity: registered participants and the planned number."""

from dataclasses import dataclass

from accounts.access import may
from accounts.database_access import whole_project_access
from accounts.permissions import Permission
from participants.register.models import Participation
from projects.models import Measure, Target


@dataclass(frozen=True)
class Capacity:
    taken: int
    # None: not planned.
    planned: int | None = None
    # The planned number is a maximum, not a minimum.
    is_ceiling: bool = False

    @property
    def is_full(self):
        return self.is_ceiling and self.taken >= self.planned


def capacity_of(project):
    """Return the capacity of the whole project."""
    with whole_project_access(project):
        # Persons of every part count, with complete records or not.
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


def may_exceed_places(user, project):
    """Return whether the user, as one who leads the project, may register many beyond its places at once."""
    return may(user, Permission.PROJECT_EDIT, project)
