"""Texts of a certificate's rows, for pages and paper."""

from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from esfportal.ui.formats import date_text, percent, period
from participants.attendance.models import Attendance
from participants.benefits.models import Benefit
from participants.certificates.document.content import hours_of


def time_text(minutes):
    """Return 2:05 for 125 minutes."""
    return f"{minutes // 60}:{minutes % 60:02}"


def benefit_texts(content):
    """Return a line for each benefit of a frozen content; earlier ones have none."""
    return [_benefit_text(each) for each in content.get("benefits", ())]


def _benefit_text(benefit):
    ends_on = date.fromisoformat(benefit["to"]) if benefit["to"] else None
    days = period(date.fromisoformat(benefit["from"]), ends_on)
    return f"{capfirst(str(Benefit(benefit['kind']).label))}, {percent(benefit['extent'])}, {days}"


def row_texts(content):
    """Return a line for each benefit and row of a frozen content."""
    return benefit_texts(content) + [
        f"{date_text(row['day'])} {row['time']}, {row['activity']}: {row['state']}, {row['hours']}"
        for row in table_of(content)["rows"]
    ]


def row_text(change):
    """Say how a row differs from the version before."""
    row = change.after or change.before
    about = {
        "day": date_text(date.fromisoformat(row["day"])),
        "time": row["from"],
        "activity": row["activity"],
        "before": _value(change.before),
        "after": _value(change.after),
    }
    if change.before is None:
        return _("%(day)s %(time)s, %(activity)s: added, %(after)s") % about
    if change.after is None:
        return _("%(day)s %(time)s, %(activity)s: removed, %(before)s before") % about
    return _("%(day)s %(time)s, %(activity)s: %(after)s, %(before)s before") % about


def _value(row):
    return row and f"{Attendance.State(row['state']).label} {time_text(row['minutes'])}"


def table_of(content):
    """Return the rows of a frozen content with their sums, as texts."""
    rows = [
        {
            "day": date.fromisoformat(row["day"]),
            "time": f"{row['from']}–{row['to']}",
            "activity": row["activity"],
            "is_project_time": row["project_time"],
            "state": capfirst(str(Attendance.State(row["state"]).label)),
            "hours": time_text(row["minutes"]),
        }
        for row in content["rows"]
    ]
    return {
        "benefits": benefit_texts(content),
        "rows": rows,
        "total": time_text(content["minutes"]),
        "project_total": time_text(content["project_minutes"]),
        "reported": hours_of(content),
    }
