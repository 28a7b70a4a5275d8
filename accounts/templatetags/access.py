"""Template tags for permissions and roles."""

from django import template
from django.utils.translation import gettext as _

from accounts import access
from accounts.permissions import Role

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context, permission, project=None):
    # {% may "participant.view" project as may_see_people %}
    user = context.get("user")
    return bool(user) and access.may(user, permission, project)


@register.simple_tag(takes_context=True)
def administers(context):
    return access.is_administrator(context["user"])


@register.simple_tag(takes_context=True)
def role_line(context):
    """Return the user's roles as a line: "Projektledare"."""
    user = context.get("user")
    memberships = access.memberships_of(user) if user else []
    if not memberships:
        return ""
    roles = list(dict.fromkeys(membership.get_role_display() for membership in memberships))
    return ", ".join(roles).capitalize()


@register.simple_tag(takes_context=True)
def unread_notifications(context):
    user = context.get("user")
    return access.unread_notifications(user) if user else 0


@register.simple_tag(takes_context=True)
def whom_to_ask(context):
    """Return the sentence at the foot of a page that says whom the user asks for help."""
    user = context.get("user")
    roles = {membership.role for membership in access.memberships_of(user)} if user else set()
    if Role.CASE_WORKER in roles:
        return _("Help: ask your project leader, or the administrator who created your account.")
    if Role.ADMINISTRATOR in roles:
        return _("Help: ask the portal's operator.")
    return _("Help: ask the administrator who created your account.")
