"""Actions on the attachments of a draft."""

from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from esfportal.files import uploads
from reporting.reports import storage
from reporting.reports.access import audience_of, role_of_reader
from reporting.reports.life.states import InvalidState
from reporting.reports.life.steps import lock_report
from reporting.reports.models import ReportAttachment

MOST = 30  # attachments of one report
NOT_DRAFT = _("The report is no draft any more: its attachments never change.")
TOO_MANY = _("A report has at most %(most)s attachments. Remove one first, or put several files together.")
ALREADY = _("The file is already attached here.")
NOT_STORED = _("The file can't be saved just now. Try again in a few minutes.")


@transaction.atomic
def add_attachment(*, report, file, name, kind, title, by, section=None):
    """Store a checked file as an attachment of a draft. Raises InvalidState."""
    _raise_unless_room(report)
    try:
        stored = uploads.store(file)
    except storage.StoreUnavailable as error:
        raise InvalidState(NOT_STORED) from error
    # The sweep deletes the file if the request fails after this line. Locked only now: colleagues who write the
    # report do not wait for the store.
    report = lock_report(report)
    _raise_unless_room(report)
    if report.attachments.filter(section=section, sha256=stored.sha256).exists():  # a double click, too
        raise InvalidState(ALREADY)
    attachment = ReportAttachment.objects.create(
        report=report,
        section=section,
        title=title,
        **uploads.columns(stored, name=name, kind=kind),
        added_by=by,
    )
    attachment.store_key(stored.key)
    audit(AuditAction.REPORT_ATTACHMENT_ADDED, report, by=by, **_facts(attachment))
    return attachment


@transaction.atomic
def remove_attachment(*, attachment, by):
    """Remove an attachment of a draft, which the caller has locked. Raises InvalidState."""
    report = attachment.report
    _raise_unless_draft(report)
    audit(AuditAction.REPORT_ATTACHMENT_REMOVED, report, by=by, **_facts(attachment))
    paths = [attachment.path]
    attachment.delete()
    _remove_unused(report, paths)


def take_over_attachments(report, replaced):
    """Begin the attachments of a next version with those of the report that it replaces; no file is copied."""
    sections = {text.section.key: text.section for text in report.texts.in_order() if text.asks_for_files}
    for attachment in replaced.attachments.select_related("section"):
        key = attachment.key()
        attachment.pk, attachment._state.adding = None, True
        attachment.report = report
        # The next version may have a later template.
        attachment.section = sections.get(attachment.section.key) if attachment.section else None
        attachment.save()
        attachment.store_key(key)


def remove_all(report):
    """Remove the attachments of a draft that is being deleted."""
    paths = list(report.attachments.values_list("path", flat=True))
    report.attachments.all().delete()
    _remove_unused(report, paths)


@transaction.atomic
def audit_download(*, attachment, by):
    report = attachment.report
    # With the downloads of the report's own files (reporting/reports/oversight/downloads.py).
    reader = {
        "audience": audience_of(by, report.project),
        "status": report.status,
        "role": role_of_reader(by, report.project),
    }
    audit(AuditAction.REPORT_DOWNLOADED, report, by=by, **_facts(attachment), **reader)


def _remove_unused(report, paths):
    # Another version of the report may name the same file. Read now: after the commit the scope may have ended.
    used = set(ReportAttachment.objects.filter(path__in=paths).values_list("path", flat=True))
    if unused := [path for path in paths if path not in used]:
        transaction.on_commit(partial(uploads.remove, unused))


def _facts(attachment):
    # Neither the file's name nor its title: they may name a person, and the audit log is kept for long.
    return {"attachment": attachment.pk, "kind": attachment.kind, "sha256": attachment.sha256}


def _raise_unless_draft(report):
    if not report.is_draft:
        raise InvalidState(NOT_DRAFT)


def _raise_unless_room(report):
    _raise_unless_draft(report)
    if report.attachments.count() >= MOST:
        raise InvalidState(TOO_MANY % {"most": MOST})
