"""Make and remove a user's calendar link."""

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.database_access import system_scope
from accounts.permissions import Permission, roles_with
from esfportal.security.secret_tokens import new_token
from participants.calendars.models import CalendarLink
from projects.team.handover import Handover
from projects.team.models import Membership


@transaction.atomic
def make_link(*, by):
    """Make the user's link and return its token, which is stored nowhere; a former link stops working."""
    (token, stored), now = new_token(), timezone.now()
    values = {
        "token_hash": stored,
        "made_at": now,
        "expires_at": now + CalendarLink.VALID_FOR,
    }
    CalendarLink.objects.update_or_create(user=by, defaults=values)
    audit(AuditAction.CALENDAR_LINK_MADE, by, by=by)
    return token


@transaction.atomic
def remove_link(*, by):
    removed, _details = CalendarLink.objects.filter(user=by).delete()
    if removed:
        audit(AuditAction.CALENDAR_LINK_REMOVED, by, by=by)
    return bool(removed)


def _end_former(membership, *, by):
    # A link ends with its user's last role: it must not begin to work again with the next one.
    others = Membership.objects.in_force().filter(
        user=membership.user_id, role__in=roles_with(Permission.PARTICIPANT_VIEW)
    )
    with system_scope():
        if others.exclude(pk=membership.pk).exists():
            return
        removed, _details = CalendarLink.objects.filter(user=membership.user_id).delete()
    if removed:
        audit(AuditAction.CALENDAR_LINK_REMOVED, membership.user, by=by)


FORMER_LINK = Handover(
    describe=lambda membership: "", hand_over=lambda membership, **options: None, end_former=_end_former
)
