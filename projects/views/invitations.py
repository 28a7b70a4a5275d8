"""The way in for whoever was invited: the letter's link, and the page that it leads to."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import NewAccountForm
from accounts.permissions import ROLES
from accounts.scope import admitted_to
from projects.team import actions
from projects.team.access import has_account, opened_invitation, remember_link


@login_not_required
@never_cache
@require_safe
def link(request, token):
    """Keep the token's hash in the session and go where the address does not hold it: no referrer, log or
    history of a page does. Looking changes nothing, so that a mail scanner does not use the link up."""
    remember_link(request.session, token)
    return redirect("projects:invitation")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request):
    found = opened_invitation(request.session)
    if found is None:
        return _gone(request)
    with admitted_to(found.project):  # the link lets in, as far as this page goes
        return _answer(request, found)


def _answer(request, found):
    if request.user.is_authenticated:
        return _as_user(request, found)
    if has_account(found):
        return _page(request, "sign_in", found)
    form = NewAccountForm(request.POST if request.method == "POST" else None, email=found.email)
    if not form.is_valid():
        return _page(request, "new", found, form=form)
    try:
        done = actions.accept_anew(found, **form.account, language=(get_language() or "sv")[:2])
    except actions.Gone:
        return _gone(request)
    return perform_login(request, done.accepted_by, redirect_url=done.project.get_absolute_url())


def _as_user(request, found):
    """Somebody who is signed in confirms, if the letter went to their own address."""
    if request.user.email.lower() != found.email:
        return render(request, "projects/invitation/another.html")
    if request.method != "POST":
        return _page(request, "confirm", found)
    try:
        done = actions.accept(found, by=request.user)
    except actions.Gone:
        return _gone(request)
    messages.success(request, _("Welcome to the team."))
    return redirect(done.project)


def _page(request, name, found, **context):
    context |= {"invitation": found, "description": ROLES[found.role].description}
    return render(request, f"projects/invitation/{name}.html", context)


def _gone(request):
    return render(request, "projects/invitation/gone.html")
