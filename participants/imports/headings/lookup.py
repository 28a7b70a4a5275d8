"""Find the columns that were chosen before for a file's headings."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Q

from accounts.database_access import system_scope
from participants.imports.headings.shape import shape_of
from participants.imports.models import RememberedHeadings
from projects.models import Project

Remembered = Callable[[list[str]], Mapping[str, str]]


def remembered_for(project: Project, kind: str) -> Remembered:
    # The function's result: {heading in lower case: column, or NOT_READ}.

    def found(header: list[str]) -> Mapping[str, str]:
        with system_scope():
            row = of_the_owner(project, kind).filter(shape=shape_of(header)).first()
        return row.columns if row else {}

    return found


def of_the_owner(project: Project, kind: str) -> Any:
    # For code in the system's scope.
    owner = owner_of(project)
    of_owner = Q(project=project) if owner is None else Q(project=project) | Q(organisation_id=owner)
    return RememberedHeadings.objects.filter(of_owner, kind=kind).order_by("-chosen_at", "pk")


def owner_of(project: Project) -> int | None:
    return project.partners.filter(role="owner").values_list("organisation_id", flat=True).first()
