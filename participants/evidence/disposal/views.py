"""Until when a project keeps the files of proof: what is decided, a proposal, its confirmation, a hold."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audit.versions import locked_for_change
from accounts.permissions import Permission
from participants.evidence.disposal import actions
from participants.evidence.disposal.forms import ConfirmationForm, HoldForm, RetentionForm
from participants.evidence.disposal.pages import current_retention, get_retention, retention_context
from participants.register.pages.responses import run_action
from projects.access import get_project

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def retention(request, slug):
    project = get_project(request.user, slug, Permission.PROJECT_EDIT)
    return _page(request, "retention", retention_context(project, request.user, current_retention(project)))


@FORM
def propose_retention(request, slug):
    project = _locked(request, slug)
    options = {"project": project, "retention": current_retention(project), "cancel_url": _back(slug)}
    form = RetentionForm(request.POST or None, **options)
    if form.is_valid() and run_action(
        form, actions.propose_retention, project, **form.cleaned_data, by=request.user
    ):
        messages.success(request, _("The day is proposed. Another project leader confirms it."))
        return redirect(_back(slug))
    return _page(request, "propose", {"project": project, "section": "participants", "form": form})


@FORM
def confirm_retention(request, slug):
    project = _locked(request, slug)
    found = get_retention(project)
    context = retention_context(project, request.user, found)
    form = ConfirmationForm(
        request.POST or None, retention=found, number=context["number"], cancel_url=_back(slug)
    )
    if form.is_valid() and run_action(
        form, actions.confirm_retention, found, files=form.cleaned_data["files"], by=request.user
    ):
        messages.success(request, _("The day is confirmed."))
        return redirect(_back(slug))
    return _page(request, "confirm", {**context, "form": form})


@FORM
def hold_retention(request, slug):
    project = _locked(request, slug)
    found = get_retention(project)
    form = HoldForm(request.POST or None, retention=found, cancel_url=_back(slug))
    if form.is_valid():
        actions.hold_retention(found, reason=form.cleaned_data["hold_reason"], by=request.user)
        messages.success(request, _("It is saved."))
        return redirect(_back(slug))
    return _page(request, "hold", {"project": project, "section": "participants", "form": form})


def _locked(request, slug):
    return locked_for_change(request, lambda: get_project(request.user, slug, Permission.PROJECT_EDIT))


def _back(slug):
    return reverse("evidence:retention", args=[slug])


def _page(request, name, context):
    return render(request, f"participants/evidence/disposal/{name}.html", context)
