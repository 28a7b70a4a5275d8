"""The pages on which a funder's organisation manages its officers."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.audit.row_versions import is_outdated
from accounts.database_access import whole_project_access
from accounts.signing_in.decorators import recently_signed_in
from esfportal.ui.plain_text import isolated
from esfportal.ui.posted_data import posted
from projects.access import get_project
from projects.team import actions as invitations
from projects.team.memberships import ActionRefused, lock_for_update
from projects.team.models import Invitation, Membership
from projects.team.officers import access, actions, page
from projects.team.officers.forms import EndOfficerForm, GiveForm, InviteOfficerForm

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])
PAGE = "team:organisation"


@require_safe
def organisation(request):
    own = access.get_organisation(request.user)
    return render(request, "projects/team/officers/organisation.html", page.page_context(own, request.user))


@require_get_or_post
@recently_signed_in
def invite(request):
    own = access.get_organisation(request.user)
    form = InviteOfficerForm(
        posted(request), instance=Invitation(), organisation=own, cancel_url=reverse(PAGE)
    )
    if form.is_valid() and form.run_action(invitations.invite, link=_link_builder(request), by=request.user):
        messages.success(request, _("The invitation is sent. The link holds for seven days."))
        return redirect(PAGE)
    return _render_form(request, form, _("Invite a colleague as an officer"))


@require_get_or_post
@recently_signed_in
def give(request):
    own = access.get_organisation(request.user)
    form = GiveForm(
        posted(request),
        instance=Membership(),
        organisation=own,
        by=request.user,
        cancel_url=reverse(PAGE),
    )
    if form.is_valid() and form.run_action(actions.give, by=request.user):
        messages.success(request, _("The role is given."))
        return redirect(PAGE)
    return _render_form(request, form, _("Let an officer follow a project"))


@require_get_or_post
@recently_signed_in
def end(request, pk):
    role = _locked(request, lambda: access.get_role(request.user, pk))
    return _end(request, [role], _("End the role?"))


@require_get_or_post
@recently_signed_in
def remove(request, pk):
    colleague = access.get_colleague(request.user, pk)
    if request.method == "POST":
        lock_for_update([colleague], [])
    roles = access.roles_of(access.get_organisation(request.user)).not_over().filter(user=colleague)
    return _end(request, list(roles.order_by("project")), _("End all roles?"))


def _end(request, roles, title):
    if not roles:
        raise Http404
    own = access.get_organisation(request.user)
    form = EndOfficerForm(posted(request), roles=roles, organisation=own, cancel_url=reverse(PAGE))
    if form.is_valid() and form.end(by=request.user):
        messages.success(request, _("The changes are saved."))
        return redirect(PAGE)
    return _render_form(request, form, title, lede=isolated(roles[0].user), roles=roles)


@require_POST
def make_responsible(request, pk):
    role = _locked(request, lambda: access.get_role(request.user, pk))
    return _run(request, actions.make_responsible, role, _("The responsible officer is chosen."))


@require_POST
def take_responsibility(request, slug):
    project = get_project(request.user, slug)
    lock_for_update([], [project])
    role, roles = access.get_own_and_colleagues(request.user, project)
    with whole_project_access(project):  # to end a colleague's responsibility
        return _run(
            request,
            actions.make_responsible,
            role,
            _("You are the responsible officer of the project."),
            shown=roles,
            back=project.get_absolute_url(),
        )


@require_POST
@recently_signed_in
def send_again(request, pk):
    invitation = _locked(request, lambda: access.get_invitation(request.user, pk))
    success = _("A new link is sent. The former one no longer works.")
    return _run(request, invitations.send_again, invitation, success, link=_link_builder(request))


@require_POST
def withdraw(request, pk):
    invitation = _locked(request, lambda: access.get_invitation(request.user, pk))
    return _run(request, invitations.withdraw, invitation, _("The invitation is withdrawn."))


def _locked(request, get):
    grant = get()
    if request.method == "POST":
        lock_for_update([getattr(grant, "user", None)], [grant.project])
        grant = get()
    return grant


def _run(request, action, grant, success, *, shown=(), back=PAGE, **options):
    if is_outdated(request, *(shown or [grant])):
        return redirect(back)
    try:
        action(grant, by=request.user, **options)
    except ActionRefused as error:
        for reason in error.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, success)
    return redirect(back)


def _link_builder(request):
    return lambda token: request.build_absolute_uri(reverse("team:invitation_link", args=[token]))


def _render_form(request, form, title, **context):
    context |= {"form": form, "title": title, "back": reverse(PAGE)}
    return render(request, "projects/team/officers/form.html", context)
