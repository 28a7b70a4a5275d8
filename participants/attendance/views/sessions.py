"""Sessions of an activity: plan them, move one, say that one is not held."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.audit.row_versions import is_outdated
from accounts.audit.versions import locked_for_change
from participants.attendance import access, actions
from participants.attendance.forms.sessions import CancelForm, SeriesForm, SessionForm
from participants.attendance.pages import calendar
from participants.register.actions import ActionRefused, AlreadyMade
from participants.register.pages.responses import run_action

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_get_or_post
def plan(request, slug, pk):
    activity = access.get_activity_to_change(request.user, slug, pk)
    form = SeriesForm(request.POST or None, activity=activity, cancel_url=activity.get_absolute_url())
    if form.is_valid():
        given = {"days": form.days.held, "values": form.times(), "form_number": form.number}
        try:
            if run_action(form, actions.plan_sessions, activity, **given, by=request.user):
                planned = activity.sessions.filter(form_number=form.number).count()
                messages.success(request, calendar.planned_text(form.days, planned))
                return redirect(activity)
        except AlreadyMade:
            return redirect(activity)
    return _page(request, activity, form=form, title=_("Plan sessions"))


@require_get_or_post
def change(request, slug, pk):
    session = _session(request, slug, pk)
    activity = session.activity
    form = SessionForm(request.POST or None, session=session, cancel_url=activity.get_absolute_url())
    if form.is_valid() and run_action(
        form, actions.change_session, session, values=form.values(), by=request.user
    ):
        messages.success(request, _("The changes are saved."))
        return redirect(activity)
    return _page(request, activity, form=form, title=_("Change the session"), session=session)


@require_get_or_post
def cancel(request, slug, pk):
    session = _session(request, slug, pk)
    activity = session.activity
    form = CancelForm(request.POST or None, session=session, cancel_url=activity.get_absolute_url())
    if form.is_valid() and run_action(
        form, actions.cancel_session, session, reason=form.cleaned_data["reason"], by=request.user
    ):
        messages.success(request, _("The session is cancelled."))
        return redirect(activity)
    return _page(request, activity, form=form, title=_("Cancel the session"), cancelled=session)


@require_POST
def restore(request, slug, pk):
    session = _session(request, slug, pk)
    if not is_outdated(request, session):
        actions.restore_session(session, by=request.user)
        messages.success(request, _("The session is held after all."))
    return redirect(session.activity)


@require_get_or_post
def remove(request, slug, pk):
    session = _session(request, slug, pk)
    activity = session.activity
    if request.method != "POST":
        about = {"item": session, "title": _("Remove the session?"), "session": session}
        return _render(request, "remove", activity, **about)
    if is_outdated(request, session):
        return redirect("attendance:remove_session", slug, pk)
    try:
        actions.remove_session(session, by=request.user)
        messages.success(request, _("The session is removed."))
    except ActionRefused as error:
        messages.error(request, error.problems[0].message)
    return redirect(activity)


def _session(request, slug, pk):
    return locked_for_change(request, lambda: access.get_session(request.user, slug, pk))


def _page(request, activity, **context):
    return _render(request, "form", activity, **context)


def _render(request, template, activity, **context):
    about = {
        "project": activity.project,
        "section": access.SECTION,
        "back": activity.get_absolute_url(),
        "back_label": activity.name,
    }
    return render(request, f"participants/attendance/{template}.html", about | context)
