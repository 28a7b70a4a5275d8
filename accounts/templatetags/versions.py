from django import template
from django.utils.html import format_html

from accounts.audit.row_versions import version_of

register = template.Library()


@register.simple_tag
def row_version(*shown):
    """`{% row_version invitation %}` in the form of a button: the hidden version of what the button changes."""
    return format_html('<input type="hidden" name="version" value="{}">', version_of(*shown))
