"""Months that are over and not sent."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import may
from accounts.permissions import Permission
from esfportal.ui.formats import date_text, month_text
from projects.models import Project
from reporting.statistics.models import MonthlyFile, MonthlySettings
from reporting.statistics.monthly.months import due_on, unsent_months

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
        month = due.months[0]
        values = {"month": month_text(month), "day": date_text(due_on(month))}
        if due_on(month) < today:
            text = _("the monthly file to SCB for %(month)s is late: it was due %(day)s") % values
        else:
            text = _("the monthly file to SCB for %(month)s is to be sent by %(day)s") % values
        return text, reverse("statistics:months", args=[project.slug])
    return None
