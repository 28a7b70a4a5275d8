"""Protecting who somebody is: the level, the case workers named, and each access of the record."""

from contextlib import contextmanager
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import audit
from accounts.permissions import Permission
from participants.actions.errors import refuse_if, violates
from participants.checks import Problem
from participants.elsewhere import notify_protection_lowered
from participants.models import NamedCaseWorker, Opening, Participation, Person, Protection
from participants.protection import is_case_worker

USE_RECORDED_EVERY = timedelta(minutes=1)  # how often a use is written down


@transaction.atomic
def raise_protection(person, level, *, participation, by):
    """Strengthen the protection if the level is stronger; never weaken it.

    A case worker who is the first to protect somebody is named for them: nobody else could go on.
    """
    if not level or not Protection.is_stronger(level, person.protection):
        return
    is_first = not person.is_protected
    person.protection = level
    person.save(update_fields=["protection"])
    audit("protection_raised", participation, by=by, level=level)
    if is_first and is_case_worker(by, participation):
        _authorise(participation, by, by=by)


@contextmanager
def auditing_raised_protection(people, *, project, by):
    """Around the raising of many people's protection at once, by a file: what raise_protection does
    beside it. Who comes with the file is named for by having registered them."""
    known = Participation.objects.filter(project=project, person__in=list(people)).select_related("person")
    before = {participation: participation.person.protection for participation in known}
    yield
    for participation, level in before.items():
        participation.person.refresh_from_db(fields=["protection"])
        if participation.person.protection != level:
            audit("protection_raised", participation, by=by, level=participation.person.protection)
            if level == Protection.NONE and is_case_worker(by, participation):
                _authorise(participation, by, by=by)


@transaction.atomic
def change_protection(participation, *, level, reason="", may_lower, origin="", by):
    """Raise the protection, or lower it with a reason by somebody who may: the person's other projects are
    told. `origin` is the portal's own address, for the letters."""
    person = Person.objects.select_for_update().get(pk=participation.person_id)
    if not Protection.is_stronger(person.protection, level):
        raise_protection(person, level, participation=participation, by=by)
        return person
    if not may_lower:
        refuse_if([Problem("level", _("Only a project leader can lower the protection."))])
    if not reason.strip():
        refuse_if([Problem("reason", _("Say why the protection is lowered."))])
    person.protection = level
    person.save(update_fields=["protection"])
    audit("protection_lowered", participation, by=by, level=level, reason=reason.strip())
    notify_protection_lowered(participation, by=by, origin=origin)
    return person


@transaction.atomic
def authorise_case_worker(participation, *, user, by):
    """Let somebody open the protected record: a member in force who may write about the person.

    Raises ActionRefused. A leader who names themself does so in the open: the trace and the page tell.
    """
    within_reach = Participation.objects.visible_to(user, Permission.PARTICIPANT_EDIT)
    if not user.is_active or not within_reach.filter(pk=participation.pk).exists():
        refuse_if([Problem("user", _("Their membership does not cover this participant."))])
    if within_reach.openable_by(user).filter(pk=participation.pk).exists():
        refuse_if([Problem("user", _("The case worker is named already."))])
    authorisation = _authorise(participation, user, by=by)
    audit("case_worker_named", participation, by=by, user=user.pk, themself=user == by)
    return authorisation


def _authorise(participation, user, *, by):
    try:
        with transaction.atomic():
            return NamedCaseWorker.objects.create(participation=participation, user=user, named_by=by)
    except IntegrityError as error:
        if not violates(error, "named_once_at_a_time"):
            raise
        return participation.named_case_workers.in_force().get(user=user)


@transaction.atomic
def revoke_case_worker(participation, *, user, by):
    """Close the record to somebody who was named; what they have open closes at once."""
    now = timezone.now()
    rows = NamedCaseWorker.objects.select_for_update().filter(participation=participation, user=user)
    if not rows.in_force().update(ended_by=by, ended_at=now) and not rows.exists():
        # named by having registered the person: a row that has ended takes that away
        rows.create(
            participation=participation, user=user, named_by=by, named_at=now, ended_by=by, ended_at=now
        )
    participation.openings.in_force().filter(user=user).update(closed_at=now)
    audit("case_worker_unnamed", participation, by=by, user=user.pk, themself=user == by)


@transaction.atomic
def open_record(participation, *, reason, note="", by):
    """Begin a visit to a protected record; the read log has the reason with every page shown in it."""
    visible = Participation.objects.visible_to(by).protected()
    if not visible.openable_by(by).filter(pk=participation.pk).exists():
        raise PermissionDenied
    access = Opening(participation=participation, user=by, reason=reason, note=note.strip())
    access.validate_constraints()
    access.save()
    return access


def extend_access(access):
    """A visit lasts as long as the record is used."""
    now = timezone.now()
    if now - access.used_at > USE_RECORDED_EVERY:
        access.used_at = now
        access.save(update_fields=["used_at"])
    return access


@transaction.atomic
def close_record(participation, *, by):
    """End one's visit before it ends by itself."""
    participation.openings.in_force().filter(user=by).update(closed_at=timezone.now())
    return participation
