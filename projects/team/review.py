"""Once a quarter: are these people still right? Opened by the clock, answered by the project's leaders."""

import logging
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts import memberships
from accounts.actions import end_membership
from accounts.audit import audit
from accounts.models import Membership
from accounts.scope import system_scope
from esfportal.swedish_order import swedish_order
from projects.models import Project, TeamAnswer, TeamReview
from projects.team import letters

logger = logging.getLogger(__name__)
Verdict = TeamAnswer.Verdict


@dataclass(frozen=True)
class Line:
    """A membership in force, and what has been answered about it in this review (or None)."""

    membership: Membership
    answer: TeamAnswer | None


def quarter_of(day):
    """The first day of the quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def lines(review):
    """Everybody who has a role in the project today, those not answered about first."""
    answers = {a.membership_id: a for a in review.answers.select_related("answered_by")}
    held = Membership.objects.in_force().filter(project=review.project).with_parts()
    found = [Line(m, answers.get(m.pk)) for m in held.order_by(swedish_order("user__full_name"), "pk")]
    return sorted(found, key=lambda line: line.answer is not None)


def unanswered(review):
    return (
        Membership.objects.in_force()
        .filter(project=review.project)
        .exclude(pk__in=review.answers.values("membership"))
    )


# By the leaders


@transaction.atomic
def answer(review, membership, verdict, *, by):
    """Record that somebody is still right, or end the role; the first answer holds.

    Raises memberships.Refused when the role can't be ended.
    """
    memberships.hold([membership.user], [review.project])
    if review.answers.filter(membership=membership).exists():
        return review
    if verdict == Verdict.ENDED:
        end_membership(membership, by=by)
    TeamAnswer.objects.create(review=review, membership=membership, verdict=verdict, answered_by=by)
    audit("team_answered", review, by=by, membership=membership.pk, user=membership.user_id, verdict=verdict)
    return finish(review, by=by)


@transaction.atomic
def finish(review, *, by):
    """The review is done when everybody who still has a role has been answered about."""
    if review.finished_at is None and not unanswered(review).exists():
        review.finished_at, review.finished_by = timezone.now(), by
        review.save(update_fields=["finished_at", "finished_by"])
        audit("team_review_finished", review, by=by)
    return review


# By the clock


def run(today=None):
    """What the clock asks for each day: open what is due, tell the leaders, and remind them once.

    Each step is noted as it is done, so that a second run does nothing twice, and one that was cut
    short is made up for the next day.
    """
    open_due(today or timezone.localdate())
    current = TeamReview.objects.unfinished().current()
    _write("told_at", "projects/letters/review.txt", current)
    _write("reminded_at", "projects/letters/review_reminder.txt", current.overdue())


@system_scope()
def open_due(today):
    """A review of the quarter for each project whose team is older than the quarter."""
    quarter = quarter_of(today)
    older = Membership.objects.in_force(today).filter(project__isnull=False, starts_on__lt=quarter)
    due = Project.objects.filter(pk__in=older.values("project")).exclude(team_reviews__quarter=quarter)
    TeamReview.objects.bulk_create(
        [TeamReview(project=project, quarter=quarter) for project in due], ignore_conflicts=True
    )


def _write(column, template, reviews):
    with system_scope():
        keys = list(reviews.filter(**{f"{column}__isnull": True}).values_list("pk", flat=True))
    for pk in keys:
        with system_scope():
            waiting = TeamReview.objects.select_for_update(skip_locked=True, of=("self",))
            review = waiting.select_related("project").filter(pk=pk, **{f"{column}__isnull": True}).first()
            if review is not None and _write_to_leaders(review, template):
                setattr(review, column, timezone.now())
                review.save(update_fields=[column])


def _write_to_leaders(review, template):
    """Whether the letters went out; those that did not are tried again the next day."""
    leading = Membership.objects.in_force().leading().filter(project=review.project)
    leaders = {m.user for m in leading.select_related("user")}
    try:
        for user in leaders:
            letters.send(user.email, user.language, template, review.project, {"review": review})
    except OSError:  # what the mail server says may quote the address
        logger.error("The letters about team review %s could not be sent.", review.pk)
        return False
    return True


# For the pages


def current_review(project):
    """The project's latest review, finished or not; None before the first."""
    return TeamReview.objects.filter(project=project).current().select_related("project").first()


def overdue_reviews():
    """Those whose leaders have not answered within a fortnight, over all projects."""
    return TeamReview.objects.current().overdue().select_related("project").order_by("opened_at")


def projects_without_leader():
    """Projects that nobody leads today: only an administrator can make somebody their leader."""
    led = Membership.objects.in_force().leading().values("project")
    return Project.objects.exclude(pk__in=led).order_by("name")
