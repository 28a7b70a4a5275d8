"""Template tags for permissions and roles."""

from django import template

from accounts import access

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
