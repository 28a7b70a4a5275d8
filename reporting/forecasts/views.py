from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from esfportal.pdf.page_file import pdf_response
from projects.access import get_project
from projects.kept_items import keep_items
from reporting.forecasts import pdf
from reporting.forecasts.pages import forecasts_context


@never_cache
@require_safe
def targets(request, slug):
    project = get_project(request.user, slug, Permission.FIGURES_VIEW)
    keep_items(project, "targets")
    context = forecasts_context(project, user=request.user, today=timezone.localdate())
    context |= {"project": project, "section": "targets"}
    return render(request, "reporting/forecasts/targets.html", context)


@never_cache
@require_safe
def targets_pdf(request, slug):
    project = get_project(request.user, slug, Permission.FIGURES_VIEW)
    keep_items(project, "targets")
    today = timezone.localdate()
    context = forecasts_context(project, user=request.user, today=today)
    return pdf_response(
        pdf.render(project, context, day=today, by=request.user), f"{project.slug}-{today}.pdf"
    )
