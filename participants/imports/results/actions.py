"""Keep what became of an import's rows, and open it."""

from django.db import transaction

from esfportal.security import encryption
from participants.imports.employer_files.contacts import keep_replaced
from participants.imports.models import ImportedRows
from participants.imports.results.content import content_of, packed, unpacked

PURPOSE = "import.rows"


@transaction.atomic
def keep_rows(job, plan):
    content, version = encryption.encrypt(PURPOSE, job.pk, packed(content_of(plan)))
    ImportedRows.objects.create(
        job=job,
        project=job.project,
        created_by=job.created_by,
        content_encrypted=content,
        key_version=version,
    )
    keep_replaced(job, plan.replaced_contacts)


def open_rows(job):
    """Return the Content that is kept with the job; None where there is none, or it can't be read."""
    kept = ImportedRows.objects.filter(job=job).first()
    if kept is None:
        return None
    try:
        return unpacked(encryption.decrypt(PURPOSE, kept.pk, kept.content_encrypted, kept.key_version))
    except encryption.Unreadable:
        return None
