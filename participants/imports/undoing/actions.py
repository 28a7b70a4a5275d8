"""Undo an import, whole or not at all (ADR 185)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.audit.row_history import set_source
from accounts.database_access import whole_project_access
from esfportal.database.bulk_copy import copy_rows, update_rows
from participants.attendance.models import Session
from participants.attendance.recording import record_attendance
from participants.imports.attendance_lists.plan import BEFORE
from participants.imports.employer_files.undoing import lock_employers, undo_employers
from participants.imports.matching.plan import SITUATION_FIELDS
from participants.imports.matching.stored_records import batches
from participants.imports.models import ImportedRows, UndoneImport
from participants.imports.results.actions import open_rows
from participants.imports.results.stored_values import fields_of
from participants.imports.save import stored_situation
from participants.imports.undoing.obstacles import ObstacleFinder
from participants.register.actions.change_notes import check_reason
from participants.register.actions.entry import overlap_refused
from participants.register.actions.errors import ActionRefused, savepoint_unless_violated
from participants.register.actions.locking import lock_project
from participants.register.models import ChangeNote, OutcomeEvent, Participation, Spell
from participants.register.rules.entry_rules import Problem
from projects.models import FinancingEntry


def find_obstacles(job, content):
    kept = ImportedRows.objects.only("saved_at").get(job=job)
    with whole_project_access(job.project):
        return ObstacleFinder(job.project, content, kept.saved_at).run()


@transaction.atomic
def undo_import(job, *, reason, by):
    """Undo an import on which nothing was built. Raises ActionRefused."""
    check_reason(reason, _("Say why."))
    reason, project = reason.strip(), job.project
    with whole_project_access(project):  # imports and registrations without a number wait
        lock_project(project)
    content = open_rows(job)
    if content is None or content.entered is None or UndoneImport.objects.filter(job=job).exists():
        raise ActionRefused([Problem("", _("The import can't be undone any more."))])
    saved_at = ImportedRows.objects.only("saved_at").get(job=job).saved_at
    now = timezone.now()
    with whole_project_access(project):
        set_source("import")
        lock_employers(content)
        finder = ObstacleFinder(project, content, saved_at)
        touched = sorted(finder.touched)
        bookings = FinancingEntry.objects.filter(pk__in=[each.entry for each in content.bookings])
        list(bookings.select_for_update(of=("self",)).order_by("pk"))  # a claim waits
        lock_records(touched)
        if finder.run():
            raise ActionRefused([Problem("", _("Something has been built on the import since. See below."))])
        _undo(content, touched, reason, by, now)
        undo_employers(job, content, by=by)
        bookings.delete()
        audit(
            AuditAction.IMPORT_UNDONE,
            project,
            by=by,
            project=project,
            kind=job.kind,
            reason=reason,
            rows=len(content.rows),
        )
    # The time tells later imports which versions the undoing wrote (stored_records.outcomes).
    return UndoneImport.objects.create(job=job, project=project, created_by=by, created_at=now, reason=reason)


def lock_records(participations):
    """Lock the participations, so that nothing is added about them either, and their periods."""
    for model, name in ((Participation, "pk"), (Spell, "participation")):
        rows = model.objects.select_for_update(of=("self",)).filter(**{f"{name}__in": participations})
        list(rows.order_by("pk").values_list("pk"))


def _undo(content, touched, reason, by, now):
    voided = {"voided_at": now, "voided_by": by, "void_reason": reason}
    Participation.objects.filter(pk__in=content.entered).update(**voided)
    for _row, pk, entry in content.reentries:
        Spell.objects.filter(participation=pk, entry_date=entry).delete()
    with savepoint_unless_violated("spell_no_overlap", overlap_refused):
        _put_back(Spell, _of_spells(content), by_spell=True)
    _put_back(Participation, _of_records(content), by_spell=False)
    _withdraw(content.outcomes, reason, by, now)
    _undo_attendance(content.attendance, by)
    for batch in batches(touched):
        ChangeNote.objects.bulk_create(
            [ChangeNote(participation_id=pk, reason=reason, recorded_by=by) for pk in batch]
        )


def _of_spells(content):
    return ((each.spell, each.column, each.old) for each in content.written if each.spell)


def _of_records(content):
    about = {row.number: row.participation for row in content.rows}
    names = {field.name for field in Participation._meta.concrete_fields}
    return (
        (about[each.row], each.column, each.old)
        for each in content.written
        if not each.spell and each.column in names
    )


def _put_back(model, written, *, by_spell):
    rows = {}
    for pk, column, old in written:
        rows.setdefault(pk, {})[column] = old
    groups = {}
    for pk, values in rows.items():
        columns = tuple(sorted(values))
        groups.setdefault(columns, []).append((pk, *_stored(columns, values, by_spell=by_spell)))
    for columns, found in groups.items():
        fields = [name for column in columns for name in (fields_of(column) if by_spell else (column,))]
        update_rows(model, fields, found)


def _stored(columns, values, *, by_spell):
    for column in columns:
        if by_spell and column in SITUATION_FIELDS:
            yield from stored_situation([column], [values[column]])
        else:
            yield values[column]


def _withdraw(outcomes, reason, by, now):
    # Superseded by a withdrawal, or by the outcome that it had completed.
    keys = [pk for each in outcomes for pk in (each.outcome, each.supersedes) if pk]
    found = OutcomeEvent.objects.in_bulk(keys)

    def rows():
        for each in outcomes:
            event = found[each.outcome]
            before = found.get(each.supersedes, event)
            values = (event.participation_id, event.happened_on, event.kind)
            was = (before.improvement, before.evidence)
            yield *values, *was, event.pk, each.supersedes is None, reason, by.pk, now

    about = ("participation", "happened_on", "kind", "improvement", "evidence", "supersedes")
    copy_rows(
        OutcomeEvent,
        (*about, "is_withdrawal", "correction_reason", "recorded_by", "recorded_at"),
        rows(),
    )


def _undo_attendance(attendance, by):
    sessions = Session.objects.select_related("activity").in_bulk([each.session for each in attendance])
    people = Participation.objects.in_bulk([each.participation for each in attendance])
    for each in attendance:
        before = each.before or ("", "", 0, None, "")
        record_attendance(
            sessions[each.session],
            people[each.participation],
            values=dict(zip(BEFORE, before, strict=True)),
            seen=each.version,
            by=by,
        )
