"""Rows for components/target_row.html."""

from django import template

from reporting.reports import presentation

register = template.Library()


@register.simple_tag
def target_rows(document):
    """{% target_rows results as rows %}"""
    return presentation.target_rows(document)
