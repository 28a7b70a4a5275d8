from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.database_access import whole_project_access
from accounts.forms import NewAccountForm
from accounts.permissions import ROLES
from esfportal.languages import active_language
from projects.team import actions
from projects.team.access import has_account, opened_invitation, remember_link


@login_not_required
@never_cache
@require_safe
def link(request, token):
    """Store the invitation in the session and redirect to a URL without the token."""
    # So the token is in no Referer header, and in no log or history of the next page. Opening the
    # link does not accept: an e-mail scanner that follows links must not use it up.
    remember_link(request.session, token)
    return redirect("team:invitation")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request):
    opened = opened_invitation(request.session)
    if opened is None:
        return _render_unusable(request)
    with whole_project_access(opened.project):  # row-level security: this request only
        return _accept(request, opened)


def _accept(request, opened):
    if request.user.is_authenticated:
        return _accept_as_user(request, opened)
    if has_account(opened):
        return _render_page(request, "sign_in", opened)
    form = NewAccountForm(request.POST if request.method == "POST" else None, email=opened.email)
    if not form.is_valid():
        return _render_page(request, "new", opened, form=form)
    try:
        accepted = actions.accept_with_new_account(opened, **form.account, language=active_language())
    except actions.InvitationUnusable:
        return _render_unusable(request)
    return perform_login(request, accepted.accepted_by, redirect_url=accepted.project.get_absolute_url())


def _accept_as_user(request, opened):
    if request.user.email.lower() != opened.email:  # signed in as another user
        return render(request, "projects/team/invitation/another.html")
    if request.method != "POST":
        return _render_page(request, "confirm", opened)
    try:
        accepted = actions.accept(opened, by=request.user)
    except actions.InvitationUnusable:
        return _render_unusable(request)
    messages.success(request, _("Welcome to the team."))
    return redirect(accepted.project)


def _render_page(request, name, opened, **context):
    context |= {"invitation": opened, "description": ROLES[opened.role].description}
    return render(request, f"projects/team/invitation/{name}.html", context)


def _render_unusable(request):
    return render(request, "projects/team/invitation/gone.html")
