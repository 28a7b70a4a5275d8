"""Upload, map, use and end SCB's templates."""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from esfportal.files import uploads
from esfportal.files.kinds import FileKind
from esfportal.files.stored import StoreUnavailable
from participants.register.actions import ActionRefused
from participants.register.actions.errors import raise_if_problems, savepoint_unless_violated
from participants.register.rules.entry_rules import Problem
from reporting.statistics.scb_template.filling.reading import outline
from reporting.statistics.scb_template.filling.sheet_xml import Unfit
from reporting.statistics.scb_template.models import ScbTemplate
from reporting.statistics.scb_template.pages import missing_to_use
from reporting.statistics.scb_template.proposing import proposed_columns
from reporting.statistics.scb_template.stored_files import content_of

NAME = "SCB.xlsx"  # the file's own name may name a person
KEPT = ("date_format", "open_end", "unknown", "woman", "man", "yes", "no", "file_name")


def upload(owner, file, *, replaced, by):
    """Store a checked workbook as the owner's draft, with a proposal. Raises ActionRefused.

    `replaced`: the draft that the user has agreed to replace, or None.
    """
    file.seek(0)
    found = _outline(file.read())
    try:
        stored = uploads.store(file)
    except StoreUnavailable as error:
        raise ActionRefused(
            [Problem("file", _("The file can't be saved just now. Try again in a few minutes."))]
        ) from error
    return _make_draft(owner, found, stored, replaced=replaced, by=by)


@transaction.atomic
def _make_draft(owner, found, stored, *, replaced, by):
    before = owner.templates.filter(used_at__isnull=False).order_by("-version").first()
    if owner.templates.draft() != replaced:
        raise _other_draft()
    if replaced:
        _remove(replaced)
    columns = uploads.columns(stored, name=NAME, kind=FileKind.XLSX)
    kept = {name: getattr(before, name) for name in KEPT} if before else {}
    draft = ScbTemplate(**_of_owner(owner, before, by), **columns, **kept)
    _propose(draft, found, before)
    # Two uploads at once begin the same version.
    with savepoint_unless_violated("scb_template_version_once", _other_draft):
        draft.save(force_insert=True)
    draft.store_key(stored.key)
    _audit(AuditAction.SCB_TEMPLATE_UPLOADED, draft, by)
    return draft


@transaction.atomic
def change(owner, template, *, by):
    """Begin a draft with what is in use; the file is the same. Return the draft."""
    if draft := owner.templates.draft():
        return draft
    key = template.key()
    for name, value in {**_of_owner(owner, template, by), "used_at": None, "used_by": None}.items():
        setattr(template, name, value)
    template.pk, template._state.adding = None, True
    template.file_key_encrypted, template.key_version, template.uploaded_at = b"", 0, timezone.now()
    template.save(force_insert=True)
    template.store_key(key)
    _audit(AuditAction.SCB_TEMPLATE_UPLOADED, template, by)
    return template


@transaction.atomic
def choose_rows(draft, *, sheet, heading_row, by):
    found = _outline(content_of(draft), sheet=sheet, heading_row=heading_row)
    _propose(draft, found, None)
    draft.save()
    _audit(AuditAction.SCB_TEMPLATE_CHANGED, draft, by)


@transaction.atomic
def save(draft, *, columns, by, **values):
    draft.columns_of_sheet = [list(column) for column in columns]
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save()
    _audit(AuditAction.SCB_TEMPLATE_CHANGED, draft, by)


@transaction.atomic
def use(draft, *, by):
    raise_if_problems(Problem("", text) for text in missing_to_use(draft))
    draft.used_at, draft.used_by = timezone.now(), by
    draft.save(update_fields=["used_at", "used_by"])
    _audit(AuditAction.SCB_TEMPLATE_USED, draft, by)


def log_download(template, *, by):
    _audit(AuditAction.SCB_TEMPLATE_DOWNLOADED, template, by)


@transaction.atomic
def end(template, *, by):
    """End the use of the owner's own template."""
    template.ended_at = timezone.now()
    template.save(update_fields=["ended_at"])
    _audit(AuditAction.SCB_TEMPLATE_ENDED, template, by)


def _outline(content, **chosen):
    try:
        return outline(content, **chosen)
    except Unfit as error:
        raise ActionRefused([Problem("file" if not chosen else "heading_row", error.text)]) from error


def _of_owner(owner, before, by):
    about = {"project": owner.project, "programme_period": owner.period, "uploaded_by": by}
    return about | {"version": before.version + 1 if before else 1, "ended_at": None}


def _propose(draft, found, before):
    draft.sheet, draft.heading_row, draft.first_row = found.sheet, found.heading_row, found.first_row
    draft.columns_of_sheet = proposed_columns(found.headings, before)


def _other_draft():
    text = _("Another template was uploaded while you chose yours. Look at it before you replace it.")
    return ActionRefused([Problem("file", text)])


def _remove(draft):
    path = draft.path
    draft.delete()
    if not ScbTemplate.objects.filter(path=path).exists():  # a draft may have the file of the one in use
        transaction.on_commit(partial(uploads.remove, [path]))


def _audit(action, template, by):
    audit(action, template, by=by, project=template.project, version=template.version, sha256=template.sha256)
