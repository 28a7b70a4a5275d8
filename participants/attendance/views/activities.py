"""Activities of a project: list, week, page of one, and how it is described."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import may
from accounts.audit.row_versions import is_outdated
from accounts.audit.versions import locked_for_change
from accounts.permissions import Permission
from esfportal.ui.pagination import page_of
from esfportal.ui.posted_data import posted
from participants.attendance import access, actions
from participants.attendance.forms.activities import ActivityFilter, ActivityForm, WeekFilter
from participants.attendance.models import Activity
from participants.attendance.pages import calendar, enrolled
from participants.register.actions import ActionRefused
from participants.register.pages.responses import run_action
from projects.access import get_project

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def activity_list(request, slug):
    project = get_project(request.user, slug, Permission.PARTICIPANT_VIEW)
    form = ActivityFilter(request.GET, project=project)
    found = form.filter(access.activities_of(project), today=timezone.localdate())
    page = page_of(request, found.select_related("municipality", "leader"))
    context = {"form": form, "sort": form.order, "page": page}
    return _render(request, "list", project, **context)


@require_safe
def this_week(request, slug):
    year, week, _day = timezone.localdate().isocalendar()
    return _week(request, slug, year, week)


@require_safe
def week(request, slug, year, week):
    return _week(request, slug, year, week)


def _week(request, slug, year, number):
    project = get_project(request.user, slug, Permission.PARTICIPANT_VIEW)
    try:
        shown = calendar.week_of(year, number)
    except ValueError:
        raise Http404 from None
    form = WeekFilter(request.GET, project=project, user=request.user)
    sessions = form.filter(access.sessions_of(project).between(shown.monday, shown.sunday))
    context = {"form": form, "week": shown, "days": calendar.days_with(sessions, shown)}
    return _render(request, "week", project, **context)


@require_get_or_post
def add(request, slug):
    project = get_project(request.user, slug, Permission.PARTICIPANT_EDIT)
    back, title = reverse("attendance:activities", args=[slug]), _("Add an activity")
    form = ActivityForm(posted(request), instance=Activity(project=project), submit=title, cancel_url=back)
    if form.is_valid() and run_action(form, actions.add_activity, form.instance, by=request.user):
        messages.success(request, _("The activity is added. Plan when it is held."))
        return redirect("attendance:plan", slug, form.instance.pk)
    return _render(request, "form", project, form=form, title=title, back=back, back_label=_("Activities"))


@require_safe
def detail(request, slug, pk):
    activity = access.get_activity(request.user, slug, pk)
    today = timezone.localdate()
    sessions = activity.sessions.all()
    going_on = access.enrolments_shown(activity, request.user).going_on(today).in_name_order()
    rows = enrolled.enrolment_rows(going_on[: enrolled.MOST_SHOWN], activity.project)
    enrolled.log_listed(request, activity, rows)
    page = page_of(request, sessions.filter(held_on__lt=today).reverse())
    context = {
        "activity": activity,
        "today": today,
        "rows": rows,
        "coming": calendar.with_activity(sessions.filter(held_on__gte=today), activity),
        "page": page,
        "past": calendar.with_activity(page.object_list, activity),
        "may_edit": may(request.user, Permission.PARTICIPANT_EDIT, activity.project),
    }
    return _render(request, "detail", activity.project, **context)


@require_get_or_post
def edit(request, slug, pk):
    activity = locked_for_change(request, lambda: access.get_activity_to_change(request.user, slug, pk))
    back, name = activity.get_absolute_url(), activity.name
    form = ActivityForm(posted(request), instance=activity, submit=_("Save the changes"), cancel_url=back)
    if form.is_valid() and run_action(
        form, actions.change_activity, activity, changed=form.changed_data, by=request.user
    ):
        messages.success(request, _("The changes are saved."))
        return redirect(back)
    title = _("Change the activity")
    remove_url = reverse("attendance:remove", args=[slug, pk])
    about = {"title": title, "back": back, "back_label": name, "remove_url": remove_url}
    return _render(request, "form", activity.project, form=form, **about)


@require_get_or_post
def remove(request, slug, pk):
    activity = locked_for_change(request, lambda: access.get_activity_to_change(request.user, slug, pk))
    if request.method != "POST":
        back = {"back": activity.get_absolute_url(), "back_label": activity.name}
        title = _("Remove the activity?")
        return _render(request, "remove", activity.project, item=activity, title=title, **back)
    if is_outdated(request, activity):
        return redirect("attendance:remove", slug, pk)
    try:
        actions.remove_activity(activity, by=request.user)
        messages.success(request, _("The activity is removed."))
    except ActionRefused as error:
        messages.error(request, error.problems[0].message)
        return redirect(activity)
    return redirect("attendance:activities", slug)


def _render(request, template, project, **context):
    about = {"project": project, "section": access.SECTION}
    return render(request, f"participants/attendance/{template}.html", about | context)
