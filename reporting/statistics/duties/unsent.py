"""Months that are over and not sent."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import may, memberships_with
from accounts.permissions import Permission
from esfportal.ui.formats import date_text, month_text
from esfportal.ui.plain_text import isolated
from projects.models import Project
from reporting.statistics.models import MonthlyFile, MonthlySettings
from reporting.statistics.monthly.months import due_on, unsent_months

MOST_SHOWN = 10
KEPT = timedelta(days=120)  # a project that ended longer ago and has no monthly files sends none


@dataclass(frozen=True)
class Due:
    project: Any
    months: list[date]


def due_months(projects, today):
    """Return [Due] of the projects that still send months."""
    settings = MonthlySettings.objects.filter(project=OuterRef("pk"))
    files = MonthlyFile.objects.filter(project=OuterRef("pk"))
    sent = files.filter(sent_on__isnull=False).order_by().values("month")
    found = projects.annotate(
        first_month=Subquery(settings.values("first_month")), sent_months=ArraySubquery(sent)
    )
    has_any = Q(Exists(files)) | Q(Exists(settings))
    found = found.filter(has_any | Q(ends_on__isnull=True) | Q(ends_on__gte=today - KEPT))
    return [
        Due(each, months)
        for each in found.order_by("pk")
        if (
            months := unsent_months(each.first_month or each.starts_on, each.ends_on, each.sent_months, today)
        )
    ]


def due_text(project, user, today):
    """Return (text, address) of the first month to send, or None."""
    if not may(user, Permission.PROJECT_EDIT, project):
        return None
    for due in due_months(Project.objects.filter(pk=project.pk), today):
        return _text(due, today), reverse("statistics:months", args=[project.slug])
    return None


def start_context(request, project):
    """Return `due_months` of the start page: texts and addresses of the user's projects."""
    keys = {each.project_id for each in memberships_with(request.user, Permission.PROJECT_EDIT)}
    if project or not keys:
        return {}
    today = timezone.localdate()
    due = [
        each
        for each in due_months(Project.objects.filter(pk__in=keys), today)
        if may(request.user, Permission.PROJECT_EDIT, each.project)
    ]
    rows = [
        (
            isolated(each.project.display_short_name),
            _text(each, today),
            reverse("statistics:months", args=[each.project.slug]),
        )
        for each in due
    ]
    return {"due_months": rows[:MOST_SHOWN], "more_due_months": len(rows[MOST_SHOWN:])}


def _text(due, today):
    month = due.months[0]
    values = {"month": month_text(month), "day": date_text(due_on(month))}
    if due_on(month) < today:
        return _("the monthly file to SCB for %(month)s is late: it was due %(day)s") % values
    return _("the monthly file to SCB for %(month)s is to be sent by %(day)s") % values
