"""Pending work of a project, for the project page."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.access import may
from accounts.permissions import Permission
from esfportal.database.together import read_together
from participants.privacy.models import LogReview
from participants.register.access import participations_in
from participants.register.prepared_facts import count_waiting
from projects.team.models import TeamReview
from projects.team.team_review import latest_reviews, unanswered
from reporting.statistics.duties.unsent import due_text


@dataclass(frozen=True)
class PendingTask:
    """A count of participants or months, or None; a text about what to do, and a URL."""

    count: int | None
    text: str
    url: str


def tasks_context(request, project):
    return {"work": project_work(project, request.user)}


def project_work(project, user):
    """Return the project's PendingTasks; None for users who see no participants."""
    if not may(user, Permission.PARTICIPANT_VIEW, project):
        return None
    visible = participations_in(project, user)
    # Each count is that of the list that its link opens.
    listed = visible.unprotected_or_opened_by(user)
    counted = {"openable": visible.protected().openable_by(user)}
    leads = may(user, Permission.PARTICIPANT_AUTHORISE, project)
    if leads:
        counted["unnamed"] = visible.without_authorised_case_worker()
        counted["unreadable"] = listed.with_unreadable_number()
    today = timezone.localdate()
    counts = count_waiting(project, listed, today, **counted)
    rows = [*_case_worker_tasks(counts, is_over=project.has_ended(today)), _protected_task(counts)]
    address = reverse("register:list", args=[project.slug])
    if leads:
        rows += _leader_tasks(counts)
    waiting = [
        PendingTask(count, text, f"{address}?status={status}") for status, count, text in rows if count
    ]
    return [*waiting, *_monthly_file(project, user, today), *_reviews(project, user)]


def _monthly_file(project, user, today):
    found = due_text(project, user, today)
    return [PendingTask(None, *found)] if found else []


def _case_worker_tasks(counts, *, is_over):
    """Return (list filter, count, text) of work for all who see participants."""
    remaining = counts["without_exit"] if is_over else 0
    without, due = counts["without_result"], counts["due_for_follow_up"]
    incomplete = counts["incomplete"]
    return [
        (
            "no-exit",
            remaining,
            ngettext(
                "participant without an end: the project is over",
                "participants without an end: the project is over",
                remaining,
            ),
        ),
        ("no-result", without, ngettext("exit without a result", "exits without a result", without)),
        ("follow-up", due, ngettext("follow-up after six months", "follow-ups after six months", due)),
        (
            "incomplete",
            incomplete,
            ngettext("record where answers are missing", "records where answers are missing", incomplete),
        ),
    ]


def _protected_task(counts):
    # The number of records, not of what waits in them: that is shown when a record is opened.
    records = counts["openable"]
    text = ngettext(
        "protected record that you are authorised for: open it to see what is due",
        "protected records that you are authorised for: open them to see what is due",
        records,
    )
    return "authorised", records, text


def _leader_tasks(counts):
    """Return (list filter, count, text) of work for project leaders only."""
    unnamed, unreadable = counts["unnamed"], counts["unreadable"]
    return [
        (
            "unauthorised",
            unnamed,
            ngettext(
                "protected identity that no case worker is authorised for",
                "protected identities that no case worker is authorised for",
                unnamed,
            ),
        ),
        (
            "unreadable",
            unreadable,
            ngettext(
                "personal identity number that can't be read",
                "personal identity numbers that can't be read",
                unreadable,
            ),
        ),
    ]


def _reviews(project, user):
    """Return the reviews of the access log and of the team that the user has to finish."""
    months, latest = LogReview.objects.none(), TeamReview.objects.none()
    if may(user, Permission.LOG_REVIEW, project):
        months = project.log_reviews.open().order_by("month")
    if may(user, Permission.TEAM_REVIEW, project):
        latest = latest_reviews(project)
    found = read_together(months, latest)
    for review in (*found[0], *found[1]):
        review.project = project
    return [*_log_review_tasks(project, found[0]), *_team_review_tasks(project, found[1])]


def _log_review_tasks(project, months):
    """Return the months of the access log that have ended and are not signed off."""
    if not months:
        return []
    is_late = any(review.is_overdue for review in months)
    text = (
        ngettext("month of the access log, overdue", "months of the access log, overdue", len(months))
        if is_late
        else ngettext(
            "month of the access log to sign off", "months of the access log to sign off", len(months)
        )
    )
    log = reverse("privacy:log", args=[project.slug])
    url = months[0].get_absolute_url() if len(months) == 1 else f"{log}#to-sign-off"
    return [PendingTask(len(months), text, url)]


def _team_review_tasks(project, latest):
    """Return the roles not yet confirmed in the quarterly review of the team."""
    if not latest or latest[0].finished_at is not None:
        return []
    (current,) = latest
    left = unanswered(current).count()
    text = (
        ngettext("role to confirm, overdue", "roles to confirm, overdue", left)
        if current.is_overdue
        else ngettext("role to confirm", "roles to confirm", left)
    )
    return [PendingTask(left, text, reverse("team:team_review", args=[project.slug]))]
