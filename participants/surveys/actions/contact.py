"""Participants who ask, after a survey that is tied to them, to be contacted; and that they were."""

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.database_access import system_scope
from participants.register.actions.change_notes import record_change
from participants.register.models import Participation
from participants.surveys.models import Invitation
from projects.models import Project


@transaction.atomic
def wish_for_contact(invitation):
    """Keep the wish; return False where the answers are anonymous: nothing may be kept of who has answered."""
    if not invitation.survey.is_tied:
        return False
    with system_scope():
        unasked = Invitation.objects.filter(pk=invitation.pk, is_used=True, contact_wished_on=None)
        if unasked.update(contact_wished_on=timezone.localdate()):
            # The scope reaches neither the participation nor the project: their keys are enough.
            about = Participation(pk=invitation.participation_id), Project(pk=invitation.project_id)
            audit(AuditAction.SURVEY_CONTACT_WISHED, about[0], by=None, project=about[1])
    return True


@transaction.atomic
def record_contact(invitation, *, participation, by):
    """Record that the participant was contacted; return False if it was recorded before."""
    waiting = Invitation.objects.filter(pk=invitation.pk, contacted_at=None)
    if not waiting.update(contacted_at=timezone.now(), contacted_by=by):
        return False
    record_change(AuditAction.SURVEY_CONTACTED, participation, by=by, survey=invitation.survey_id)
    return True
