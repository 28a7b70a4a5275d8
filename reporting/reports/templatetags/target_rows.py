"""Rows for components/target_row.html."""

from django import template

from reporting.reports.pages import tables
from reporting.reports.pages import target_rows as rows

register = template.Library()


@register.simple_tag
def target_rows(document):
    """{% target_rows results as rows %}"""
    return rows.target_rows(document)


@register.simple_tag
def activity_rows(document):
    """{% activity_rows results as activity %}"""
    return tables.activity(document)
