"""The team's page, and the invitations that lead into it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import change_membership, end_membership
from accounts.decorators import recently_signed_in
from accounts.memberships import Refused
from accounts.permissions import Permission
from projects.access import get_project
from projects.models import Invitation
from projects.team import actions, page
from projects.team import review as reviews
from projects.team.access import get_invitation, get_member
from projects.team.forms import InviteForm, MemberForm, ReviewForm

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def team(request, slug):
    project = get_project(request.user, slug, Permission.TEAM_MANAGE)
    members, ended = page.team(project, request.user)
    context = {
        "project": project,
        "section": "team",
        "members": members,
        "ended": ended,
        "invitations": page.invitations(project, request.user),
        "open_review": page.open_review(project, request.user),
    }
    return render(request, "projects/team/team.html", context)


@read_or_send
@recently_signed_in
def invite(request, slug):
    project = get_project(request.user, slug, Permission.TEAM_MANAGE)
    back = reverse("projects:team", args=[slug])
    form = InviteForm(_sent(request), instance=Invitation(project=project), by=request.user, cancel_url=back)
    if form.is_valid() and form.save_by(actions.invite, link=_link(request), by=request.user):
        messages.success(request, _("The invitation is sent. The link holds for seven days."))
        return redirect(back)
    return _form(request, project, form, _("Invite somebody to the team"), back)


@read_or_send
@recently_signed_in
def change(request, slug, pk):
    membership = get_member(request.user, slug, pk)
    back = reverse("projects:team", args=[slug])
    form = MemberForm(_sent(request), instance=membership, by=request.user, cancel_url=back)
    if form.is_valid() and form.save_by(change_membership, changed=form.changed_columns, by=request.user):
        messages.success(request, _("The changes are saved."))
        return redirect(back)
    end_url = reverse("projects:end_membership", args=[slug, pk])
    who = f"{membership.user.full_name}, {membership.get_role_display()}"
    return _form(request, membership.project, form, _("Change a role"), back, lede=who, end_url=end_url)


@read_or_send
def end(request, slug, pk):
    membership = get_member(request.user, slug, pk)
    if request.method == "POST":
        return _act(request, slug, end_membership, membership, _("The role has ended."))
    context = {"project": membership.project, "section": "team", "membership": membership}
    return render(request, "projects/team/end.html", context)


@require_POST
@recently_signed_in
def send_again(request, slug, pk):
    invitation = get_invitation(request.user, slug, pk)
    done = _("A new link is sent. The former one no longer works.")
    return _act(request, slug, actions.send_again, invitation, done, link=_link(request))


@require_POST
def withdraw(request, slug, pk):
    invitation = get_invitation(request.user, slug, pk)
    return _act(request, slug, actions.withdraw, invitation, _("The invitation is withdrawn."))


@read_or_send
def review(request, slug):
    """Are they still right? The quarter's question about everybody who has a role."""
    project = get_project(request.user, slug, Permission.TEAM_REVIEW)
    current = reviews.current_review(project)
    back = reverse("projects:team", args=[slug])
    lines = reviews.lines(current) if current else []
    asked = [line.membership for line in lines if line.answer is None]
    form = ReviewForm(_sent(request), memberships=asked, cancel_url=back)
    if current and form.is_valid():
        return _answer(request, current, form.answers)
    context = {"project": project, "section": "team", "review": current, "form": form}
    answered = page.answered(current) if current else []
    return render(request, "projects/team/review.html", context | {"answered": answered})


def _answer(request, current, answers):
    """Each by itself: what can't be ended is said, and the others are saved."""
    saved = 0
    for membership, verdict in answers:
        try:
            reviews.answer(current, membership, verdict, by=request.user)
            saved += 1
        except Refused as error:
            for reason in error.reasons:
                messages.error(request, f"{membership.user.full_name}: {reason}")
    reviews.finish(current, by=request.user)
    if saved:
        messages.success(request, _("The answers are saved."))
    return redirect("projects:team_review", current.project.slug)


def _act(request, slug, action, row, done, **how):
    """Do it and go to the team; what stands in the way is said there."""
    try:
        action(row, by=request.user, **how)
    except Refused as error:
        for reason in error.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, done)
    return redirect("projects:team", slug)


def _link(request):
    """The address that a letter names for a token."""
    return lambda token: request.build_absolute_uri(reverse("projects:invitation_link", args=[token]))


def _sent(request):
    return request.POST if request.method == "POST" else None


def _form(request, project, form, title, back, **context):
    context |= {"project": project, "form": form, "title": title, "section": "team", "back": back}
    return render(request, "projects/team/form.html", context)
