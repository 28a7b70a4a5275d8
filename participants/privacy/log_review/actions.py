"""Monthly review of the access log: draw a sample, write notes, sign off."""

import secrets

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.database_access import system_scope
from accounts.models import AccessLogEntry
from participants.privacy.log_review.months import ended_months
from participants.privacy.log_review.sampling import draw
from participants.privacy.models import LogNote, LogReview
from projects.models import Project

SEED_BITS = 63  # fits a bigint


class InvalidState(Exception):
    reason = _("The month has been signed off already. What was written then can't be changed.")


@system_scope()
def draw_samples(*, today=None):
    """Draw missing samples of all ended months; return the new reviews."""
    drawn = []
    for month in ended_months(today or timezone.localdate()):
        read = AccessLogEntry.objects.of_month(month).filter(project__isnull=False)
        waiting = Project.objects.filter(pk__in=read.values("project")).exclude(log_reviews__month=month)
        drawn += [_draw_sample(project, month) for project in waiting]
    return drawn


@transaction.atomic
def _draw_sample(project, month):
    read = AccessLogEntry.objects.in_project(project).of_month(month)
    keys = list(read.values_list("pk", flat=True))
    seed = secrets.randbits(SEED_BITS)
    sample = draw(keys, seed=seed, size=settings.ACCESS_LOG_SAMPLE)
    # Two workers may draw the same month at once: the first one counts.
    review, is_new = LogReview.objects.get_or_create(
        project=project, month=month, defaults={"seed": seed, "sample": sample, "population": len(keys)}
    )
    if is_new:
        audit(AuditAction.LOG_SAMPLE_DRAWN, review, by=None, month=str(review), population=len(keys))
    return review


@transaction.atomic
def write_note(review, entry, *, text, by):
    review = _open(review)
    note = LogNote.objects.create(review=review, entry=entry, text=text, written_by=by)
    audit(AuditAction.LOG_NOTE_WRITTEN, note, by=by, project=review.project, entry=entry.pk)
    return note


@transaction.atomic
def sign_off(review, *, note, by):
    review = _open(review)
    review.signed_at, review.signed_by, review.note = timezone.now(), by, note
    review.save(update_fields=["signed_at", "signed_by", "note"])
    audit(AuditAction.LOG_SIGNED_OFF, review, by=by, month=str(review))
    return review


def _open(review):
    """Return the review, locked. Raises InvalidState."""
    review = LogReview.objects.select_for_update(of=("self",)).select_related("project").get(pk=review.pk)
    if review.is_signed:
        raise InvalidState
    return review
