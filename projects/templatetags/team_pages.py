from django import template

from projects.team import review

register = template.Library()


@register.simple_tag
def overdue_reviews():
    return list(review.overdue_reviews())


@register.simple_tag
def leaderless_projects():
    return list(review.projects_without_leader())
