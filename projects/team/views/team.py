from contextlib import nullcontext

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.audit.row_versions import is_outdated
from accounts.database_access import whole_project_access
from accounts.permissions import Permission
from accounts.signing_in.decorators import recently_signed_in
from esfportal.ui.formats import date_text
from esfportal.ui.plain_text import isolated
from esfportal.ui.posted_data import posted
from projects.access import get_project
from projects.team import actions, team_page
from projects.team import team_review as reviews
from projects.team.access import get_invitation, get_member, get_membership_to_end
from projects.team.forms import EndForm, InviteForm, InviteLeaderForm, MemberForm, ReviewForm
from projects.team.membership_actions import change_membership, require_endable, require_grantable
from projects.team.memberships import ActionRefused, lock_for_update
from projects.team.models import Invitation

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def team(request, slug):
    project = get_project(request.user, slug, Permission.TEAM_MANAGE)
    members, ended = team_page.team_rows(project, request.user)
    context = {
        "project": project,
        "section": "team",
        "members": members,
        "ended": ended,
        "invitations": team_page.invitations(project, request.user),
        "funders": team_page.funders(project),
        "open_review": team_page.open_review(project, request.user),
    }
    return render(request, "projects/team/team.html", context)


@require_get_or_post
@recently_signed_in
def invite(request, slug):
    project = get_project(request.user, slug, Permission.TEAM_MANAGE)
    back = reverse("team:team", args=[slug])
    form = InviteForm(posted(request), instance=Invitation(project=project), by=request.user, cancel_url=back)
    if form.is_valid() and form.run_action(actions.invite, link=_link_builder(request), by=request.user):
        messages.success(request, _("The invitation is sent. The link holds for seven days."))
        return redirect(back)
    return _render_form(request, project, form, _("Invite a person to the team"), back)


@require_get_or_post
@recently_signed_in
def invite_leader(request, slug):
    project = get_project(request.user, slug, Permission.PROJECT_LOAD)
    back = project.get_absolute_url()
    form = InviteLeaderForm(posted(request), instance=Invitation(project=project), cancel_url=back)
    with whole_project_access(
        project
    ):  # the form asks for the project's invitations, and the action adds one
        sent = form.is_valid() and form.run_action(
            actions.invite_first_leader, link=_link_builder(request), by=request.user
        )
    if sent:
        messages.success(request, _("The invitation is sent. The link holds for seven days."))
        return redirect(back)
    return _render_form(request, project, form, _("Invite the project leader"), back, is_of_project=True)


@require_get_or_post
@recently_signed_in
def change(request, slug, pk):
    membership = _locked(request, lambda: get_member(request.user, slug, pk))
    back = reverse("team:team", args=[slug])
    try:
        require_grantable(membership, by=request.user)
    except ActionRefused as error:
        messages.error(request, str(error))
        return redirect(back)
    form = MemberForm(posted(request), instance=membership, by=request.user, cancel_url=back)
    if form.is_valid() and form.run_action(change_membership, changed=form.changed_columns, by=request.user):
        messages.success(request, _("The changes are saved."))
        return redirect(back)
    end_url = reverse("team:end_membership", args=[slug, pk])
    lede = f"{isolated(membership.user)}, {membership.get_role_display()}"
    return _render_form(
        request, membership.project, form, _("Change a role"), back, lede=lede, end_url=end_url
    )


@require_get_or_post
def end(request, slug, pk):
    membership = _locked(request, lambda: get_membership_to_end(request.user, slug, pk))
    project, is_own = membership.project, membership.user == request.user
    back = reverse("accounts:account") if is_own else reverse("team:team", args=[slug])
    form = EndForm(posted(request), membership=membership, cancel_url=back)
    # Members who do not manage the team may end their own role, which get_membership_to_end has checked.
    scope = whole_project_access(project) if is_own else nullcontext()
    try:
        require_endable(membership, by=request.user)
    except ActionRefused as error:
        messages.error(request, str(error))
        return redirect(back)
    with scope:
        ended = form.is_valid() and form.end(by=request.user)
    if ended:
        messages.success(request, _ended_text(ended))
        return redirect(back)
    context = {"project": project, "section": "team", "membership": membership, "form": form, "back": back}
    return render(request, "projects/team/end.html", context)


def _ended_text(membership):
    if membership.is_over:
        return _("The role has ended.")
    return _("The role ends after %(day)s.") % {"day": date_text(membership.ends_on)}


@require_POST
@recently_signed_in
def send_again(request, slug, pk):
    invitation = _locked(request, lambda: get_invitation(request.user, slug, pk))
    success = _("A new link is sent. The former one no longer works.")
    return _run_action(request, slug, actions.send_again, invitation, success, link=_link_builder(request))


@require_POST
def withdraw(request, slug, pk):
    invitation = _locked(request, lambda: get_invitation(request.user, slug, pk))
    return _run_action(request, slug, actions.withdraw, invitation, _("The invitation is withdrawn."))


@require_get_or_post
def review(request, slug):
    project = get_project(request.user, slug, Permission.TEAM_REVIEW)
    current = reviews.current_review(project)
    back = reverse("team:team", args=[slug])
    if current and request.method == "POST":
        lock_for_update([row.membership.user for row in reviews.review_rows(current)], [project])
    rows = reviews.review_rows(current) if current else []
    form = ReviewForm(posted(request), review_rows=rows, by=request.user, cancel_url=back)
    if current and form.is_valid():
        return _save_answers(request, current, form.answers)
    context = {"project": project, "section": "team", "review": current, "form": form}
    answers = team_page.answers(current) if current else []
    return render(request, "projects/team/review.html", context | {"answers": answers})


def _save_answers(request, current, answers):
    # One by one, so that a role that can't be ended does not stop the others.
    saved = 0
    for membership, decision in answers:
        try:
            reviews.answer(current, membership, decision, by=request.user)
            saved += 1
        except ActionRefused as error:
            for reason in error.reasons:
                messages.error(request, f"{isolated(membership.user)}: {reason}")
    reviews.finish(current, by=request.user)
    if saved:
        messages.success(request, _("The answers are saved."))
    return redirect("team:team_review", current.project.slug)


def _locked(request, get):
    """Return `get()`, for a POST under the locks that the team's actions take, in their order."""
    grant = get()
    if request.method == "POST":
        lock_for_update([getattr(grant, "user", None)], [grant.project])
        grant = get()
    return grant


def _run_action(request, slug, action, grant, success, **options):
    if is_outdated(request, grant):
        return redirect("team:team", slug)
    try:
        action(grant, by=request.user, **options)
    except ActionRefused as error:
        for reason in error.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, success)
    return redirect("team:team", slug)


def _link_builder(request):
    return lambda token: request.build_absolute_uri(reverse("team:invitation_link", args=[token]))


def _render_form(request, project, form, title, back, **context):
    context |= {"project": project, "form": form, "title": title, "section": "team", "back": back}
    return render(request, "projects/team/form.html", context)
