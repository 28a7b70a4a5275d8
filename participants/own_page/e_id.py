"""Sign-in to the own page with an e-identification: find the participation of a number, and begin a session."""

import logging

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import AuditAction
from accounts.database_access import system_scope, whole_project_access
from esfportal.security.secret_tokens import new_token
from participants.own_page.access import open_participations
from participants.own_page.actions import acting
from participants.own_page.models import OwnPageLink
from participants.register.actions.change_notes import record_change
from participants.register.identity.numbers import NumberError, parse_number
from participants.register.identity.person_lookup import find_participation, find_participation_by_number
from projects.models import Project

logger = logging.getLogger(__name__)


def participations_with(numbers):
    """Return the participations of the person who has one of the numbers, that of the latest entry first."""
    found, projects = {}, _projects()
    for number in _parsed(numbers):
        for project in projects:
            if participation := _open(project, find_participation_by_number, number):
                found[participation.pk] = participation
    return _latest_first(found.values())


def others_of(participation):
    """Return the person's participations in other projects."""
    found = [
        _open(project, find_participation, participation.person)
        for project in _projects()
        if project.pk != participation.project_id
    ]
    return _latest_first(filter(None, found))


@transaction.atomic
def begin_session(participation):
    """Begin a session of one participation without a link; return its key."""
    (_unused, token_hash), (key, session_hash), now = new_token(), new_token(), timezone.now()
    with acting(participation):
        session = OwnPageLink.objects.create(
            participation=participation,
            method=OwnPageLink.Method.E_ID,
            token_hash=token_hash,
            expires_at=now,
            session_hash=session_hash,
            opened_at=now,
            used_at=now,
        )
        record_change(AuditAction.OWN_PAGE_OPENED, participation, by=None, link=session.pk, by_e_id=True)
    return key


def _parsed(texts):
    for text in texts:
        try:
            yield parse_number(text)
        except NumberError:
            logger.warning("An e-identification states a number that is none.")


def _projects():
    # All of them, one at a time: no access scope shows in which projects a person takes part, and the time is the same
    # for each number.
    with system_scope():
        return list(Project.objects.order_by("pk"))


def _open(project, find, whom):
    """Return what `find` finds in the project, if the person takes part or left a short time ago."""
    found = find(project, whom)
    with whole_project_access(project):
        return open_participations([found.pk if found else None]).first()


def _latest_first(participations):
    return sorted(participations, key=lambda each: (each.created_at, each.pk), reverse=True)
