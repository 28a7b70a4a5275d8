"""Earlier details of contacts that an import changed, kept for undoing it."""

import json
from dataclasses import asdict

from esfportal.database.bulk_copy import reserve_ids
from esfportal.security import encryption
from participants.employers.contact_details import ContactDetails
from participants.imports.models import ReplacedContact

PURPOSE = "import.contact"


def keep_replaced(job, replaced):
    """Keep {primary key of a contact: details}, encrypted."""
    ids = reserve_ids(ReplacedContact, len(replaced))
    for pk, (contact, details) in zip(ids, replaced.items(), strict=True):
        content, version = encryption.encrypt(PURPOSE, pk, json.dumps(asdict(details)).encode())
        ReplacedContact.objects.create(
            pk=pk,
            job=job,
            project=job.project,
            contact_id=contact,
            details_encrypted=content,
            details_key_version=version,
        )


def replaced_by(job):
    """Return what is kept of the job, by the primary key of the contact. Unreadable details are left out."""
    found = {}
    for each in ReplacedContact.objects.filter(job=job):
        try:
            content = encryption.decrypt(PURPOSE, each.pk, each.details_encrypted, each.details_key_version)
        except encryption.Unreadable:
            continue
        found[each.contact_id] = ContactDetails(**json.loads(content))
    return found


def forget_replaced(job):
    ReplacedContact.objects.filter(job=job).delete()
