"""Contact details on a participant's page: panel and history."""

from django.utils.translation import gettext as _

from accounts.access import may
from accounts.audit.row_history import Label
from accounts.permissions import Permission
from participants.contact.models import ContactDetails, ContactDetailsHistory
from participants.register.pages.page_context import HistorySource
from participants.register.prepared_facts import RECORDS, IsOneOf


def panel_parts():
    rows = ContactDetails.objects.filter(IsOneOf("participation", RECORDS))
    return (rows.order_by("-recorded_at", "-pk"),)


def person_context(request, participation, rows):
    is_kept = bool(rows) and not participation.person.is_protected
    return {
        "contact": rows[0] if is_kept else None,
        "may_record_contact": may(request.user, Permission.PARTICIPANT_EDIT, participation.project),
    }


def history_source():
    return HistorySource(ContactDetailsHistory, _describe)


def _describe(history_text, event, before):
    if event.pgh_label == Label.INSERT:
        yield _("recorded contact details")
    elif event.pgh_label == Label.DELETE:
        yield _("removed the contact details")
    else:
        yield from history_text.differences(event, before)
        if "rest" in (event.pgh_hidden or ()):
            yield _("changed the contact details")
        else:
            yield _("encrypted the contact details again")
