"""The quarterly team review."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.database_access import system_scope
from esfportal.database.swedish_order import by_shown_name, swedish_order
from projects.models import Project
from projects.team import memberships
from projects.team.membership_actions import end_membership
from projects.team.models import Membership, TeamAnswer, TeamReview
from projects.team.notifications import OPENED, OVERDUE, tell_of_review

Decision = TeamAnswer.Decision


@dataclass(frozen=True)
class ReviewRow:
    membership: Membership
    answer: TeamAnswer | None


def quarter_of(day):
    """Return the first day of the day's quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def review_rows(review):
    """Return a ReviewRow for each membership in force, those without an answer first."""
    answers = {a.membership_id: a for a in review.answers.select_related("answered_by")}
    held = Membership.objects.in_force().filter(project=review.project).with_parts()
    ordered = held.order_by(swedish_order("user__full_name"), "pk")
    rows = [ReviewRow(membership, answers.get(membership.pk)) for membership in ordered]
    return sorted(rows, key=lambda row: row.answer is not None)


def unanswered(review):
    return (
        Membership.objects.in_force()
        .filter(project=review.project)
        .exclude(pk__in=review.answers.values("membership"))
    )


# Actions of the leaders


@transaction.atomic
def answer(review, membership, decision, *, by):
    """Keep the role or end it; only the first answer counts. Raises memberships.ActionRefused."""
    memberships.lock_for_update([membership.user], [review.project])
    if review.answers.filter(membership=membership).exists():  # another leader was faster
        return review
    if decision == Decision.ENDED:
        end_membership(membership, by=by)
    TeamAnswer.objects.create(review=review, membership=membership, decision=decision, answered_by=by)
    audit(
        AuditAction.TEAM_ANSWERED,
        review,
        by=by,
        membership=membership.pk,
        user=membership.user_id,
        decision=decision,
    )
    return finish(review, by=by)


@transaction.atomic
def finish(review, *, by):
    """Finish the review if every membership in force has an answer."""
    if review.finished_at is None and not unanswered(review).exists():
        review.finished_at, review.finished_by = timezone.now(), by
        review.save(update_fields=["finished_at", "finished_by"])
        audit(AuditAction.TEAM_REVIEW_FINISHED, review, by=by)
    return review


# The scheduled task


def run(today=None):
    """Open the reviews that are due, notify the leaders, and remind them once."""
    open_due(today or timezone.localdate())
    current = TeamReview.objects.unfinished().current()  # none about replaced reviews
    _notify("notified_at", OPENED, current)
    _notify("reminded_at", OVERDUE, current.overdue())


@system_scope()
def open_due(today):
    """Open the quarter's review in each project that has a membership from before the quarter."""
    quarter = quarter_of(today)
    older = Membership.objects.in_force(today).filter(project__isnull=False, starts_on__lt=quarter)
    due = Project.objects.filter(pk__in=older.values("project")).exclude(team_reviews__quarter=quarter)
    TeamReview.objects.bulk_create(
        [TeamReview(project=project, quarter=quarter) for project in due],
        ignore_conflicts=True,  # another worker may open the same review
    )


@system_scope()
def _notify(column, occasion, reviews):
    unlocked = reviews.select_related("project").filter(**{f"{column}__isnull": True})
    for review in unlocked.select_for_update(skip_locked=True, of=("self",)):
        tell_of_review(review, occasion)
        setattr(review, column, timezone.now())
        review.save(update_fields=[column])


# Queries for the pages


def latest_reviews(project):
    """Return the latest review of the project as a queryset, of one row at most."""
    return TeamReview.objects.filter(project=project).current()


def current_review(project):
    return latest_reviews(project).select_related("project").first()


def overdue_reviews():
    return TeamReview.objects.current().overdue().select_related("project").order_by("opened_at")


def projects_without_leader():
    """Return the projects without a leader today, to which only an administrator can appoint one."""
    led = Membership.objects.in_force().leading().values("project")
    return Project.objects.exclude(pk__in=led).order_by(by_shown_name())
