from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from esfportal.jobs.actions import enqueue_on_commit
from participants.register.actions import ActionRefused
from participants.register.rules.entry_rules import Problem
from reporting.indicators.frameworks import for_period
from reporting.programme.cutoffs.content import breaches_of, lacking_facts
from reporting.programme.cutoffs.counting import digest_of
from reporting.programme.models import CutoffExport


@transaction.atomic
def ask_for_export(*, programme_period, cutoff, by):
    asked = {"organisation": by.organisation, "programme_period": programme_period, "cutoff": cutoff}
    if waiting := CutoffExport.objects.open().filter(**asked).first():
        return waiting
    export = CutoffExport.objects.create(**asked, created_by=by)
    audit(AuditAction.CUTOFF_ASKED, export, by=by)
    enqueue_on_commit(export)
    return export


def store_content(export, content):
    """Keep what was counted; the job calls it in the transaction that ends it."""
    stored = {"content": content, "digest": digest_of(content)}
    CutoffExport.objects.filter(pk=export.pk).update(**stored)


@transaction.atomic
def confirm_export(export, *, reason, by):
    """Freeze an export. Raises ActionRefused."""
    export = CutoffExport.objects.select_for_update(of=("self",)).get(pk=export.pk)
    reason = reason.strip()
    if not export.is_made or export.is_frozen:
        raise ActionRefused([Problem("", _("The export is not ready, or confirmed already."))])
    if needs_reason(export) and not reason:
        raise ActionRefused(
            [Problem("reason", _("Say why the figures are sent although rules are broken or codes missing."))]
        )
    export.confirmed_at, export.confirmed_by, export.reason = timezone.now(), by, reason
    export.save(update_fields=["confirmed_at", "confirmed_by", "reason"])
    audit(AuditAction.CUTOFF_CONFIRMED, export, by=by, digest=export.digest)
    return export


def needs_reason(export):
    earlier = CutoffExport.objects.before(export)
    framework = for_period(export.programme_period)
    found = breaches_of(export.content, framework, earlier.content if earlier else None)
    return bool(found or lacking_facts(export.content))


def record_download(export, *, by):
    audit(AuditAction.CUTOFF_DOWNLOADED, export, by=by, digest=export.digest)
