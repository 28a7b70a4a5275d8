from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from projects.access import get_project
from reporting.comparisons.pages import comparison_context


@never_cache
@require_safe
def results(request, slug):
    project = get_project(request.user, slug, Permission.FIGURES_VIEW)
    context = comparison_context(project, request.GET, user=request.user)
    context |= {"project": project, "section": "targets"}
    return render(request, "reporting/comparisons/results.html", context)
