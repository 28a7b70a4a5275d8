"""Hand participants over, answer, and move what was left behind."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access_log import Kind, log_access
from accounts.permissions import Permission
from participants.casework.access import get_handovers, get_left_people, get_move, get_own_people
from participants.casework.forms import AcceptMoveForm, CaseloadForm, MoveForm, PersonHandoverForm
from participants.casework.handovers import handing_over, moving
from participants.casework.models import Handover
from participants.casework.pages.day import open_texts
from participants.register.access import get_participation
from participants.register.actions import ActionRefused
from participants.register.pages.responses import render_person_page, run_action
from projects.access import get_project

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_get_or_post
def hand_over(request, slug, public_id):
    participation = get_participation(request.user, slug, public_id, Permission.PARTICIPANT_EDIT)
    form = PersonHandoverForm(
        request.POST or None,
        project=participation.project,
        user=request.user,
        cancel_url=participation.get_absolute_url(),
    )
    if form.is_valid() and run_action(
        form, moving.hand_over, participation, **form.cleaned_data, by=request.user
    ):
        messages.success(request, _("The colleague is asked to take over, and finds it in My day."))
        return redirect(participation)
    context = {"form": form, "people_open": open_texts([participation], request.user)}
    return render_person_page(request, "participants/casework/hand_over.html", participation, **context)


@never_cache
@require_get_or_post
def caseload(request, slug):
    """Hand all one's own people of the project over."""
    project = get_project(request.user, slug, Permission.PARTICIPANT_EDIT)
    people = get_own_people(request.user, project)
    return _many(request, project, people, CaseloadForm, handing_over.hand_over, reverse("casework:day"))


@never_cache
@require_get_or_post
def move(request, slug, worker):
    """Give the people of a member who has left, or those without a case worker, another case worker at once."""
    project = get_project(request.user, slug, Permission.TEAM_MANAGE)
    people = get_left_people(request.user, project, worker)
    back = reverse("casework:workers", args=[slug])
    return _many(request, project, people, MoveForm, handing_over.move, back)


def _many(request, project, people, form_class, action, back):
    form = form_class(request.POST or None, project=project, user=request.user, cancel_url=back)
    if form.is_valid() and run_action(form, action, people, **form.cleaned_data, by=request.user):
        text = ngettext("%(count)s participant.", "%(count)s participants.", len(people))
        messages.success(request, f"{form.submit}: {text % {'count': len(people)}}")
        return redirect(back)
    log_access(Kind.LISTED, by=request.user, project=project, participations=people)
    context = {
        "project": project,
        "section": "participants",
        "form": form,
        "people_open": open_texts(people, request.user),
        "back_url": back,
    }
    return render(request, "participants/casework/hand_over_many.html", context)


@never_cache
@require_safe
def handed(request, batch):
    """Show a hand-over to its receiver and its sender."""
    rows = get_handovers(request.user, batch)
    people = [row.participation for row in rows]
    log_access(Kind.LISTED, by=request.user, participations=people)
    context = {
        "rows": rows,
        "first": rows[0],
        "is_receiver": rows[0].to_worker_id == request.user.pk,
        "is_waiting": any(row.state == Handover.State.WAITING for row in rows),
        "people_open": open_texts(people, request.user),
    }
    return render(request, "participants/casework/handed.html", context)


@never_cache
@require_get_or_post
def move_here(request, batch):
    """Accept a hand-over to another part, without a name on the page."""
    move = get_move(request.user, batch)
    form = AcceptMoveForm(request.POST or None, cancel_url=reverse("casework:day"))
    if form.is_valid() and run_action(form, moving.accept, move, **form.cleaned_data, by=request.user):
        messages.success(request, _("The new period has begun, and the participant is yours."))
        return redirect("casework:handed", batch)
    context = {"form": form, "move": move, "is_waiting": move.state == Handover.State.WAITING}
    return render(request, "participants/casework/move_here.html", context)


@require_POST
def decline_move(request, batch):
    move = get_move(request.user, batch)
    try:
        moving.decline(move, by=request.user)
        messages.success(request, _("The hand-over is declined."))
    except ActionRefused as error:
        messages.error(request, error.problems[0].message)
    return redirect("casework:day")


@require_POST
def accept(request, batch):
    get_handovers(request.user, batch, receiver=True)
    return _answer(request, batch, Handover.State.ACCEPTED, _("The participants are yours now."))


@require_POST
def decline(request, batch):
    get_handovers(request.user, batch, receiver=True)
    return _answer(request, batch, Handover.State.DECLINED, _("The hand-over is declined."))


@require_POST
def withdraw(request, batch):
    get_handovers(request.user, batch, receiver=False)
    return _answer(request, batch, Handover.State.WITHDRAWN, _("The hand-over is withdrawn."))


def _answer(request, batch, state, text):
    try:
        handing_over.answer(batch, state=state, by=request.user)
    except ActionRefused as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
        return redirect("casework:handed", batch)
    messages.success(request, text)
    return redirect("casework:day")
