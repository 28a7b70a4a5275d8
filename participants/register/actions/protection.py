"""Raise and lower protection, authorise case workers, open protected records."""

from contextlib import contextmanager
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import may
from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.permissions import Permission
from participants.register.actions.errors import ActionRefused, violates
from participants.register.models import (
    AuthorisedCaseWorker,
    Participation,
    Person,
    ProtectedRecordAccess,
    Protection,
)
from participants.register.protection.after_raising import after_raising
from participants.register.protection.authorisation import is_case_worker
from participants.register.protection.other_projects import notify_protection_lowered
from participants.register.rules.entry_rules import Problem

USE_RECORDED_EVERY = timedelta(minutes=1)  # fewer writes while a record is in use


@transaction.atomic
def raise_protection(person, level, *, participation, by):
    """Raise the protection if the level is stronger; never lower it."""
    if level and Protection.is_stronger(level, person.protection):
        _raise_to(level, person, participation, by)
    if level and person.is_protected:  # also of a record that has become a protected person's
        after_raising([person], [participation])


def _raise_to(level, person, participation, by):
    # The case worker who first protects a person is authorised: otherwise no user could continue the work.
    is_first = not person.is_protected
    person.protection = level
    person.save(update_fields=["protection"])
    audit(AuditAction.PROTECTION_RAISED, participation, by=by, level=level)
    if is_first and is_case_worker(by, participation):
        _authorise(participation, by, by=by)


@contextmanager
def auditing_raised_protection(people, *, project, by):
    """Audit and authorise as raise_protection() does, around an import that raises in bulk."""
    # People created by the same import need neither: their registrar is authorised already.
    known = Participation.objects.filter(project=project, person__in=list(people)).select_related("person")
    before = {participation: participation.person.protection for participation in known}
    yield
    for participation, level in before.items():
        participation.person.refresh_from_db(fields=["protection"])
        if participation.person.protection != level:
            audit(AuditAction.PROTECTION_RAISED, participation, by=by, level=participation.person.protection)
            if level == Protection.NONE and is_case_worker(by, participation):
                _authorise(participation, by, by=by)
    after_raising([participation.person for participation in before if participation.person.is_protected])


@transaction.atomic
def change_protection(participation, *, level, reason="", may_lower, origin="", by):
    """Raise the protection, or lower it with a reason. Raises ActionRefused."""
    # origin: the portal's base URL, for the e-mails to the person's other projects.
    person = Person.objects.select_for_update().get(pk=participation.person_id)
    if not Protection.is_stronger(person.protection, level):
        raise_protection(person, level, participation=participation, by=by)
        return person
    if not may_lower:
        raise ActionRefused([Problem("level", _("Only a project leader can lower the protection."))])
    if not reason.strip():
        raise ActionRefused([Problem("reason", _("Say why the protection is lowered."))])
    person.protection = level
    person.save(update_fields=["protection"])
    audit(AuditAction.PROTECTION_LOWERED, participation, by=by, level=level, reason=reason.strip())
    notify_protection_lowered(participation, by=by, origin=origin)
    return person


@transaction.atomic
def authorise_case_worker(participation, *, user, by):
    """Authorise a member to open the record, as far as their role includes it. Raises ActionRefused."""
    # The same answer whether or not the role includes the part: another would say where the person takes part.
    if not user.is_active or not may(user, Permission.PARTICIPANT_EDIT, participation.project):
        raise ActionRefused(
            [Problem("user", _("They have no role in the project's work with participants."))]
        )
    if Participation.objects.openable_by(user).filter(pk=participation.pk).exists():
        raise ActionRefused([Problem("user", _("The case worker is authorised already."))])
    # Leaders may authorise themselves; the audit log and the page show it.
    authorisation = _authorise(participation, user, by=by)
    audit(AuditAction.CASE_WORKER_AUTHORISED, participation, by=by, user=user.pk, themself=user == by)
    return authorisation


def _authorise(participation, user, *, by):
    try:
        with transaction.atomic():
            return AuthorisedCaseWorker.objects.create(
                participation=participation, user=user, authorised_by=by
            )
    except IntegrityError as error:
        if not violates(error, "authorised_case_worker_once_in_force"):
            raise
        return participation.authorised_case_workers.in_force().get(user=user)


@transaction.atomic
def revoke_case_worker(participation, *, user, by):
    """End the authorisation and any open access."""
    now = timezone.now()
    rows = AuthorisedCaseWorker.objects.select_for_update().filter(participation=participation, user=user)
    if not rows.in_force().update(ended_by=by, ended_at=now) and not rows.exists():
        # Authorised as the registrar: a row that has ended removes that.
        rows.create(
            participation=participation,
            user=user,
            authorised_by=by,
            authorised_at=now,
            ended_by=by,
            ended_at=now,
        )
    participation.record_accesses.in_force().filter(user=user).update(closed_at=now)
    audit(AuditAction.CASE_WORKER_REVOKED, participation, by=by, user=user.pk, themself=user == by)


@transaction.atomic
def open_record(participation, *, reason, note="", by):
    visible = Participation.objects.visible_to(by).protected()
    if not visible.openable_by(by).filter(pk=participation.pk).exists():
        raise PermissionDenied
    access = ProtectedRecordAccess(participation=participation, user=by, reason=reason, note=note.strip())
    access.validate_constraints()
    access.save()
    return access


def extend_access(access):
    now = timezone.now()
    if now - access.used_at > USE_RECORDED_EVERY:
        access.used_at = now
        access.save(update_fields=["used_at"])
    return access


@transaction.atomic
def close_record(participation, *, by):
    participation.record_accesses.in_force().filter(user=by).update(closed_at=timezone.now())
    return participation
