"""What the administration tells of the projects' teams: `{% load team_pages %}`."""

from django import template

from projects.team import review

register = template.Library()


@register.simple_tag
def overdue_reviews():
    """`{% overdue_reviews as overdue %}`: team reviews that wait for longer than a fortnight."""
    return list(review.overdue_reviews())


@register.simple_tag
def leaderless_projects():
    """`{% leaderless_projects as leaderless %}`: projects that nobody leads today."""
    return list(review.projects_without_leader())
