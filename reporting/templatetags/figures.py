"""A project's results and a participant's explanations, for templates of the apps to the right.

Nothing computed is kept longer than the request that shows it.
"""

from django import template

from accounts.access import may
from accounts.permissions import Permission
from reporting import explain, validation
from reporting.access import readable_document
from reporting.figures import compute
from reporting.files import words
from reporting.models import Report

register = template.Library()


@register.simple_tag(takes_context=True)
def project_results(context, project, user):
    """`{% project_results project user as results %}`: a `ReportDocument`, or None when there is none.

    Who may see figures sees those of today; others those of the latest submitted report, as they may
    read it.
    """
    request = context.get("request")
    kept = request.__dict__.setdefault("_project_results", {}) if request else {}
    if project.pk not in kept:
        kept[project.pk] = _results(project, user)
    return kept[project.pk]


def _results(project, user):
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
    """`{% hidden_legend results as legend %}`: what the sign for a hidden number means; "" without any."""
    return words.hidden_legend(results) if results else ""


@register.simple_tag
def record_problems(participation):
    """`{% record_problems participation as problems %}`: the rules that the record breaks, worst first."""
    return validation.record_problems(participation)


@register.simple_tag
def indicator_explanations(participation):
    """`{% indicator_explanations participation as explanations %}`: one `Explanation` an indicator."""
    return explain.explain_all(participation)
