"""Figures of a project's measurements, for its leaders, and the scales that it uses."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import may
from accounts.permissions import Permission
from participants.plans import actions
from participants.plans.access import chosen_scale, get_scale
from participants.plans.forms import ScaleForm
from participants.plans.pages.progress import progress_context
from participants.register.pages.responses import run_action
from projects.access import get_project


@never_cache
@require_safe
def progress(request, slug):
    project = get_project(request.user, slug, Permission.PARTICIPANT_CORRECT)
    context = {
        "project": project,
        "section": "participants",
        "may_choose": may(request.user, Permission.PROJECT_EDIT, project),
        **progress_context(project),
    }
    return render(request, "participants/plans/progress.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_scale(request, slug, code):
    project = get_project(request.user, slug, Permission.PROJECT_EDIT)
    scale, back = get_scale(code), reverse("plans:progress", args=[slug])
    form = ScaleForm(request.POST or None, chosen=chosen_scale(project, code), cancel_url=back)
    if form.is_valid() and run_action(
        form, actions.choose_scale, project, scale, **form.cleaned_data, by=request.user
    ):
        messages.success(request, _("The choice is saved."))
        return redirect(back)
    context = {"project": project, "section": "participants", "form": form, "scale": scale}
    return render(request, "participants/plans/scale.html", context)
