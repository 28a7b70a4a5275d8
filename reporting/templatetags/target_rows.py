"""A document's targets as rows of components/target_row.html: `{% load target_rows %}`."""

from django import template

from reporting import presentation

register = template.Library()


@register.simple_tag
def target_rows(document):
    """`{% target_rows results as rows %}`: each target with its bar, figure and state."""
    return presentation.target_rows(document)
