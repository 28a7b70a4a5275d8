"""Template contexts of the review pages."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from esfportal.swedish_days import last_of_month
from participants.privacy.log_review import access, findings, unusual_days
from participants.privacy.models import LogReview

SHOWN_MONTHS = 12


@dataclass(frozen=True)
class Finding:
    label: str
    count: int
    url: str


def entries_context(project, form, page, rows):
    return {
        "project": project,
        "section": "log",
        "form": form,
        "page": page,
        "rows": rows,
        "open_reviews": _reviews(project).open().order_by("month"),
        "signed_reviews": _reviews(project).filter(signed_at__isnull=False).order_by("-month")[:SHOWN_MONTHS],
    }


def _reviews(project):
    return LogReview.objects.filter(project=project).select_related("signed_by", "project")


def month_context(review, form, rows):
    entries = access.entries_of(review.project).of_month(review.month)
    return {
        "project": review.project,
        "section": "log",
        "review": review,
        "form": form,
        "rows": rows,
        "findings": list(_findings(review, entries)),
        "unusual_days": _with_names(unusual_days.unusual_days(entries)),
        "notes": review.notes.select_related("entry__actor", "written_by"),
    }


def _findings(review, entries):
    asked = {
        "protected": findings.of_protected(entries, review.project),
        "surname": findings.of_own_surname(entries, review.project),
        "staff": findings.of_staff(entries, review.project),
        "outside": entries.outside_hours(),
    }
    address = reverse("privacy:log", args=[review.project.slug])
    period = f"since={review.month}&until={last_of_month(review.month)}"
    for name, found in asked.items():
        yield Finding(findings.LABELS[name], found.count(), f"{address}?show={name}&{period}")


def _with_names(days):
    users = User.objects.in_bulk({day.actor for day in days})
    return [(users[day.actor], day) for day in days]
