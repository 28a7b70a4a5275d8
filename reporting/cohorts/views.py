from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from esfportal.pdf.page_file import pdf_response
from projects.access import get_project
from reporting.cohorts import pdf
from reporting.cohorts.pages import cohorts_context


@never_cache
@require_safe
def from_entry(request, slug):
    project = get_project(request.user, slug, Permission.FIGURES_VIEW)
    context = cohorts_context(project, today=timezone.localdate(), user=request.user)
    context |= {"project": project, "section": "targets"}
    return render(request, "reporting/cohorts/from_entry.html", context)


@never_cache
@require_safe
def from_entry_pdf(request, slug):
    project = get_project(request.user, slug, Permission.FIGURES_VIEW)
    today = timezone.localdate()
    context = cohorts_context(project, today=today, user=request.user)
    return pdf_response(
        pdf.render(project, context, day=today, by=request.user), f"{project.slug}-{today}.pdf"
    )
