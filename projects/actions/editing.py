"""What a project leader changes by hand, each change audited with the names of what changed."""

from collections import Counter

from django.db import transaction
from django.db.models import ProtectedError

from accounts.audit import audit
from accounts.models import Organisation
from projects.models import FinancingEntry, ProjectText


class StillUsed(Exception):
    """The row can't be removed: `words` says what hangs on it."""

    def __init__(self, row, words):
        super().__init__(words)
        self.row, self.words = row, words


def words_for(error):
    """What a ProtectedError protects, counted: "3 spells, 1 target"."""
    found = Counter(type(row) for row in error.protected_objects)
    return ", ".join(
        f"{count} {model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural}"
        for model, count in found.items()
    )


@transaction.atomic
def change_project(project, *, changed, by):
    """Save the project's own facts; `changed` names the fields that the reader changed."""
    if changed:
        project.save()
        audit("project_changed", project, by=by, project=project, fields=sorted(changed))
    return project


@transaction.atomic
def add_row(row, *, related=None, by):
    """Add a row to a project (a target, a partner …), with what it points at in `related`."""
    return _save(row, related, f"{row._meta.model_name}_added", by)


@transaction.atomic
def change_row(row, *, related=None, changed, by):
    """Save a changed row; without changes nothing happens."""
    if not changed:
        return row
    return _save(row, related, f"{row._meta.model_name}_changed", by, fields=sorted(changed))


def _save(row, related, action, by, **details):
    """Save the row; organisations that it names and that are new are added first."""
    if organisation := getattr(row, "organisation", None):
        row.organisation = known_organisation(organisation, project=row.project, by=by)
    row.save()
    for name, organisations in (related or {}).items():
        known = [known_organisation(each, project=row.project, by=by) for each in organisations]
        getattr(row, name).set(known)
    audit(action, row, by=by, **details)
    return row


def known_organisation(organisation, *, project, by):
    """The organisation as it is stored; a new one is added unless another has its name."""
    if organisation.pk is not None:
        return organisation
    known = Organisation.objects.filter(name__iexact=organisation.name).first()
    if known:
        return known
    organisation.save()
    audit("organisation_added", organisation, by=by, project=project)
    return organisation


@transaction.atomic
def remove_row(row, *, by):
    """Take a row away. Raises StillUsed when people, memberships or bookings hang on it."""
    audit(f"{row._meta.model_name}_removed", row, by=by)
    try:
        row.delete()
    except ProtectedError as error:
        raise StillUsed(row, words_for(error)) from error
    return row


@transaction.atomic
def write_texts(project, *, texts, by):
    """Write the public texts: {(section, language): text or None}; None takes a section away.

    An empty text stays as a section that says "no information".
    """
    stored = {(row.section, row.language): row for row in project.texts.all()}
    changed = []
    for (section, language), body in texts.items():
        row = stored.get((section, language))
        if body is None and row:
            row.delete()
        elif body is not None and (row is None or row.body != body):
            row = row or ProjectText(project=project, section=section, language=language)
            row.body = body
            row.save()
        else:
            continue
        changed.append(f"{section}.{language}")
    if changed:
        audit("project_texts_changed", project, by=by, project=project, sections=sorted(changed))
    return project


@transaction.atomic
def book(line, *, booked_on, amount, hours=None, note="", by):
    """Book an amount on a source of financing; a wrong booking is met by one of the opposite sign."""
    entry = FinancingEntry(
        line=line, booked_on=booked_on, amount=amount, hours=hours, note=note, booked_by=by
    )
    entry.full_clean()
    entry.save()
    audit("financing_booked", entry, by=by, project=line.project)
    return entry
