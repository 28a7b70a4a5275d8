"""Find the columns that were chosen before for a file's headings."""

from collections.abc import Mapping
from typing import Any, BinaryIO

from django.db.models import Q

from accounts.database_access import system_scope
from participants.imports.headings.shape import shape_of
from participants.imports.models import RememberedHeadings
from participants.imports.reading.errors import Problems
from participants.imports.reading.rows import Remembered, RowReader
from participants.imports.reading.values import Parser
from projects.models import Project


def reader_of(
    project: Project,
    kind: str,
    file: BinaryIO,
    problems: Problems,
    parsers: Mapping[str, Parser],
    **options: Any,
) -> RowReader:
    """Return a reader that knows what was chosen before for the file's headings. Raises FileError.

    `options` as for RowReader.
    """
    return RowReader(file, kind, problems, parsers, remembered=remembered_for(project, kind), **options)


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
