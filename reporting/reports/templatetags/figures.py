"""Template tags for figures and explanations."""

from django import template

from accounts.access import may
from accounts.permissions import Permission
from reporting.indicators import explain, validation
from reporting.indicators.figures import compute
from reporting.reports.access import readable_document
from reporting.reports.files import labels
from reporting.reports.models import Report

register = template.Library()


@register.simple_tag(takes_context=True)
def project_results(context, project, user):
    """{% project_results project user as results %}"""
    request = context.get("request")
    # Several components of a page ask for the figures; they are computed once for each request.
    cache = request.__dict__.setdefault("_project_results", {}) if request else {}
    if project.pk not in cache:
        cache[project.pk] = _results(project, user)
    return cache[project.pk]


def _results(project, user):
    # Users without this permission see the latest submitted report instead of today's figures.
    if may(user, Permission.FIGURES_VIEW, project):
        return compute(project).document
    latest = (
        Report.objects.visible_to(user)
        .submitted()
        .filter(project=project, release__isnull=False)
        .select_related("project", "release")
        .order_by("-ends_on", "-pk")
        .first()
    )
    return readable_document(latest, user) if latest else None


@register.simple_tag
def hidden_legend(results):
    return labels.hidden_legend(results) if results else ""


@register.simple_tag
def record_problems(participation):
    return validation.record_problems(participation)


@register.simple_tag
def indicator_explanations(participation):
    return explain.explain_all(participation)
