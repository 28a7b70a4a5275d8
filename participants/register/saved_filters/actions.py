"""Writes of saved filters. Each raises ActionRefused for what the form should say."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.models import User
from participants.register.actions import ActionRefused
from participants.register.models import SavedFilter
from participants.register.rules.entry_rules import Problem

MOST = 20  # of a user in a project: they are in a row above the list


@transaction.atomic
def save_filter(project, *, query, by, name, is_shared=False, opens_list=False, opens_for_team=False):
    own = _own(project, by)
    if not query:
        raise ActionRefused([Problem("", _("The list shows all participants. Choose filters first."))])
    if own.count() >= MOST:
        text = _("You have %(count)s filters. Remove one first.") % {"count": MOST}
        raise ActionRefused([Problem("", text)])
    saved = SavedFilter(
        project=project,
        created_by=by,
        query=query,
        name=name,
        is_shared=is_shared,
        opens_list=opens_list,
        opens_for_team=opens_for_team,
    )
    _check(saved, own)
    _open_with_no_other(saved, own)
    saved.save()
    audit(AuditAction.FILTER_SAVED, saved, by=by, is_shared=is_shared)
    return saved


@transaction.atomic
def change_filter(saved, *, by, **values):
    """Rename or share the filter, or let the list open with it."""
    own = _own(saved.project, saved.created_by).exclude(pk=saved.pk)
    for field, value in values.items():
        setattr(saved, field, value)
    _check(saved, own)
    _open_with_no_other(saved, own)
    saved.save(update_fields=values.keys())
    audit(AuditAction.FILTER_CHANGED, saved, by=by)
    return saved


@transaction.atomic
def remove_filter(saved, *, by):
    audit(AuditAction.FILTER_REMOVED, saved, by=by, is_shared=saved.is_shared)
    saved.delete()


def _own(project, user):
    # One request at a time for a user: the constraints then hold without a word from the database.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    return SavedFilter.objects.filter(project=project, created_by=user)


def _check(saved, own):
    if saved.opens_for_team and not saved.is_shared:
        raise ActionRefused([Problem("is_shared", _("Share the filter, too."))])
    if own.filter(name__iexact=saved.name).exists():
        raise ActionRefused([Problem("name", _("There is a filter with this name. Choose another."))])


def _open_with_no_other(saved, own):
    for field in ("opens_list", "opens_for_team"):
        if getattr(saved, field):
            own.filter(**{field: True}).update(**{field: False})
