"""Protected identities: the level, opening a record, and authorised case workers."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import may
from accounts.audit.row_versions import is_outdated
from accounts.audit.versions import locked_for_change
from accounts.permissions import Permission
from accounts.signing_in.decorators import recently_signed_in, require_recent_sign_in
from participants.register import actions
from participants.register.access import (
    get_authorised_case_worker,
    get_participation,
    get_protected_participation,
)
from participants.register.forms import AuthorisationForm, OpenRecordForm, ProtectionForm
from participants.register.models import Protection
from participants.register.pages.responses import locked_page, render_protection_page, run_action
from participants.register.protection.authorisation import authorised_case_workers, members_to_authorise


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def protection(request, slug, public_id):
    """Change the level, which needs no access to the record."""
    participation = locked_for_change(
        request,
        lambda: get_participation(
            request.user, slug, public_id, Permission.PARTICIPANT_EDIT, allow_locked=True
        ),
    )
    may_lower = may(request.user, Permission.PARTICIPANT_UNPROTECT, participation.project)
    form = ProtectionForm(
        request.POST or None,
        person=participation.person,
        may_lower=may_lower,
        cancel_url=participation.get_absolute_url(),
    )
    if form.is_valid():
        if Protection.is_stronger(participation.person.protection, form.cleaned_data["level"]):
            require_recent_sign_in(request)  # lowering opens the record to all who work in the project
        if run_action(
            form,
            actions.change_protection,
            participation,
            **form.cleaned_data,
            may_lower=may_lower,
            origin=f"{request.scheme}://{request.get_host()}",
            by=request.user,
        ):
            messages.success(request, _("The protection is saved."))
            return redirect(participation)
    return render_protection_page(request, "participants/register/protection.html", participation, form=form)


@never_cache
@require_POST
def open_record(request, slug, public_id):
    participation = get_protected_participation(request.user, slug, public_id)
    form = OpenRecordForm(request.POST, participation=participation)
    if form.is_valid():
        actions.open_record(participation, **form.reason(), by=request.user)
        return redirect(form.next_url)
    return locked_page(request, participation, form, status=200)


@never_cache
@require_POST
def close_record(request, slug, public_id):
    participation = get_protected_participation(request.user, slug, public_id)
    actions.close_record(participation, by=request.user)
    messages.info(request, _("The record is locked again."))
    return redirect("register:list", slug=slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@recently_signed_in
def authorised_workers(request, slug, public_id):
    """List the authorised case workers and authorise another one."""
    participation = get_participation(
        request.user, slug, public_id, Permission.PARTICIPANT_AUTHORISE, allow_locked=True
    )
    authorised = authorised_case_workers(participation)
    form = AuthorisationForm(request.POST or None, members=members_to_authorise(participation, authorised))
    if form.is_valid() and run_action(
        form, actions.authorise_case_worker, participation, **form.cleaned_data, by=request.user
    ):
        messages.success(request, _("The case worker is authorised."))
        return redirect("register:authorised", slug=slug, public_id=public_id)
    return render_protection_page(
        request,
        "participants/register/authorised_case_workers.html",
        participation,
        form=form,
        authorised=authorised,
        authorised_rows=list(participation.authorised_case_workers.all()),
    )


@never_cache
@require_POST
def revoke(request, slug, public_id, pk):
    participation = locked_for_change(
        request,
        lambda: get_participation(
            request.user, slug, public_id, Permission.PARTICIPANT_AUTHORISE, allow_locked=True
        ),
    )
    if is_outdated(request, participation.authorised_case_workers.all(), with_values=False):
        return redirect("register:authorised", slug=slug, public_id=public_id)
    actions.revoke_case_worker(
        participation, user=get_authorised_case_worker(participation, pk), by=request.user
    )
    messages.success(request, _("The case worker's authorisation is revoked."))
    return redirect("register:authorised", slug=slug, public_id=public_id)
