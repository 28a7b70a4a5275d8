from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from esfportal.pdf.page_file import pdf_response
from projects.access import get_project
from reporting.comparisons import pdf
from reporting.comparisons.pages import comparison_context


@never_cache
@require_safe
def results(request, slug):
    project = get_project(request.user, slug, Permission.FIGURES_VIEW)
    context = comparison_context(project, request.GET, user=request.user)
    context |= {"project": project, "section": "targets"}
    return render(request, "reporting/comparisons/results.html", context)


@never_cache
@require_safe
def results_pdf(request, slug):
    project = get_project(request.user, slug, Permission.FIGURES_VIEW)
    context = comparison_context(project, request.GET, user=request.user)
    today = timezone.localdate()
    return pdf_response(
        pdf.render(project, context, day=today, by=request.user), f"{project.slug}-{today}.pdf"
    )
