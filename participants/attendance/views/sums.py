"""Hours of an activity by participant."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from participants.attendance import access
from participants.attendance.forms.activities import PeriodFilter
from participants.attendance.pages import enrolled, sums
from participants.attendance.pages.duration import minutes_text


@require_safe
def activity_hours(request, slug, pk):
    activity = access.get_activity(request.user, slug, pk)
    form = _period_form(request, access.held_sessions(activity=activity))
    rows = sums.person_hours(activity, sums.period_of(form.chosen), request.user)
    enrolled.log_listed(request, activity, rows)
    total = minutes_text(sum(row.minutes for row in rows))
    context = {"project": activity.project, "section": access.SECTION, "activity": activity}
    context |= {"form": form, "rows": rows, "total": total, "chosen": form.chosen}
    return render(request, "participants/attendance/activity_hours.html", context)


def _period_form(request, sessions):
    today = timezone.localdate()
    first = sessions.order_by("held_on").values_list("held_on", flat=True).first()
    return PeriodFilter(request.GET, first=min(first or today, today), today=today)
