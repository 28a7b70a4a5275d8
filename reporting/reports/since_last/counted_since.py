"""Participants whom reports count that were made and submitted since a time."""

from datetime import datetime

from django.utils.translation import gettext as _

from reporting.reports.models import ReportPeople


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
