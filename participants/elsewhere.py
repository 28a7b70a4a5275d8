"""The same person in other projects: who looks after them there is told of what is done here, and nobody of where.

Neither the project nor the colleague who did it is named: that would tell where else somebody takes part.
"""

from functools import partial

from django.db import transaction

from accounts.audit import audit
from accounts.models import Membership, User
from accounts.scope import admitted_to, system_scope
from accounts.signing_in.post import hand_over
from participants.models import Participation
from participants.protection import authorised_case_workers
from projects.models import Project

LOWERED_ELSEWHERE = "protection_lowered_elsewhere"


def notify_protection_lowered(participation, *, by, origin):
    """Note in each of the person's other projects that their protection has been lowered, and write to its
    leaders and to the case workers named there. `origin` is the portal's own address.

    The projects are gone through one by one: there is no scope that shows where somebody takes part.
    """
    with system_scope():
        others = list(Project.objects.exclude(pk=participation.project_id).order_by("pk"))
    for project in others:
        with admitted_to(project):
            there = Participation.objects.in_project(project).filter(person=participation.person_id)
            for other in there.select_related("project", "person", "created_by"):
                _notify(other, by, origin)


def _notify(other, by, origin):
    from participants import tasks  # which know the imports, which know the actions that call this

    audit(LOWERED_ELSEWHERE, other, by=None, level=other.person.protection)
    for user in _recipients(other) - {by}:
        arguments = (user.pk, other.project_id, other.pk, origin)
        transaction.on_commit(partial(hand_over, tasks.send_protection_lowered, *arguments), robust=True)


def _recipients(participation):
    leading = Membership.objects.in_force().leading().filter(project=participation.project_id)
    named = [each.user for each in authorised_case_workers(participation) if each.may_open]
    return {*named, *User.objects.filter(pk__in=leading.values("user"))}
