"""Links to own pages by e-mail."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit.actions import AuditAction
from accounts.database_access import system_scope, whole_project_access
from participants.contact.access import mailed_details
from participants.contact.addresses import blind_index, masked
from participants.contact.kinds import Letter, MessageKind
from participants.contact.models import ContactDetails
from participants.contact.outbox import ask_for
from participants.contact.querysets import RECORD
from participants.own_page.access import open_participations
from participants.own_page.actions import replace_link
from participants.own_page.models import LinkRequest, OwnPageLink
from participants.register.actions import ActionRefused
from participants.register.actions.change_notes import record_change
from participants.register.rules.entry_rules import Problem
from projects.models import Project

KIND = "own_link"


def mail_link(participation, *, origin, by):
    """Return the masked address. Raises ActionRefused."""
    details = mailed_details(participation)
    if details is None:
        raise ActionRefused([Problem("", _("The participant has no address to which messages are wanted."))])
    ask_for(KIND, participation, origin=origin, by=by)
    return masked(details.email)


def compose_link(message, participation):
    details = mailed_details(participation)
    if details is None or not open_participations([participation.pk]).exists():
        return None
    values = {"method": OwnPageLink.Method.MAIL, "sent_to": masked(details.email)}
    link, token = replace_link(participation, by=message.asked_by, **values)
    record_change(
        AuditAction.OWN_LINK_MAILED, participation, by=message.asked_by, link=link.pk, to=link.sent_to
    )
    context = {
        "project": participation.project,
        "link": f"{message.origin}{reverse('own_page:enter', args=[token])}",
        "days": OwnPageLink.VALID_FOR.days,
    }
    return Letter(details.email, details.language, "participants/own_page/emails/link.txt", context)


LINK = MessageKind(KIND, _("a link to an own page"), compose_link, waits=timedelta(days=1))


@transaction.atomic
def request_link(email, *, visitor, origin):
    """Return False if the visitor has asked too often."""
    # A worker looks for the address: the answer and its time are the same for a known and an unknown one.
    with system_scope():
        if LinkRequest.objects.of_visitor(visitor).count() >= LinkRequest.MOST_OF_VISITOR:
            return False
        asked = LinkRequest(visitor_hash=visitor, origin=origin, email_index=blind_index(email))
        asked.save(force_insert=True)
    return True


def answer_requests():
    with system_scope():
        keys = list(LinkRequest.objects.filter(answered_at__isnull=True).values_list("pk", flat=True))
        LinkRequest.objects.old().delete()
    for key in keys:
        _answer(key)


@system_scope()
def _answer(key):
    locked = LinkRequest.objects.select_for_update(skip_locked=True, of=("self",))
    request = locked.filter(pk=key, answered_at__isnull=True).first()
    if request is None:
        return
    request.answered_at = timezone.now()
    request.save(update_fields=["answered_at"])
    if LinkRequest.objects.of_address(request.email_index).count() > LinkRequest.MOST_OF_ADDRESS:
        return
    # One project at a time: no access scope shows in which projects a person takes part.
    for project in Project.objects.order_by("pk"):
        with whole_project_access(project):
            for participation in _people_with(request.email_index, project):
                ask_for(KIND, participation, origin=request.origin, by=None)


def _people_with(index, project):
    if not OwnPageLink.objects.links().filter(project=project).exists():
        return []
    found = ContactDetails.objects.in_project(project).filter(email_index=index)
    records = found.annotate(record=RECORD).values_list("record", flat=True)
    return [each for each in open_participations(list(records)) if mailed_details(each)]
