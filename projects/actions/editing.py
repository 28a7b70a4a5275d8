"""Changes that a project leader makes in the portal."""

from collections import Counter

from django.db import transaction
from django.db.models import ProtectedError

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.models import Organisation
from projects.models import FinancingEntry, Project, ProjectMunicipality, ProjectText


class StillUsed(Exception):
    """The item can't be removed; `users_text` counts what refers to it."""

    def __init__(self, item, users_text):
        super().__init__(users_text)
        self.item, self.users_text = item, users_text


def objects_text(objects):
    """Count objects by model: "3 spells, 1 target"."""
    counts = Counter(map(type, objects))
    return ", ".join(
        f"{count} {model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural}"
        for model, count in counts.items()
    )


@transaction.atomic
def change_project(project, *, changed, by):
    if changed:
        project.save()
        audit(AuditAction.PROJECT_CHANGED, project, by=by, project=project, fields=sorted(changed))
    return project


@transaction.atomic
def add_item(item, *, related=None, by):
    return _save(item, related, AuditAction(f"{item._meta.model_name}_added"), by)


@transaction.atomic
def change_item(item, *, related=None, changed, by):
    if not changed:  # nothing to save or to audit
        return item
    return _save(item, related, AuditAction(f"{item._meta.model_name}_changed"), by, fields=sorted(changed))


def _save(item, related, action, by, **details):
    # Forms pass new organisations unsaved, so that only an action writes to the database.
    if organisation := getattr(item, "organisation", None):
        item.organisation = get_or_add_organisation(organisation, project=item.project, by=by)
    item.save()
    for name, organisations in (related or {}).items():
        stored = [get_or_add_organisation(each, project=item.project, by=by) for each in organisations]
        getattr(item, name).set(stored)
    audit(action, item, by=by, **details)
    return item


def get_or_add_organisation(organisation, *, project, by):
    if organisation.pk is not None:
        return organisation
    known = Organisation.objects.filter(name__iexact=organisation.name).first()
    if known:
        return known
    organisation.save()
    audit(AuditAction.ORGANISATION_ADDED, organisation, by=by, project=project)
    return organisation


@transaction.atomic
def remove_item(item, *, by):
    """Delete an item. Raises StillUsed if something refers to it."""
    if isinstance(item, ProjectMunicipality):
        _refuse_if_interventions_are_in(item)
    # Audited first: afterwards the item has no primary key. A refusal rolls the entry back.
    audit(AuditAction(f"{item._meta.model_name}_removed"), item, by=by)
    try:
        item.delete()
    except ProtectedError as error:
        raise StillUsed(item, objects_text(error.protected_objects)) from error
    return item


def _refuse_if_interventions_are_in(item):
    # They refer to the municipality itself, so the database does not notice.
    if placed := list(item.project.interventions.filter(municipality=item.municipality_id)):
        raise StillUsed(item, objects_text(placed))


@transaction.atomic
def write_texts(project, *, texts, by):
    """Save {(section, language): text}; None removes the section, and "" shows "no information"."""
    stored = {(text.section, text.language): text for text in project.texts.all()}
    changed = []
    for (section, language), body in texts.items():
        text = stored.get((section, language))
        if body is None and text:
            text.delete()
        elif body is not None and (text is None or text.body != body):
            text = text or ProjectText(project=project, section=section, language=language)
            text.body = body
            text.save()
        else:
            continue
        changed.append(f"{section}.{language}")
    if changed:
        audit(AuditAction.PROJECT_TEXTS_CHANGED, project, by=by, project=project, sections=sorted(changed))
    return project


@transaction.atomic
def book(line, *, booked_on, amount, hours=None, voucher="", note="", budget_line=None, by):
    # Entries are never changed: a wrong one is corrected by another with the opposite sign.
    # A file that is being imported has been compared with what is booked: wait for it.
    Project.objects.select_for_update(of=("self",), no_key=True).get(pk=line.project_id)
    entry = FinancingEntry(
        line=line,
        booked_on=booked_on,
        amount=amount,
        hours=hours,
        voucher=voucher,
        note=note,
        budget_line=budget_line,
        booked_by=by,
    )
    entry.full_clean()
    entry.save()
    audit(AuditAction.FINANCING_BOOKED, entry, by=by, project=line.project)
    return entry
