"""Internal notes of a funder's organisation: access and actions."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import may
from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.audit.removed_rows import RemovedPage, get_or_removed
from accounts.permissions import Permission
from projects.access import get_project
from reporting.reports.models import ReportNote


def may_note(user, project):
    """Return True for the project's funders, unless they lead it as well."""
    return may(user, Permission.REPORT_ANSWER, project) and not may(
        user, Permission.REPORT_VIEW_DRAFT, project
    )


def get_noted_project(user, slug):
    project = get_project(user, slug, Permission.REPORT_ANSWER)
    if not may_note(user, project):
        raise PermissionDenied
    return project


def get_own_note(user, slug, pk):
    """Return a note that the user has written; another's raises PermissionDenied."""
    project = get_noted_project(user, slug)
    page = RemovedPage(
        project, "reports", reverse("reports:notes", args=[slug]), lambda event: _("internal note")
    )
    notes = project.report_notes.readable_by(user).select_related("project", "report__project")
    note = get_or_removed(notes.defer("report__figures"), page=page, pk=pk)
    if note.written_by_id != user.pk:
        raise PermissionDenied
    return note


@transaction.atomic
def add_note(*, project, text, by, report=None):
    """Write the note; the same text sent twice makes one."""
    note, is_new = ReportNote.objects.get_or_create(
        project=project, report=report, text=text, written_by=by, organisation_id=by.organisation_id
    )
    if is_new:
        audit(AuditAction.REPORT_NOTE_ADDED, note, by=by)
    return note


@transaction.atomic
def change_note(note, *, text, by):
    if text != note.text:
        note.text = text
        note.save(update_fields=["text"])
        audit(AuditAction.REPORT_NOTE_CHANGED, note, by=by)
    return note


@transaction.atomic
def remove_note(note, *, by):
    # Audited first: afterwards the note has no primary key.
    audit(AuditAction.REPORT_NOTE_REMOVED, note, by=by)
    note.delete()
