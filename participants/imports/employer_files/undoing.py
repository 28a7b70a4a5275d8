"""Undo a list of employers: effects, obstacles, and the undoing itself (ADR 185)."""

from collections import Counter

from django.utils.translation import gettext as _

from esfportal.ui.formats import number
from participants.employers import actions
from participants.employers.models import (
    Contact,
    ContactConsent,
    ContactHistory,
    Employer,
    EmployerHistory,
    Offer,
    OutcomeEmployer,
    Placement,
    Workplace,
    WorkplaceHistory,
)
from participants.imports.employer_files.contacts import forget_replaced, replaced_by
from participants.imports.employer_files.row_forms import EMPLOYER
from participants.register.actions.errors import ActionRefused
from participants.register.rules.entry_rules import Problem

FIELDS = {column: name for name, column in EMPLOYER.items()}
MODELS = {"workplace": (Workplace, WorkplaceHistory), "contact": (Contact, ContactHistory)}


def employer_effects(content):
    """Yield what undoing does, in words."""
    new = Counter("employer" for each in content.employers if each.is_new)
    new.update(sort for each in content.employers for sort, _pk, is_new in each.items if is_new)
    texts = {
        "employer": _("New employers that are removed: %(count)s."),
        "workplace": _("New workplaces that are removed: %(count)s."),
        "contact": _("New contacts that are removed: %(count)s."),
    }
    for sort, text in texts.items():
        if new[sort]:
            yield text % {"count": number(new[sort])}
    changed = {
        pk
        for each in content.employers
        for sort, pk, is_new in each.items
        if sort == "contact" and not is_new
    }
    if changed:
        yield _("Contacts that get their earlier details back: %(count)s.") % {"count": number(len(changed))}


def employer_obstacles(content, saved_at):
    """Yield (row, primary key of the employer, text)."""
    if not content.employers:
        return
    rows = {each.employer: each for each in reversed(content.employers) if each.is_new}
    later = {"pgh_created_at__gt": saved_at}
    changed = set(EmployerHistory.objects.filter(id__in=rows, **later).values_list("id", flat=True))
    for pk in rows.keys() & (changed | set(rows) - set(Employer.objects.in_bulk(rows))):
        yield rows[pk].row, pk, _("The employer has been changed since.")
    # One text: which of them it is would show where a person with a protected identity has been.
    for model in (Offer, Placement, OutcomeEmployer):
        for pk in set(model.objects.filter(employer__in=rows).values_list("employer_id", flat=True)):
            yield rows[pk].row, pk, _("The employer is used: for a place, a placement or an outcome.")
    yield from _changed_facts(content)
    for sort, (model, history) in MODELS.items():
        yield from _changed_items(content, sort, model, history, later)
        ours = _items(content, sort)
        for pk, employer in model.objects.filter(employer__in=rows).values_list("pk", "employer_id"):
            if pk not in ours:
                yield rows[employer].row, employer, _("A workplace or a contact has been added since.")


def _items(content, sort):
    """Return {primary key: the row that wrote it first}."""
    return {pk: each for each in reversed(content.employers) for name, pk, _new in each.items if name == sort}


def _changed_facts(content):
    about = {each.row: each.employer for each in content.employers}
    stored = Employer.objects.in_bulk({about[each.row] for each in content.written})
    for each in content.written:
        if each.column in FIELDS:
            employer = stored.get(about[each.row])
            if employer is None or getattr(employer, FIELDS[each.column]) != each.new:
                yield each.row, about[each.row], _("A value that the import wrote has been changed since.")


def _changed_items(content, sort, model, history, later):
    ours = _items(content, sort)
    changed = set(history.objects.filter(id__in=ours, **later).values_list("id", flat=True))
    # One that was removed is no obstacle: the person may have asked for it.
    for pk in changed & set(model.objects.filter(pk__in=ours).values_list("pk", flat=True)):
        yield ours[pk].row, ours[pk].employer, _("A workplace or a contact has been changed since.")
    new = {pk for each in content.employers for name, pk, is_new in each.items if is_new and name == sort}
    if sort == "workplace":
        used = Offer.objects.filter(workplace__in=new).values_list("workplace_id", flat=True)
        text = _("A place is offered at the workplace.")
    else:
        used = ContactConsent.objects.filter(contact__in=new).values_list("contact_id", flat=True)
        text = _("An answer of the contact has been recorded.")
    for pk in set(used):
        yield ours[pk].row, ours[pk].employer, text


def lock_employers(content):
    """Let changes by hand wait until the import is undone."""
    keys = {each.employer for each in content.employers}
    list(Employer.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))


def undo_employers(job, content, *, by):
    """Take away what the import added, and put back what it replaced; the latest row first."""
    if not content.employers:
        return
    employers = Employer.objects.select_related("project").in_bulk(
        {each.employer for each in content.employers}
    )
    details = replaced_by(job)
    _check_details(content, details)
    for each in reversed(content.employers):
        for sort, pk, is_new in reversed(each.items):
            if item := MODELS[sort][0].objects.filter(pk=pk).select_related("employer__project").first():
                _undo_item(item, details.pop(pk, None), is_new=is_new, by=by)
        employer = employers[each.employer]
        written = [change for change in content.written if change.row == each.row and change.column in FIELDS]
        if each.is_new:
            actions.remove_employer(employer, by=by)
        elif written:
            for change in written:
                setattr(employer, FIELDS[change.column], change.old)
            actions.change_employer(employer, changed=[FIELDS[change.column] for change in written], by=by)
    forget_replaced(job)


def _check_details(content, details):
    changed = {
        pk
        for each in content.employers
        for sort, pk, is_new in each.items
        if sort == "contact" and not is_new
    }
    if set(Contact.objects.in_bulk(changed)) - set(details):
        raise ActionRefused([Problem("", _("The earlier details of a contact can't be read."))])


def _undo_item(item, details, *, is_new, by):
    if is_new:
        actions.remove_item(item, by=by)
    elif isinstance(item, Workplace):
        item.address = ""
        actions.change_item(item, changed=["address"], by=by)
    elif details:  # None: an earlier row of the file has them
        actions.change_contact(item, details=details, by=by)
