"""Capacity: registered participants and the planned number."""

from dataclasses import dataclass
from functools import cache

from django.db import connection
from django.db.models import BigIntegerField, Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from accounts.access import access_to_whole, may
from accounts.permissions import Permission
from esfportal.database.prepared_statement import Parameter, prepared_sql
from participants.register.models import Participation
from projects.models import Measure, Project, Target


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


def capacity_of(project, user=None):
    """Return the capacity of the whole project."""
    # Persons of every part count, with complete records or not.
    with access_to_whole(project, user, Permission.PARTICIPANT_VIEW), connection.cursor() as cursor:
        cursor.execute(_statement(), {"project": project.pk})
        taken, planned, comparison = cursor.fetchone()
    if planned is None:
        return Capacity(taken)
    return Capacity(taken, int(planned), comparison != Target.Comparison.AT_LEAST)


@cache
def _statement():
    people = Participation.objects.filter(project=OuterRef("pk")).order_by().values("project")
    targets = Target.objects.filter(
        project=OuterRef("pk"),
        measure=Measure.PARTICIPANTS,
        unit=Target.Unit.NUMBER,
        sub_project__isnull=True,
        municipality__isnull=True,
        intervention__isnull=True,
    )
    project = Project.objects.filter(pk=Parameter("project", BigIntegerField())).order_by()
    return prepared_sql(
        project.values_list(
            Coalesce(Subquery(people.values(count=Count("*"))), 0),
            Subquery(targets.values("value")[:1]),
            Subquery(targets.values("comparison")[:1]),
        )
    )


def may_exceed_places(user, project):
    """Return whether the user, as one who leads the project, may register many beyond its places at once."""
    return may(user, Permission.PROJECT_EDIT, project)
