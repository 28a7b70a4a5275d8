"""What the pages of the review are given."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from esfportal.swedish_days import last_of_month
from participants.log_review import access, busy, lists
from participants.models import LogReview

SHOWN_MONTHS = 12


@dataclass(frozen=True)
class Question:
    """One of the lists of what stands out, how much there is on it, and the way to it."""

    label: str
    count: int
    url: str


def of_entries(project, form, page, rows):
    return {
        "project": project,
        "section": "log",
        "form": form,
        "page": page,
        "rows": rows,
        "reviews": _reviews(project),
    }


def _reviews(project):
    reviews = LogReview.objects.filter(project=project).select_related("signed_by", "project")
    return reviews.order_by("-month")[:SHOWN_MONTHS]


def of_month(review, form, rows):
    entries = access.entries_of(review.project).of_month(review.month)
    return {
        "project": review.project,
        "section": "log",
        "review": review,
        "form": form,
        "rows": rows,
        "questions": list(_questions(review, entries)),
        "busy": _named(busy.busy_days(entries)),
        "notes": review.notes.select_related("entry__actor", "written_by"),
    }


def _questions(review, entries):
    asked = {
        "protected": lists.of_protected(entries, review.project),
        "surname": lists.of_own_surname(entries, review.project),
        "staff": lists.of_staff(entries, review.project),
        "outside": entries.outside_hours(),
    }
    address = reverse("participants:log", args=[review.project.slug])
    period = f"since={review.month}&until={last_of_month(review.month)}"
    for name, found in asked.items():
        yield Question(lists.LABELS[name], found.count(), f"{address}?show={name}&{period}")


def _named(days):
    """(who, busy day) with one query for the names."""
    users = User.objects.in_bulk({day.actor for day in days})
    return [(users[day.actor], day) for day in days]
