"""Remember and forget which columns a file's headings are."""

from collections import defaultdict

from django.db import transaction

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.database_access import system_scope
from participants.imports.actions import open_draft
from participants.imports.headings.lookup import of_the_owner, owner_of, reader_of
from participants.imports.headings.shape import shape_of
from participants.imports.models import RememberedHeadings
from participants.imports.reading.errors import Problems


def read_headings(draft):
    # The header of the draft's file, and what is said about it. Raises FileError.
    problems = Problems()
    parsers = defaultdict(lambda: str)
    where = {"sheet": draft.sheet, "header_row": draft.header_row}
    reader = reader_of(draft.project, draft.kind, open_draft(draft), problems, parsers, **where)
    return reader.table.header, problems


@transaction.atomic
def remember_headings(project, kind, header, columns, *, by):
    """Keep {heading: column} for files with the same headings, in all projects of the owner."""
    columns = {heading.casefold(): column for heading, column in columns.items()}
    owner, shape = owner_of(project), shape_of(header)
    with system_scope():
        before = of_the_owner(project, kind).filter(shape=shape).first()
        values = {"organisation_id": owner, "columns": {**(before.columns if before else {}), **columns}}
        RememberedHeadings.objects.update_or_create(
            project=project, kind=kind, shape=shape, defaults={**values, "created_by": by}
        )
    audit(
        AuditAction.IMPORT_HEADINGS_CHANGED, project, by=by, project=project, kind=kind, columns=len(columns)
    )


@transaction.atomic
def forget_headings(project, kind, *, by):
    with system_scope():
        count, _by_model = of_the_owner(project, kind).order_by().delete()
    if count:
        audit(AuditAction.IMPORT_HEADINGS_CHANGED, project, by=by, project=project, kind=kind, columns=0)
    return count


def remembered_lists(project, kind):
    with system_scope():
        return [row.columns for row in of_the_owner(project, kind)]
