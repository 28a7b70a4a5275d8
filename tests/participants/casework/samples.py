from datetime import timedelta

from django.utils import timezone

from participants.casework.models import AbsenceCover, Handover
from participants.register.saved_filters.actions import save_filter
from tests.factories import OSKARSHAMN


def cover_of(absent, *, by):
    """Return a cover from today for a case worker, by the user."""
    today = timezone.localdate()
    return AbsenceCover.objects.create(
        project=absent.memberships.get().project,
        absent_worker=absent,
        cover_worker=by,
        starts_on=today,
        ends_on=today + timedelta(days=30),
        message="Ring Ada",
        recorded_by=by,
    )


def move_of(participation, *, by, to):
    """Return a hand-over to Oskarshamn that waits for an answer."""
    return Handover.objects.create(
        participation=participation,
        sent_by=by,
        to_worker=to,
        project=participation.project,
        municipality_id=OSKARSHAMN,
    )


def hand_over_of(participation, cast):
    """Return a hand-over that the case worker sent to the leader."""
    return Handover.objects.create(
        participation=participation, sent_by=cast.case_worker, to_worker=cast.leader, message="Tack"
    )


def filter_of(user, **options):
    project = user.memberships.get().project
    return save_filter(project, name="Inskrivna", query="status=in", **options, by=user)
