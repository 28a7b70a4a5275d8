"""Invite participants to a survey by e-mail."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from participants.contact.access import mailed_details
from participants.contact.kinds import Letter, MessageKind
from participants.contact.models import Message
from participants.contact.outbox import new_message, wake_worker
from participants.surveys.actions.links import make_links
from participants.surveys.models import Survey

KIND = "survey"


@transaction.atomic
def mail_invitations(survey, participations, *, origin, by):
    rows = [
        new_message(KIND, participation, origin=origin, by=by, about=survey.pk)
        for participation in sorted(participations, key=lambda each: each.pk)
    ]
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    audit(AuditAction.SURVEY_MAILED, survey, by=by, project=survey.project, count=len(rows))
    wake_worker()


def compose_invitation(message, participation):
    """Make the participant's link, unless there is one on paper."""
    survey = Survey.objects.select_related("project").filter(pk=message.about).first()
    details = mailed_details(participation)
    if survey is None or details is None or not survey.is_open:
        return None
    if survey.invitations.filter(participation=participation).exists():
        return None
    ((_participation, token),) = make_links(survey, [participation], by=message.asked_by)
    context = {
        "project": participation.project,
        "link": f"{message.origin}{reverse('surveys:answer', args=[token])}",
        "is_tied": survey.is_tied,
        "days": survey.invitations.model.VALID_FOR.days,
    }
    return Letter(details.email, details.language, "participants/surveys/invitation.txt", context)


INVITATION = MessageKind(KIND, _("questions in a survey"), compose_invitation, waits=timedelta(days=7))
