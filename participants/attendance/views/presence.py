"""Attendance: at a session, and at the sessions of a week."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from esfportal.ui.posted_data import posted
from participants.attendance import access
from participants.attendance import presence_rules as rules
from participants.attendance.forms.presence import SessionForm, WeekForm
from participants.attendance.pages import calendar, enrolled, grid
from participants.attendance.pages.grid import Rows

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_get_or_post
def session(request, slug, pk):
    found = access.get_session(request.user, slug, pk)
    entries = grid.entries_of([found], found.activity, request.user)
    form = SessionForm(
        posted(request),
        entries=entries,
        submit=_("Save"),
        cancel_url=found.activity.get_absolute_url(),
        layout=Rows("participants/attendance/_entries.html", entries, session=found),
    )
    about = {"session": found, "neighbours": calendar.neighbours(found)}
    about["problems"] = [*rules.session_problems(found, today=timezone.localdate())]
    return _answer(request, "session", found.activity, form, entries, about)


@never_cache
@require_get_or_post
def week(request, slug, pk, year, week):
    activity = access.get_activity_to_change(request.user, slug, pk)
    try:
        shown = calendar.week_of(year, week)
    except ValueError:
        raise Http404 from None
    sessions = calendar.held_in(activity, shown, timezone.localdate())
    entries = grid.entries_of(sessions, activity, request.user)
    form = WeekForm(
        posted(request),
        entries=entries,
        submit=_("Save"),
        cancel_url=activity.get_absolute_url(),
        layout=Rows("participants/attendance/_week_entries.html", entries, sessions=sessions),
    )
    return _answer(request, "week_entries", activity, form, entries, {"week": shown, "sessions": sessions})


def _answer(request, template, activity, form, entries, about):
    if request.method == "POST":
        saved = grid.save_entries(form, by=request.user)
        if request.htmx:
            return _entry_saved(request, form)
        text = grid.saved_text(saved, entries)
        if not any(entry.problems or entry.conflict for entry in entries):
            messages.success(request, text)
            return redirect(request.path)
        messages.warning(request, text)
    enrolled.log_listed(request, activity, entries)
    context = {"project": activity.project, "section": access.SECTION, "activity": activity, "form": form}
    context |= {"entries": entries, **about}
    return render(request, f"participants/attendance/{template}.html", context)


def _entry_saved(request, form):
    key = form.cleaned_data.get("only", "")
    entry = next((each for each in form.entries if each.key == key), None)
    if entry is None:
        raise Http404
    context = {"entry": entry, "seen": form.seen(entry)}
    return render(request, "participants/attendance/entry_saved.html", context)
