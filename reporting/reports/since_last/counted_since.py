"""Participants whom reports count that were made and submitted since a time."""

from datetime import datetime

from django.utils.translation import gettext as _

from reporting.reports.models import Report, ReportPeople


def counted_since(project, keys, since):
    """Return {key of a participation: text} of those whom a submitted report counts."""
    kept = ReportPeople.objects.filter(
        report__project=project, report__status="submitted", report__submitted_at__gt=since
    )
    counted = set()
    for people in kept.only("at", "members"):
        if datetime.fromisoformat(people.at) >= since:
            counted |= {int(key) for key in people.members}
    text = _("A report that was submitted since counts the person.")
    return {pk: text for pk in keys if pk in counted}


def booked_since(project, entries, since):
    """Return {key of a booking: text} of those in the money of a submitted report."""
    reports = Report.objects.filter(project=project, status="submitted", submitted_at__gt=since)
    last = max(reports.values_list("ends_on", flat=True), default=None)
    if last is None:
        return {}
    # What is booked after the project's end belongs to its last report (indicators.project_money).
    if project.ends_on is None or last < project.ends_on:
        entries = entries.filter(booked_on__lte=last)
    text = _("A report that was submitted since has the booking in its sums.")
    return dict.fromkeys(entries.values_list("pk", flat=True), text)
