from dataclasses import dataclass, field

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.access_log import Kind, log_access
from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.database_access import whole_project_access
from participants.privacy.extract import json_file, pdf, purposes, zip_file
from participants.privacy.extract.content import content_of, proofs_of
from participants.privacy.extract_requests.actions import mark_made

FILES = {
    "pdf": (pdf.render, "application/pdf"),
    "json": (json_file.render, "application/json"),
    "zip": (zip_file.render, "application/zip"),
}


@dataclass(frozen=True)
class Extract:
    """A file that is sent and not stored."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


@transaction.atomic
def make_extract(participation, *, requested_on, identified_by, kind, language, by):
    """Make the extract; raises NumberUnreadable, and FileMissing or StoreUnavailable for a file of proof."""
    # Audited and logged first, so that the extract includes its own entry.
    audit(AuditAction.EXTRACT_MADE, participation, by=by, kind=kind, requested_on=requested_on.isoformat())
    who = {"by": by, "project": participation.project, "participations": [participation]}
    log_access(Kind.EXPORTED, **who, purpose=purposes.stored_purpose(requested_on, identified_by))
    with translation.override(language):
        request = {
            "made_on": requested_on.isoformat(),
            "identified_by": identified_by,
            "text": purposes.request_text(requested_on, identified_by),
        }
        render, content_type = FILES[kind]
        # The person may know every view and change, also those that `by` may not see.
        with whole_project_access(participation.project):
            found = content_of(participation, request=request, by=by)
            content = render(found, **({"proofs": proofs_of(participation)} if kind == "zip" else {}))
        mark_made(participation)
        return Extract(f"{_('register-extract')}.{kind}", content_type, content)
