from django.db import transaction

from accounts.audit.actions import AuditAction
from accounts.audit.models import AuditEntry
from participants.certificates.participation import paper
from participants.register.actions.change_notes import record_change


@transaction.atomic
def make_certificate(participation, summary, *, contents, language, by):
    """Return the certificate of participation as PDF, and audit its checksum: the text itself is not kept."""
    content, digest = paper.render(participation, summary, contents=contents, language=language)
    about = {"language": language, "sha256": digest}
    record_change(AuditAction.PARTICIPATION_CERTIFIED, participation, by=by, **about)
    return content


def made_before(participation):
    """Return the entries of certificates that were made, the latest first."""
    entries = AuditEntry.objects.about(participation).filter(action=AuditAction.PARTICIPATION_CERTIFIED)
    return entries.select_related("actor").order_by("-pk")
