"""Protected identities: the level, opening a record with a reason, and who is named for it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import may
from accounts.decorators import demand_recent_sign_in, recently_signed_in
from accounts.permissions import Permission
from participants import actions
from participants.access import get_named, get_participation, get_protected
from participants.forms import NamingForm, OpeningForm, ProtectionForm
from participants.forms.fields import add_problems
from participants.models import Protection
from participants.pages import closed_page, show_level
from participants.protection import members_to_name, named_case_workers


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def protection(request, slug, public_id):
    """The level alone: it can be raised, and lowered by a leader, without opening the record."""
    participation = get_participation(
        request.user, slug, public_id, Permission.PARTICIPANT_EDIT, behind_protection=True
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
            demand_recent_sign_in(request)  # it opens the record to all who work in the project
        try:
            actions.change_protection(
                participation,
                **form.cleaned_data,
                may_lower=may_lower,
                origin=f"{request.scheme}://{request.get_host()}",
                by=request.user,
            )
        except actions.Refused as error:
            add_problems(form, error.problems)
        else:
            messages.success(request, _("The protection is saved."))
            return redirect(participation)
    return show_level(request, "participants/protection.html", participation, form=form)


@never_cache
@require_POST
def open_(request, slug, public_id):
    """Open a protected record for this visit, with a reason."""
    participation = get_protected(request.user, slug, public_id)
    form = OpeningForm(request.POST, participation=participation)
    if form.is_valid():
        actions.open_record(participation, **form.reason(), by=request.user)
        return redirect(form.goes_on_to)
    return closed_page(request, participation, form, status=200)


@never_cache
@require_POST
def close(request, slug, public_id):
    participation = get_protected(request.user, slug, public_id)
    actions.close_record(participation, by=request.user)
    messages.info(request, _("The record is closed."))
    return redirect("participants:list", slug=slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@recently_signed_in
def named_workers(request, slug, public_id):
    """Who may open a protected record; the project leader names them, themself too."""
    participation = get_participation(
        request.user, slug, public_id, Permission.PARTICIPANT_NAME_WORKERS, behind_protection=True
    )
    form = NamingForm(request.POST or None, members=members_to_name(participation))
    if form.is_valid():
        try:
            actions.name_case_worker(participation, **form.cleaned_data, by=request.user)
        except actions.Refused as error:
            add_problems(form, error.problems)
        else:
            messages.success(request, _("The case worker is named."))
            return redirect("participants:named", slug=slug, public_id=public_id)
    named = named_case_workers(participation)
    return show_level(request, "participants/named.html", participation, form=form, named=named)


@never_cache
@require_POST
def unname(request, slug, public_id, pk):
    participation = get_participation(
        request.user, slug, public_id, Permission.PARTICIPANT_NAME_WORKERS, behind_protection=True
    )
    actions.unname_case_worker(participation, user=get_named(participation, pk), by=request.user)
    messages.success(request, _("The record is closed to the case worker."))
    return redirect("participants:named", slug=slug, public_id=public_id)
