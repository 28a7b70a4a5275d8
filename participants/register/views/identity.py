"""Correct a person's identity, void a registration made by mistake."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access_log import Kind, Purpose, log_access
from accounts.audit.row_versions import is_outdated
from accounts.audit.versions import locked_for_change
from accounts.permissions import Permission
from participants.register import actions
from participants.register.access import (
    get_participation,
    get_participation_to_identify,
    get_voided_participation,
    voided_participations,
)
from participants.register.forms import IdentityForm, VoidForm
from participants.register.pages.responses import render_person_page, run_action
from projects.access import get_project


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def identity(request, slug, public_id):
    participation = locked_for_change(
        request, lambda: get_participation_to_identify(request.user, slug, public_id)
    )
    form = IdentityForm(
        request.POST or None, participation=participation, cancel_url=participation.get_absolute_url()
    )
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if run_action(
            form,
            actions.correct_identity,
            participation,
            values=form.values(),
            reason=reason,
            by=request.user,
        ):
            messages.success(request, _("The corrections are saved."))
            return redirect(participation)
    return render_person_page(
        request, "participants/register/correct_identity.html", participation, form=form
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def void(request, slug, public_id):
    participation = locked_for_change(
        request, lambda: get_participation(request.user, slug, public_id, Permission.PARTICIPANT_CORRECT)
    )
    form = VoidForm(
        request.POST or None, participation=participation, cancel_url=participation.get_absolute_url()
    )
    if form.is_valid() and run_action(
        form, actions.void_participation, participation, **form.cleaned_data, by=request.user
    ):
        messages.success(request, _("The registration is voided. It can be restored here."))
        return redirect("register:voided", slug=slug)
    return render_person_page(request, "participants/register/void.html", participation, form=form)


@never_cache
@require_safe
def voided(request, slug):
    """List the registrations made by mistake."""
    project = get_project(request.user, slug, Permission.PARTICIPANT_CORRECT)
    found = list(voided_participations(request.user, project))
    log_access(Kind.LISTED, by=request.user, project=project, participations=found, purpose=Purpose.CASEWORK)
    context = {"project": project, "section": "participants", "voided": found}
    return render(request, "participants/register/voided.html", context)


@require_POST
def restore(request, slug, public_id):
    participation = locked_for_change(
        request, lambda: get_voided_participation(request.user, slug, public_id)
    )
    if is_outdated(request, participation, with_values=False):
        return redirect("register:voided", slug=slug)
    try:
        actions.restore_participation(participation, by=request.user)
    except actions.ActionRefused as refused:
        messages.error(request, refused.problems[0].message)
        return redirect("register:voided", slug=slug)
    messages.success(request, _("The registration is restored."))
    return redirect(participation)
