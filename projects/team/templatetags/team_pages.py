from django import template

from projects.team import team_review

register = template.Library()


@register.simple_tag
def overdue_reviews():
    return list(team_review.overdue_reviews())


@register.simple_tag
def leaderless_projects():
    return list(team_review.projects_without_leader())
