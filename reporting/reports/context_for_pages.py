"""Figures and explanations on the pages of projects and participants."""

from accounts.access import may
from accounts.permissions import Permission
from reporting.indicators import explain, validation
from reporting.indicators.figures import compute
from reporting.reports.access import readable_document
from reporting.reports.files import labels
from reporting.reports.models import Report


def figures_context(request, project):
    results = _results(project, request.user)
    return {"results": results, "legend": labels.hidden_legend(results) if results else ""}


def person_context(request, participation):
    return {
        "problems": validation.record_problems(participation),
        "explanations": explain.explain_all(participation),
    }


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
