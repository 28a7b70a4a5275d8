"""Capacity: registered participants and the planned number."""

from dataclasses import dataclass
from functools import cache

from django.db.models import BigIntegerField, F, Func, OuterRef, Subquery
from django.utils.translation import gettext_lazy

from accounts.access import may
from accounts.permissions import Permission
from esfportal.database.prepared_statement import Parameter, prepared_sql
from esfportal.database.together import ValuesOfRow, read_together
from projects.models import Measure, Project, Target

ALL_TAKEN = gettext_lazy("All places are taken. Only a leader of the whole project may register more people.")
REASON_NEEDED = gettext_lazy("Write why the project takes one more than it has places for.")
# A warning comes with this many places left, or this share in per cent.
NEARLY_FULL = 5
NEARLY_FULL_SHARE = 2


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

    @property
    def left(self):
        return self.planned - self.taken

    @property
    def is_nearly_full(self):
        return self.is_ceiling and 0 < self.left <= max(NEARLY_FULL, self.planned * NEARLY_FULL_SHARE // 100)


def capacity_of(project):
    """Return the capacity of the whole project."""
    ((row,),) = read_together(capacity_values(), project=project.pk)
    return capacity_from(row)


def capacity_from(row):
    """Return the capacity from a row of capacity_values()."""
    taken, planned, comparison = row
    if planned is None:
        return Capacity(taken)
    return Capacity(taken, int(planned), comparison != Target.Comparison.AT_LEAST)


@cache
def capacity_values():
    """Return what to read together with other rows of a page, for the parameter `project`."""
    targets = Target.objects.filter(
        project=OuterRef("pk"),
        measure=Measure.PARTICIPANTS,
        unit=Target.Unit.NUMBER,
        sub_project__isnull=True,
        municipality__isnull=True,
        intervention__isnull=True,
    ).order_by("position", "pk")
    # Persons of every part count, with complete records or not: by a function of the database, because a case worker
    # of a part sees those of the part alone.
    taken = Func(F("pk"), function="esfportal_count_people", output_field=BigIntegerField())
    project = Project.objects.filter(pk=Parameter("project", BigIntegerField())).order_by()
    row = project.annotate(
        taken=taken,
        planned=Subquery(targets.values("value")[:1]),
        comparison=Subquery(targets.values("comparison")[:1]),
    )
    return ValuesOfRow(
        prepared_sql(row.values("taken", "planned", "comparison")),
        (("taken", "bigint"), ("planned", "numeric"), ("comparison", "varchar")),
    )


def may_exceed_places(user, project):
    """Return whether the user, as one who leads the project, may register people beyond its places."""
    return may(user, Permission.PROJECT_EDIT, project)
