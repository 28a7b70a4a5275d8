"""Template tags for the administration's start page: `{% load team_pages %}`."""

from django import template

from projects.team import review

register = template.Library()


@register.simple_tag
def overdue_reviews():
    """`{% overdue_reviews as overdue %}`: team reviews open for more than 14 days."""
    return list(review.overdue_reviews())


@register.simple_tag
def leaderless_projects():
    """`{% leaderless_projects as leaderless %}`: projects without a leader today."""
    return list(review.projects_without_leader())
