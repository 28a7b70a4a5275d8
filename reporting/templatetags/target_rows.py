"""{% load target_rows %}: rows for components/target_row.html."""

from django import template

from reporting import presentation

register = template.Library()


@register.simple_tag
def target_rows(document):
    """{% target_rows results as rows %}: each target with bar, figure and state."""
    return presentation.target_rows(document)
