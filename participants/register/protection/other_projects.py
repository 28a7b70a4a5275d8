"""Notify staff in a person's other projects about a lowered protection."""

from functools import partial

from django.db import transaction

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.database_access import system_scope, whole_project_access
from accounts.models import User
from accounts.signing_in.mail_queue import enqueue_or_run
from participants.register.models import Participation
from participants.register.protection.authorisation import authorised_case_workers
from projects.models import Project
from projects.team.models import Membership


def notify_protection_lowered(participation, *, by, origin):
    """Audit the lowering in the person's other projects and e-mail their staff."""
    # One project at a time: no access scope shows in which projects a person takes part.
    # `origin` is the portal's base URL.
    with system_scope():
        others = list(Project.objects.exclude(pk=participation.project_id).order_by("pk"))
    for project in others:
        with whole_project_access(project):
            there = Participation.objects.in_project(project).filter(person=participation.person_id)
            for other in there.select_related("project", "person", "created_by"):
                _notify(other, by, origin)


def _notify(other, by, origin):
    # Imported here because tasks import the actions that call this.
    from participants.register import tasks  # which know the imports, which know the actions that call this

    # Names neither the project nor the user who lowered it: that would reveal where else the person takes
    # part.
    audit(AuditAction.PROTECTION_LOWERED_IN_OTHER_PROJECT, other, by=None, level=other.person.protection)
    for user in _recipients(other) - {by}:
        arguments = (user.pk, other.project_id, other.pk, origin)
        transaction.on_commit(partial(enqueue_or_run, tasks.send_protection_lowered, *arguments), robust=True)


def _recipients(participation):
    leading = Membership.objects.in_force().leading().filter(project=participation.project_id)
    authorised = [each.user for each in authorised_case_workers(participation) if each.may_open]
    return {*authorised, *User.objects.filter(pk__in=leading.values("user"))}
