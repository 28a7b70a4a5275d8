"""Notification of a request: to the case worker, or the project's leaders."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import may
from accounts.notifications.actions import notify
from accounts.notifications.kinds import ALWAYS, Channel, NotificationKind
from accounts.permissions import Permission, Role, roles_with
from participants.register.protection.authorisation import authorised_case_workers
from projects.team.models import Membership

ASKED = NotificationKind(
    key="privacy.extract_asked",
    label=gettext_lazy("Participants who ask for an extract of the register"),
    roles=tuple(roles_with(Permission.PARTICIPANT_EDIT)),
    default=Channel.AT_ONCE,
    channels=ALWAYS,  # the law gives a month
    text=lambda row: (
        _("A participant in %(project)s asks for an extract of the register.") % {"project": row.project_name}
    ),
)


def tell_of_request(request, participation, *, by):
    project = participation.project
    users = handlers_of(participation)
    notify(users, kind=ASKED, event=str(request.pk), by=by, project=project, target="casework:day")


def handlers_of(participation):
    if participation.is_protected:
        found = [each.user for each in authorised_case_workers(participation) if each.may_open]
    else:
        spell = participation.spells.select_related("case_worker").order_by("-entry_date").first()
        found = [spell.case_worker] if spell and _works(spell.case_worker, participation.project) else []
    return found or _leaders(participation.project)


def _works(user, project):
    return user is not None and user.is_active and may(user, Permission.PARTICIPANT_EDIT, project)


def _leaders(project):
    leads = {"project": project, "role": Role.PROJECT_LEADER, "user__is_active": True}
    members = Membership.objects.in_force().filter(**leads).select_related("user")
    return [each.user for each in members if not each.is_limited_to_part]
